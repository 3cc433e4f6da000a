import { randomBytes } from "node:crypto";
import { z } from "zod";
import { TunesmithError } from "../../error.ts";
import { defined } from "../../json.ts";
import { stream } from "../../math/rng.ts";
import { addedOf } from "../../study/added.ts";
import { completed } from "../../study/complete.ts";
import type { Told } from "../../study/index.ts";
import { viewOf } from "../../study/view.ts";
import { type Verb, verb } from "../route.ts";
import { attempt, by, leaseMs, number, params, study } from "../words.ts";

const failureKind = z.enum([
  ...(["exit", "signal", "memory", "timeout", "diverged"] as const),
  ...(["arguments", "metric", "infrastructure", "preempted"] as const),
]);
const values = z.record(z.string(), z.number());

/** Runs trials from afar. */
export const workVerbs: readonly Verb[] = [
  verb({
    name: "ask",
    method: "post",
    path: "/studies/{study}/ask",
    scope: "worker",
    summary: "Get the next trial to run. With the same Idempotency-Key it is the same trial.",
    input: z.object({
      study,
      worker: by.optional(),
      trials: z
        .int()
        .min(0)
        .optional()
        .describe("open no more than that in all; the study's own budget counts, too"),
      leaseMs,
    }),
    async run({ house, input, key }) {
      const { live, desk } = house.room(input.study);
      const worker = input.worker ?? `http-${randomBytes(6).toString("hex")}`;
      const next = await desk.ask({ by: worker, leaseMs: input.leaseMs, key }, input.trials ?? null);
      if (next.kind !== "trial") return { trial: null, reason: next.kind, worker };
      return { trial: viewOf(live.history.study!.goals, next.trial), reason: null, worker };
    },
  }),
  verb({
    name: "tell",
    method: "post",
    path: "/studies/{study}/trials/{number}/tell",
    scope: "worker",
    summary: "Say how a trial ended: its value, its values by goal, or a state.",
    input: z.object({
      study,
      number,
      attempt,
      value: z.number().optional().describe("the result of the single goal"),
      values: values.optional().describe("the results by goal"),
      state: z.enum(["complete", "pruned", "failed"]).optional(),
      why: z.string().max(2000).optional().describe("why it was pruned or failed"),
      kind: failureKind.optional().describe("what kind of failure it was"),
    }),
    async run({ house, input, key }) {
      const { live, desk } = house.room(input.study);
      const { state, why, value, values: byGoal } = input;
      const result = byGoal ?? value;
      if (result === undefined && (state === undefined || state === "complete")) {
        throw new TunesmithError("value", "nothing was told: give value, values, or state.");
      }
      const told = (
        state === "pruned" || state === "failed" ? defined({ state, why, kind: input.kind }) : result
      ) as Told;
      const trial = await desk.tell(input.number, told, defined({ attempt: input.attempt, key }));
      return viewOf(live.history.study!.goals, trial);
    },
  }),
  verb({
    name: "report",
    method: "post",
    path: "/studies/{study}/trials/{number}/report",
    scope: "worker",
    summary: "Report intermediate values; the answer says whether the pruner would end the trial.",
    input: z.object({
      study,
      number,
      attempt,
      worker: by.optional(),
      leaseMs,
      step: z.int().min(0).optional(),
      value: z.number().optional(),
      steps: z.array(z.int().min(0)).max(10_000).optional(),
      values: z.array(z.number()).max(10_000).optional(),
    }),
    async run({ house, input, key }) {
      const { desk } = house.room(input.study);
      const steps = input.steps ?? (input.step === undefined ? [] : [input.step]);
      const found = input.values ?? (input.value === undefined ? [] : [input.value]);
      if (steps.length === 0 || steps.length !== found.length) {
        throw new TunesmithError("value", "give step and value, or as many steps as values.");
      }
      if (input.worker !== undefined) await desk.renew({ by: input.worker, leaseMs: input.leaseMs });
      return desk.report(input.number, { steps, values: found, ...defined({ attempt: input.attempt }) }, key);
    },
  }),
  verb({
    name: "heartbeat",
    method: "post",
    path: "/studies/{study}/heartbeat",
    scope: "worker",
    summary: "Say that a worker lives: its lease begins anew.",
    input: z.object({ study, worker: by, leaseMs }),
    async run({ house, input }) {
      const { live, desk } = house.room(input.study);
      await live.present();
      await desk.renew({ by: input.worker, leaseMs: input.leaseMs });
      return { worker: input.worker, leaseMs: input.leaseMs };
    },
  }),
  verb({
    name: "release",
    method: "post",
    path: "/studies/{study}/trials/{number}/release",
    scope: "worker",
    summary: "Hand a running trial back, for any worker to take up: same number, same point.",
    input: z.object({ study, number, why: z.string().max(2000).default("handed back by its worker") }),
    async run({ house, input }) {
      await house.room(input.study).desk.release(input.number, input.why);
      return { number: input.number };
    },
  }),
  verb({
    name: "enqueue",
    method: "post",
    path: "/studies/{study}/enqueue",
    scope: "operator",
    summary: "Put a point in the queue of what is tried next; what is missing is drawn at random.",
    input: z.object({ study, params }),
    async run({ house, input, key }) {
      const { live } = house.room(input.study);
      const { study: facts, seq } = await live.present();
      const isOpen = Object.keys(facts.space).length === 0;
      const point = isOpen ? {} : completed(facts, input.params, stream(facts.seed, "enqueue", seq));
      const suggest = isOpen ? (input.params as Record<string, never>) : {};
      if (!live.keys.find(key)) await live.append([{ type: "trial.enqueued", params: point, suggest }], key);
      return { queued: live.history.queue.length };
    },
  }),
  verb({
    name: "add",
    method: "post",
    path: "/studies/{study}/trials",
    scope: "operator",
    summary: "Add a finished trial from elsewhere; samplers learn from it, budgets do not count it.",
    input: z.object({
      study,
      params,
      value: z.number().optional(),
      values: values.optional(),
      state: z.enum(["complete", "pruned", "failed"]).optional(),
      why: z.string().max(2000).optional(),
    }),
    async run({ house, input, key }) {
      const { live } = house.room(input.study);
      const { study: facts } = await live.present();
      const { study: _, ...finished } = input;
      const event = addedOf(facts, "http", defined(finished) as never);
      const place = live.keys.find(key)?.seq ?? (await live.append([event], key)).at(-1)!.seq;
      return viewOf(facts.goals, live.history.trials.findLast((t) => t.openedAt === place)!);
    },
  }),
];
