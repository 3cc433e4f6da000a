import { z } from "zod";
import { confirmationOf } from "../../analysis/index.ts";
import { TunesmithError } from "../../error.ts";
import { defined } from "../../json.ts";
import { dueRepeats } from "../../study/confirm.ts";
import { outcomeOf, type Told } from "../../study/outcome.ts";
import { viewOf } from "../../study/view.ts";
import { type Verb, verb } from "../route.ts";
import { by, number, several, study } from "../words.ts";
import { trialAt } from "./trials.ts";

/** Evaluates the best trials again, from afar. */
export const confirmationVerbs: readonly Verb[] = [
  verb({
    name: "confirmation",
    method: "get",
    path: "/studies/{study}/confirmation",
    scope: "viewer",
    summary:
      "How good the winner really is, by the evaluations with other seeds so far; `due` are those to make next (see `repeat`).",
    input: z.object({
      study,
      top: z.coerce.number().int().min(1).max(1000).default(5).describe("how many of the best"),
      rounds: z.coerce.number().int().min(1).max(1000).default(5).describe("how often each at most"),
      simpler: several.describe(
        "of less of these parameters it is simpler (`-NAME`: of more): names, as a JSON array; default the time it took",
      ),
    }),
    async run({ house, input: { study, top, rounds, simpler } }) {
      const history = await house.room(study).live.present();
      const found = confirmationOf(history, simpler.length > 0 ? { simpler } : {});
      const due = dueRepeats(history, { top, rounds }).map((one) => ({
        ...one,
        params: history.trials[one.number]!.params,
      }));
      return { ...found, due };
    },
  }),
  verb({
    name: "repeat",
    method: "post",
    path: "/studies/{study}/trials/{number}/repeat",
    scope: "worker",
    summary:
      "Say what another evaluation of a complete trial gave, with that seed; its result stays, and no sampler sees it.",
    input: z.object({
      study,
      number,
      seed: z.int().describe("the seed of the evaluation: each counts once"),
      worker: by.default("http"),
      value: z.number().optional(),
      values: z.record(z.string(), z.number()).optional(),
      state: z.enum(["complete", "failed"]).optional(),
      why: z.string().max(2000).optional(),
    }),
    async run({ house, input, key }) {
      const { live } = house.room(input.study);
      const { study: facts } = await live.present();
      const { number, seed, state, why } = input;
      const trial = trialAt(live.history, { study: input.study, number });
      if (trial.state !== "complete") {
        throw new TunesmithError(
          "trial",
          `trial ${number} is ${trial.state}; only a complete one is repeated.`,
        );
      }
      const told = state === "failed" ? defined({ state, why }) : (input.values ?? input.value);
      if (told === undefined) {
        throw new TunesmithError("value", "nothing was told: give value, values, or state failed.");
      }
      const outcome = outcomeOf(facts.goals, told as Told);
      const event = { type: "trial.repeated", number, by: input.worker, seed, outcome } as const;
      if (!live.keys.find(key)) await live.append([event], key);
      return viewOf(facts.goals, live.history.trials[number]!);
    },
  }),
];
