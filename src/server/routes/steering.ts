import { z } from "zod";
import { TunesmithError } from "../../error.ts";
import { type Change, type History, isFinished } from "../../history/index.ts";
import { defined } from "../../json.ts";
import { prunerByName } from "../../pruners/index.ts";
import { samplerByName } from "../../samplers/index.ts";
import { outcomeOf, type Told } from "../../study/outcome.ts";
import { changesOf, jsonOf, spaceChangeOf, wordsOf } from "../../study/steering.ts";
import { viewOf } from "../../study/view.ts";
import type { Live } from "../live.ts";
import { type House, type Verb, verb } from "../route.ts";
import { spaceOf } from "../space-form.ts";
import { summaryOf } from "../summary.ts";
import { number, part, record, study } from "../words.ts";
import { trialAt } from "./trials.ts";

/** Who steers, in the log: whoever has an operator's token. */
const by = "http";
const why = z.string().max(2000).optional();

/** Steers a study that runs. */
export const steeringVerbs: readonly Verb[] = [
  state(
    "pause",
    "paused",
    "Begin no further trial, anywhere, until `resume`; those that run go on to their end.",
  ),
  state("resume", "active", "Go on with a study that was paused or stopped."),
  state("stop", "stopped", "End the search of every worker, once the trials that run have ended."),
  verb({
    name: "change",
    method: "post",
    path: "/studies/{study}/change",
    scope: "operator",
    summary: "Change the budget, the sampler, the pruner …, also of workers that run: the last word counts.",
    input: z.object({
      study,
      budget: z.int().min(0).nullable().optional().describe("trials in all; null: what each worker was told"),
      sampler: part.optional(),
      pruner: part.optional(),
      maxAttempts: z.int().min(1).optional(),
      isArchived: z.boolean().optional(),
    }),
    async run({ house, input, key }) {
      const { live } = house.room(input.study);
      const history = await live.present();
      const { budget, maxAttempts, isArchived } = input;
      const sampler = input.sampler && samplerByName(input.sampler.name, input.sampler.options as never);
      const pruner = input.pruner && prunerByName(input.pruner.name, input.pruner.options as never);
      const changes = changesOf(history, defined({ budget, maxAttempts }) as object, {
        sampler,
        pruner,
      });
      if (isArchived !== undefined) changes.push({ what: "archived", isArchived });
      if (changes.length === 0) throw new TunesmithError("option", "nothing is to be changed; say what.");
      return change(live, changes, key);
    },
  }),
  verb({
    name: "changeSpace",
    method: "post",
    path: "/studies/{study}/space",
    scope: "operator",
    summary:
      "Change the space of a living study; earlier trials are taken along where they have a place in it.",
    input: z.object({
      study,
      space: record,
      rename: z.record(z.string(), z.string()).optional().describe("new dotted names by old ones"),
      defaults: record.optional().describe("what earlier trials had for each parameter that is new"),
      constraints: z
        .array(z.string().max(2000))
        .max(500)
        .optional()
        .describe("from now on; default: those so far"),
      why,
    }),
    async run({ house, input, key }) {
      const { live } = house.room(input.study);
      const history = await live.present();
      const { rename, defaults, why, constraints } = input;
      const event = spaceChangeOf(
        history,
        spaceOf(input.space),
        defined({ rename, defaults, why, constraints }) as object,
      );
      return change(live, [event], key);
    },
  }),
  verb({
    name: "forbid",
    method: "post",
    path: "/studies/{study}/forbid",
    scope: "operator",
    summary: "Try no further point that meets a condition, such as `lr > 0.1 and layers >= 6`.",
    input: z.object({ study, condition: z.string().min(1).max(2000), why }),
    async run({ house, input: { study, condition, why }, key }) {
      const { live } = house.room(study);
      const history = await live.present();
      const { space, constraints = [] } = history.study;
      const more = { constraints: [...constraints, `not (${condition})`], ...defined({ why }) };
      return change(live, [spaceChangeOf(history, space, more)], key);
    },
  }),
  verb({
    name: "note",
    method: "post",
    path: "/studies/{study}/notes",
    scope: "operator",
    summary: "Write a note on a trial, or without a number on the study; the last one of a key counts.",
    input: z.object({
      study,
      number: number.nullable().default(null),
      key: z.string().min(1).max(200),
      value: z.unknown().describe("any JSON; null takes the note away"),
    }),
    async run({ house, input, key }) {
      const { live } = house.room(input.study);
      const history = await live.present();
      if (input.number !== null) trialAt(history, { study: input.study, number: input.number });
      const value = jsonOf(input.key, input.value ?? null);
      const event = { type: "trial.noted", number: input.number, by, key: input.key, value } as const;
      if (!live.keys.find(key)) await live.append([event], key);
      return { notes: input.number === null ? live.history.notes : live.history.trials[input.number]!.notes };
    },
  }),
  verb({
    name: "invalidate",
    method: "post",
    path: "/studies/{study}/trials/{number}/invalidate",
    scope: "operator",
    summary: "Say that the result of a trial that has ended does not count.",
    input: z.object({ study, number, why: z.string().max(2000).default("invalidated by hand") }),
    async run({ house, input, key }) {
      const live = await ended(house, input);
      const event = { type: "trial.invalidated", number: input.number, by, why: wordsOf(input.why) } as const;
      if (!live.keys.find(key)) await live.append([event], key);
      return viewAt(live, input.number);
    },
  }),
  verb({
    name: "correct",
    method: "post",
    path: "/studies/{study}/trials/{number}/correct",
    scope: "operator",
    summary: "Give a trial that has ended another result; also one that failed or was invalidated.",
    input: z.object({
      study,
      number,
      value: z.number().optional(),
      values: z.record(z.string(), z.number()).optional(),
      why: z.string().max(2000).default("corrected by hand"),
    }),
    async run({ house, input, key }) {
      const live = await ended(house, input);
      const outcome = outcomeOf(live.history.study!.goals, (input.values ?? input.value) as Told);
      const why = wordsOf(input.why);
      const event = { type: "trial.corrected", number: input.number, by, outcome, why } as const;
      if (!live.keys.find(key)) await live.append([event], key);
      return viewAt(live, input.number);
    },
  }),
  verb({
    name: "end",
    method: "post",
    path: "/studies/{study}/trials/{number}/end",
    scope: "operator",
    summary:
      "End a running trial from outside: it counts as pruned, and what its worker tells later is refused.",
    input: z.object({ study, number, why: z.string().max(2000).default("ended by hand") }),
    async run({ house, input, key }) {
      const { live, desk } = house.room(input.study);
      await desk.tell(input.number, { state: "pruned", why: wordsOf(input.why) }, defined({ key }));
      return viewAt(live, input.number);
    },
  }),
];

/** A verb that says whether new trials are begun. */
function state(name: string, to: History["steering"]["state"], summary: string): Verb {
  return verb({
    name,
    method: "post",
    path: `/studies/{study}/${name}`,
    scope: "operator",
    summary,
    input: z.object({ study, why }),
    async run({ house, input, key }) {
      const { live } = house.room(input.study);
      await live.present();
      const words = to === "active" ? "" : wordsOf(input.why ?? `${to} by hand`);
      return change(live, [{ what: "state", state: to, why: words }], key);
    },
  });
}

/** Writes changes down, and shows the study as it is then. */
async function change(live: Live, changes: readonly Change[], key: string | undefined) {
  const events = changes.map((change) => ({ type: "study.changed", by, change }) as const);
  if (!live.keys.find(key)) await live.append(events, key);
  await live.present();
  return summaryOf(live);
}

async function ended(house: House, at: { study: string; number: number }): Promise<Live> {
  const { live } = house.room(at.study);
  const trial = trialAt(await live.present(), at);
  if (isFinished(trial)) return live;
  throw new TunesmithError(
    "trial",
    `trial ${at.number} is ${trial.state}: it has no result yet. Tell it first.`,
  );
}

function viewAt({ history }: Live, number: number) {
  return viewOf(history.study!.goals, history.trials[number]!);
}
