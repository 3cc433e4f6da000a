/** What an event must look like before it may enter a log from outside: the reducer trusts what a log has. */
import { z } from "zod";
import { TunesmithError } from "../error.ts";
import type { History, StudyEvent } from "../history/index.ts";
import { checkGoals } from "../history/index.ts";
import { checkConstraints, checkParams, checkSpace } from "../space/index.ts";
import { record } from "./words.ts";

const text = z.string().max(4000);
const count = z.int().min(0);
const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const memo = z.custom<unknown>((x) => x !== undefined, { message: "it is missing" });
const spec = z.object({ name: text, options: record });
const outcome = z.union([
  z.object({ state: z.literal("complete"), values: z.record(z.string(), z.number()) }),
  z.object({ state: z.enum(["pruned", "failed"]), why: text }),
]);
const migration = z.object({
  rename: z.record(z.string(), z.string()),
  defaults: z.record(z.string(), scalar),
});
const change = z.discriminatedUnion("what", [
  z.object({ what: z.literal("state"), state: z.enum(["active", "paused", "stopped"]), why: text }),
  z.object({ what: z.literal("budget"), trials: count.nullable() }),
  z.object({ what: z.literal("sampler"), sampler: spec }),
  z.object({ what: z.literal("pruner"), pruner: spec }),
  z.object({ what: z.literal("maxAttempts"), maxAttempts: z.int().min(1) }),
  z.object({ what: z.literal("archived"), isArchived: z.boolean() }),
  z.object({
    what: z.literal("space"),
    from: count,
    space: record,
    migration,
    why: text,
    constraints: z.array(text).optional(),
  }),
]);
const trial = { number: count, attempt: z.int().min(1) };

/** The events that run trials; every worker may write them. */
const ofWorkers = [
  z.object({ type: z.literal("worker.joined"), by: text, sampler: spec, pruner: spec, runtime: text }),
  z.object({ type: z.literal("trial.opened"), by: text, limit: count.nullable() }),
  z.object({
    type: z.literal("trial.asked"),
    number: count,
    by: text,
    params: record,
    memo,
    seen: count,
    strict: z.boolean(),
  }),
  z.object({
    type: z.literal("trial.suggested"),
    ...trial,
    by: text,
    name: text,
    domain: record,
    value: scalar,
    memo,
    seen: count,
  }),
  z.object({ type: z.literal("trial.claimed"), ...trial, by: text }),
  z.object({
    type: z.literal("trial.reported"),
    ...trial,
    steps: z.array(z.number()),
    values: z.array(z.number()),
  }),
  z.object({ type: z.literal("trial.finished"), ...trial, outcome }),
  z.object({ type: z.literal("trial.lost"), ...trial, why: text }),
  z.object({
    type: z.literal("trial.noted"),
    number: count.nullable(),
    by: text,
    key: text.min(1),
    value: memo,
  }),
  z.object({
    type: z.literal("trial.repeated"),
    number: count,
    by: text,
    seed: z.int(),
    outcome,
    folds: z.object({ values: z.array(z.number()), ratio: z.number().positive() }).optional(),
  }),
] as const;

/** The events that say what a study is and shall do; they are the operators'. */
const ofOperators = [
  z.object({
    type: z.literal("study.created"),
    space: record,
    goals: record,
    seed: z.int(),
    sampler: spec,
    pruner: spec,
  }),
  z.object({ type: z.literal("trial.enqueued"), params: record, suggest: z.record(z.string(), scalar) }),
  z.object({ type: z.literal("trial.added"), by: text, params: record, memo, outcome }),
  z.object({ type: z.literal("study.changed"), by: text, change }),
  z.object({ type: z.literal("trial.invalidated"), number: count, by: text, why: text }),
  z.object({ type: z.literal("trial.corrected"), number: count, by: text, outcome, why: text }),
] as const;

const workerTypes: ReadonlySet<string> = new Set(ofWorkers.map((one) => one.shape.type.value));
const any = z.discriminatedUnion("type", [...ofWorkers, ...ofOperators]);

/**
 * Checks events that come from outside.
 *
 * @param history  of the study they shall enter
 * @returns the same events, untouched
 * @throws TunesmithError "option" for what is no event, or none of this scope; "params", "space", "goals", "value"
 */
export function checkEvents(
  events: readonly unknown[],
  history: History,
  isOperator: boolean,
): readonly StudyEvent[] {
  for (const [i, event] of events.entries()) {
    const { data, error } = any.safeParse(event);
    if (data && !isOperator && !workerTypes.has(data.type)) {
      throw new TunesmithError(
        "option",
        `a worker's token may not write ${data.type}; it takes an operator's.`,
      );
    }
    if (error) throw new TunesmithError("option", `event ${i} cannot enter the log: ${wordsOf(error)}`);
    checkContent(event as StudyEvent, history);
  }
  return events as readonly StudyEvent[];
}

/** What is wrong, in one line. */
export function wordsOf(error: z.ZodError): string {
  const first = error.issues[0]!;
  const at = first.path.map(String).join(".");
  return `${at === "" ? "" : `"${at}": `}${first.message}.`.slice(0, 500);
}

/** The part that depends on the study: its space and goals. */
function checkContent(event: StudyEvent, { study, steering }: History): void {
  if (event.type === "study.created") {
    checkSpace(event.space);
    checkGoals(event.goals);
    checkConstraints(event.space, event.constraints ?? []);
  }
  if (event.type === "study.changed" && event.change.what === "space") {
    checkSpace(event.change.space);
    checkConstraints(event.change.space, event.change.constraints ?? []);
  }
  if (!study) return;
  if (event.type === "trial.asked" && event.seen < steering.at.space) return; // void, and its worker asks again
  const isOpen = Object.keys(study.space).length === 0;
  if (event.type === "trial.asked" || event.type === "trial.enqueued" || event.type === "trial.added") {
    if (!isOpen || event.type === "trial.asked") checkParams(study.space, event.params);
  }
  if (event.type === "trial.suggested") checkSpace({ [event.name]: event.domain });
  if (
    ["trial.finished", "trial.added", "trial.corrected", "trial.repeated"].includes(event.type) &&
    "outcome" in event
  ) {
    const { outcome } = event;
    if (outcome.state !== "complete") return;
    const missing = Object.keys(study.goals).find((goal) => !Object.hasOwn(outcome.values, goal));
    if (missing !== undefined) throw new TunesmithError("value", `the result lacks the goal "${missing}".`);
  }
}
