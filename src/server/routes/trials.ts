import { z } from "zod";
import { type Filter, filterOf } from "../../analysis/index.ts";
import { toColumns } from "../../history/columns.ts";
import type { History, Trial } from "../../history/index.ts";
import { viewOf } from "../../study/view.ts";
import { wholeTrial } from "../look.ts";
import { pick } from "../pick.ts";
import { Problem } from "../problem.ts";
import { type Verb, verb } from "../route.ts";
import { summaryOf } from "../summary.ts";
import { after, number, study } from "../words.ts";

const states = ["waiting", "running", "paused", "complete", "pruned", "failed"] as const;

/** So many trials go into columns at once: they stand in memory while they are sent. */
const mostInColumns = 200_000;

/** Looks at trials. */
export const trialVerbs: readonly Verb[] = [
  verb({
    name: "trials",
    method: "get",
    path: "/studies/{study}/trials",
    scope: "viewer",
    summary: "List trials, a page at a time: go on with `after` set to the `next` of the page before.",
    input: z.object({
      study,
      after: after.describe("how many to pass over"),
      limit: z.coerce.number().int().min(1).max(1000).default(100),
      state: z.enum(states).optional(),
      where: z.string().default("").describe("a filter, such as `value > 0.9 and lr < 0.01`"),
      sort: z.enum(["number", "value", "newest"]).default("number").describe("`value`: the best first"),
    }),
    async run({ house, input }) {
      const { live } = house.room(input.study);
      const history = await live.present();
      const { sort, after, limit, state } = input;
      const holds = input.where.trim() === "" ? null : filterOf(input.where);
      const passes: Filter | null =
        state === undefined
          ? holds
          : (trial, goals) => trial.state === state && (holds?.(trial, goals) ?? true);
      const { total, numbers } = await pick(history, live.shelf, { passes, sort, after, limit });
      const end = after + numbers.length;
      return {
        total,
        next: end < total ? end : null,
        trials: numbers.map((number) => viewOf(history.study.goals, history.trials[number]!)),
      };
    },
  }),
  verb({
    name: "trial",
    method: "get",
    path: "/studies/{study}/trials/{number}",
    scope: "viewer",
    summary: "Show one trial: params, curve, result, and why its point was chosen.",
    input: z.object({ study, number }),
    async run({ house, input }) {
      const { live } = house.room(input.study);
      const history = await live.present();
      return viewOf(history.study.goals, await wholeTrial(live, trialAt(history, input)));
    },
  }),
  verb({
    name: "trialLog",
    method: "get",
    path: "/studies/{study}/trials/{number}/log",
    scope: "operator", // what a program prints may hold secrets that nobody knew of
    summary:
      "What the command of a trial prints, as far as its folder is on the server's machine; go on with `next`. It may hold secrets.",
    input: z.object({
      study,
      number,
      stream: z.enum(["stdout", "stderr"]).default("stdout"),
      from: z.coerce.number().int().min(0).optional().describe("a byte; default: the last part"),
    }),
    async run({ house, input }) {
      const { attempt } = trialAt(await house.room(input.study).live.present(), input);
      const found = await house.logs?.read({ ...input, attempt }, input.from ?? null);
      return found ?? { text: "", next: null };
    },
  }),
  verb({
    name: "best",
    method: "get",
    path: "/studies/{study}/best",
    scope: "viewer",
    summary: "Show the best trial, or with several optimised goals those that no other beats.",
    input: z.object({ study }),
    async run({ house, input }) {
      const { live } = house.room(input.study);
      const { study, trials } = await live.present();
      await live.counted();
      const { best } = summaryOf(live);
      const front = best ? [best.number] : live.tally.front;
      return { best, pareto: front.map((number) => viewOf(study.goals, trials[number]!)) };
    },
  }),
  verb({
    name: "columns",
    method: "get",
    path: "/studies/{study}/columns",
    scope: "viewer",
    summary:
      "The study as columns of numbers, for readers of large ones; the events after its `seq` go on from there.",
    input: z.object({ study }),
    async run({ house, input }) {
      const history = await house.room(input.study).live.present();
      if (history.trials.length > mostInColumns) {
        throw new Problem(
          413,
          "too-long",
          `This study has ${history.trials.length} trials; ask for its series.`,
        );
      }
      const bytes = toColumns(history);
      return new Response(bytes, { headers: { "content-type": "application/octet-stream" } });
    },
  }),
  verb({
    name: "log",
    method: "get",
    path: "/studies/{study}/log",
    scope: "viewer",
    summary: "Read the events of a study from a place on; `events` follows them live.",
    input: z.object({ study, after, limit: z.coerce.number().int().min(1).max(10_000).default(1000) }),
    async run({ house, input }) {
      await house.room(input.study).live.present();
      const events = await house.storage.read(input.study, input.after, input.limit);
      return { events, next: events.at(-1)?.seq ?? input.after };
    },
  }),
];

/** @throws Problem 404 */
export function trialAt({ trials }: History, { study, number }: { study: string; number: number }): Trial {
  const trial = trials[number];
  if (trial) return trial;
  const found = trials.length === 0 ? "has no trials yet" : `has the trials 0 to ${trials.length - 1}`;
  throw new Problem(404, "trial", `There is no trial ${number}; study "${study}" ${found}.`);
}
