import { isTunesmithError, TunesmithError } from "../error.ts";
import { type FailureKind, type Goals, type Outcome, objectivesOf, type Trial } from "../history/index.ts";

/** What an objective may return: the value of the one optimised goal, or the values by goal. */
export type Result = number | { readonly [goal: string]: number };

/** What `tell` takes: a result, or how the trial ended otherwise. */
export type Told =
  | Result
  | {
      readonly state: "complete";
      readonly value?: number;
      readonly values?: { readonly [goal: string]: number };
    }
  | { readonly state: "pruned"; readonly why?: string }
  | { readonly state: "failed"; readonly why?: string; readonly kind?: FailureKind };

/** Not told, but given back: the next attempt of the trial may come to a result. */
export interface HandedBack {
  readonly state: "lost";
  readonly why: string;
}

/** The longest reason that is kept; what follows is cut. */
const longestWhy = 2000;

/**
 * Reads what was told as an outcome. A NaN or infinite value is a failed trial, by those words.
 *
 * @throws TunesmithError "value" for what is no result at all
 */
export function outcomeOf(goals: Goals, told: Told): Outcome {
  if (typeof told === "object" && told !== null && "state" in told && typeof told.state === "string") {
    return outcomeOfState(goals, told as Exclude<Told, Result>);
  }
  return outcomeOfResult(goals, told as Result);
}

/** A thrown value as the reason of a failed trial. */
export function whyOf(thrown: unknown): string {
  const text = isTunesmithError(thrown)
    ? thrown.message
    : thrown instanceof Error
      ? `${thrown.name}: ${thrown.message}`
      : `thrown: ${String(thrown)}`;
  return text.slice(0, longestWhy);
}

function outcomeOfState(goals: Goals, told: Exclude<Told, Result>): Outcome {
  switch (told.state) {
    case "complete":
      return outcomeOfResult(goals, told.values ?? told.value);
    case "pruned":
      return { state: "pruned", why: (told.why ?? "told pruned").slice(0, longestWhy) };
    case "failed": {
      const why = (told.why ?? "told failed").slice(0, longestWhy);
      return told.kind === undefined ? { state: "failed", why } : { state: "failed", why, kind: told.kind };
    }
    default:
      throw new TunesmithError(
        "value",
        `state ${JSON.stringify((told as { state: unknown }).state)} cannot be told; there are "complete", "pruned" and "failed".`,
      );
  }
}

function outcomeOfResult(goals: Goals, result: unknown): Outcome {
  const names = Object.keys(goals);
  const given = typeof result === "number" && names.length === 1 ? { [names[0]!]: result } : result;
  if (typeof given !== "object" || given === null || Array.isArray(given)) {
    const want = names.length === 1 ? "a number" : `{ ${names.join(", ")} }`;
    throw new TunesmithError("value", `the result is ${show(result)}; it must be ${want}.`);
  }
  const unknown = Object.keys(given).find((name) => !Object.hasOwn(goals, name));
  if (unknown !== undefined) {
    throw new TunesmithError("value", `the result has "${unknown}", but the goals are ${names.join(", ")}.`);
  }
  const values: Record<string, number> = {};
  for (const name of names) {
    const value = (given as Record<string, unknown>)[name];
    if (typeof value !== "number") {
      throw new TunesmithError(
        "value",
        `the result has ${show(value)} for "${name}"; it must have a number for each of ${names.join(", ")}.`,
      );
    }
    if (!Number.isFinite(value))
      return { state: "failed", why: `the value of "${name}" is ${value}`, kind: "diverged" };
    values[name] = value + 0; // -0 is 0, as the log has it
  }
  return { state: "complete", values };
}

/**
 * Checks one intermediate value.
 *
 * @throws TunesmithError "value"
 */
export function checkReport(goals: Goals, step: number, value: number): void {
  if (objectivesOf(goals).length !== 1) {
    throw new TunesmithError("goals", "a report needs a single optimised goal; this study has several.");
  }
  if (!Number.isSafeInteger(step) || step < 0) {
    throw new TunesmithError("value", `step ${show(step)} cannot be reported; steps are integers from 0.`);
  }
  if (typeof value !== "number" || !Number.isFinite(value)) {
    const what = typeof value === "number" ? "the run has diverged" : "it must be a number";
    throw new TunesmithError("value", `the value reported at step ${step} is ${show(value)}; ${what}.`);
  }
}

/** What was given, for messages. */
export function show(x: unknown): string {
  return typeof x === "string"
    ? JSON.stringify(x.slice(0, 60))
    : typeof x === "object"
      ? JSON.stringify(x)
      : String(x);
}

/** The answer to a result that another worker's attempt has overtaken. */
export function tooLate(now: Trial, attempt: number): TunesmithError {
  const state = now.state === "running" ? `attempt ${now.attempt} of it is running` : `it is ${now.state}`;
  return new TunesmithError(
    "trial",
    `the result of attempt ${attempt} of trial ${now.number} came too late and was not accepted: ${state}. Raise leaseMs if its worker was only slow.`,
  );
}
