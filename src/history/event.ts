import type { Json } from "../json.ts";
import type { Domain, Migration, Params, Scalar, Space } from "../space/index.ts";
import type { Goals } from "./goals.ts";

/** A place in a study's log; the first event has 1. */
export type Seq = number;

/** A sampler or pruner by name, with all its options. */
export interface Spec {
  readonly name: string;
  readonly options: { readonly [name: string]: Json };
}

/**
 * What kind of failure it was, where that is known: a wrong status (`exit`), a `signal`, out of `memory`, over its time
 * (`timeout`), a value that is no finite number (`diverged`), words the program did not understand (`arguments`), a result
 * that never came (`metric`), trouble of the machine (`infrastructure`), or its machine taken away (`preempted`).
 */
export type FailureKind =
  | ("exit" | "signal" | "memory" | "timeout" | "diverged")
  | ("arguments" | "metric" | "infrastructure" | "preempted");

/** How a trial ended. */
export type Outcome =
  | { readonly state: "complete"; readonly values: { readonly [goal: string]: number } }
  | { readonly state: "pruned"; readonly why: string }
  | { readonly state: "failed"; readonly why: string; readonly kind?: FailureKind };

/** The first event of every log; a second one is void. */
export interface StudyCreated {
  readonly type: "study.created";
  readonly space: Space;
  readonly goals: Goals;
  /** Conditions over the parameters that every point shall hold. */
  readonly constraints?: readonly string[];
  readonly seed: number;
  readonly sampler: Spec;
  readonly pruner: Spec;
  /** How many workers a trial may take down with it before it fails; absent: 3. */
  readonly maxAttempts?: number;
}

/** Something about the study is different from here on. The last word counts, also over what workers were started with. */
export interface StudyChanged {
  readonly type: "study.changed";
  readonly by: string;
  readonly change: Change;
}

/** What can be changed in a living study. */
export type Change =
  /** Paused: no trial is opened or taken over until it is active again. Stopped: the same, and searches end. */
  | { readonly what: "state"; readonly state: StudyState; readonly why: string }
  /** How many trials may be opened in all; null: what each worker was told. */
  | { readonly what: "budget"; readonly trials: number | null }
  | { readonly what: "sampler"; readonly sampler: Spec }
  | { readonly what: "pruner"; readonly pruner: Spec }
  | { readonly what: "maxAttempts"; readonly maxAttempts: number }
  | { readonly what: "archived"; readonly isArchived: boolean }
  /** Void unless `from` is the version of the space so far, so that of two changes at once one has to look again. */
  | {
      readonly what: "space";
      readonly from: number;
      readonly space: Space;
      readonly migration: Migration;
      readonly why: string;
      /** Those that hold from now on; without it, those so far. */
      readonly constraints?: readonly string[];
    };

/** Whether new trials are begun. */
export type StudyState = "active" | "paused" | "stopped";

/** A note of the user's on a study (`number` null) or one of its trials; the last one of a key counts. */
export interface TrialNoted {
  readonly type: "trial.noted";
  readonly number: number | null;
  readonly by: string;
  readonly key: string;
  readonly value: Json;
}

/** The result of a trial that has ended does not count: it is a failed one. */
export interface TrialInvalidated {
  readonly type: "trial.invalidated";
  readonly number: number;
  readonly by: string;
  readonly why: string;
}

/** A trial that has ended gets another outcome. */
export interface TrialCorrected {
  readonly type: "trial.corrected";
  readonly number: number;
  readonly by: string;
  readonly outcome: Outcome;
  readonly why: string;
}

/**
 * A trial that is complete was evaluated again, with other randomness: its point with another seed, on other folds. It
 * changes no result, and no sampler sees it. The first of a seed counts.
 */
export interface TrialRepeated {
  readonly type: "trial.repeated";
  readonly number: number;
  readonly by: string;
  readonly seed: number;
  readonly outcome: Outcome;
  /** The values of the optimised goal that the result is the mean of, where it is a cross-validation's. */
  readonly folds?: Folds;
}

/** The values on the folds of a cross-validation. */
export interface Folds {
  readonly values: readonly number[];
  /** Rows that test over rows that train; in (0, ∞). */
  readonly ratio: number;
}

/** A worker's first words: what it will ask with. `runtime` names the engine, since `Math.exp` may differ across them. */
export interface WorkerJoined {
  readonly type: "worker.joined";
  readonly by: string;
  readonly sampler: Spec;
  readonly pruner: Spec;
  readonly runtime: string;
}

/** A point somebody wants tried; the next trial that opens takes it. `suggest` holds define-by-run values. */
export interface TrialEnqueued {
  readonly type: "trial.enqueued";
  readonly params: Params;
  readonly suggest: { readonly [name: string]: Scalar };
}

/** A trial from elsewhere, with its result: it is the next trial, and ended at once. */
export interface TrialAdded {
  readonly type: "trial.added";
  readonly by: string;
  readonly params: Params;
  readonly memo: Json;
  readonly outcome: Outcome;
}

/**
 * Opens the next trial: numbers are dense in log order. Void when `limit` trials were opened already (those added do
 * not count), so a budget is exact with any number of workers. `limit` null: without end.
 */
export interface TrialOpened {
  readonly type: "trial.opened";
  readonly by: string;
  readonly limit: number | null;
  /** Where the limit was said: a budget that was changed after it counts, if it is lower. Absent: the limit counts. */
  readonly seen?: Seq;
}

/**
 * The sampler's suggestion for a trial. The first one wins. `seen` is the log position the sampler saw; when `strict`,
 * the event is void if another suggestion landed after `seen` (then its worker asks again with the newer view). One that
 * saw an earlier space is void in any case.
 */
export interface TrialAsked {
  readonly type: "trial.asked";
  readonly number: number;
  readonly by: string;
  readonly params: Params;
  readonly memo: Json;
  readonly seen: Seq;
  readonly strict: boolean;
}

/** The value of one define-by-run parameter of a running trial. The first one of a name wins. */
export interface TrialSuggested {
  readonly type: "trial.suggested";
  readonly number: number;
  readonly attempt: number;
  readonly by: string;
  readonly name: string;
  readonly domain: Domain;
  readonly value: Scalar;
  readonly memo: Json;
  readonly seen: Seq;
}

/** A worker takes a waiting trial over. Void unless `attempt` is the next one. */
export interface TrialClaimed {
  readonly type: "trial.claimed";
  readonly number: number;
  readonly attempt: number;
  readonly by: string;
}

/** Intermediate values of the study's (first) goal; many at once, since a million single events are slow to read. */
export interface TrialReported {
  readonly type: "trial.reported";
  readonly number: number;
  readonly attempt: number;
  readonly steps: readonly number[];
  readonly values: readonly number[];
}

/** The end of a trial. Void when it has ended already; from an older attempt, it is kept beside the trial and never counts. */
export interface TrialFinished {
  readonly type: "trial.finished";
  readonly number: number;
  readonly attempt: number;
  readonly outcome: Outcome;
}

/** The attempt is over without a result: its worker died, or handed the trial back. Anyone may say so. */
export interface TrialLost {
  readonly type: "trial.lost";
  readonly number: number;
  readonly attempt: number;
  readonly why: string;
  /** Whether its worker said so itself, in good order: then the trial is not to blame. */
  readonly isHandedBack?: boolean;
}

/** All that can happen in a study. Plain JSON; a non-finite number never stands in it. */
export type StudyEvent =
  | StudyCreated
  | StudyChanged
  | WorkerJoined
  | TrialEnqueued
  | TrialAdded
  | TrialOpened
  | TrialAsked
  | TrialSuggested
  | TrialClaimed
  | TrialReported
  | TrialFinished
  | TrialLost
  | TrialNoted
  | TrialRepeated
  | TrialInvalidated
  | TrialCorrected;

/** An event in its place; `at` is the storage's wall clock in ms since 1970, for people, never for decisions. */
export interface Logged {
  readonly seq: Seq;
  readonly at: number;
  readonly event: StudyEvent;
}
