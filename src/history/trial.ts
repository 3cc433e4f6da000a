import type { Json } from "../json.ts";
import type { Domain, Params, Scalar, Space } from "../space/index.ts";
import type { FailureKind, Folds, Outcome, Seq, Spec, StudyState } from "./event.ts";
import type { Goals } from "./goals.ts";

/** Where a trial stands. `waiting`: its worker was lost, or gave it back, and the next one takes it up. */
export type TrialState = "waiting" | "running" | "paused" | "complete" | "pruned" | "failed";

/** A result that came after its attempt was lost: kept for people, and never counted. */
export interface LateResult {
  readonly attempt: number;
  readonly outcome: Outcome;
}

/** Another evaluation of a trial's point, for people and tests of the winner; it never counts as a result. */
export interface Repeat {
  readonly seed: number;
  readonly outcome: Outcome;
  /** null where the result is no cross-validation's. */
  readonly folds: Folds | null;
}

/** One evaluation, as the log has it so far. Never changed: a newer event makes a newer trial. */
export interface Trial {
  /** Dense from 0, in log order. */
  readonly number: number;
  readonly state: TrialState;
  /** 1 for the first try; a lost trial keeps number and params and gets the next attempt. */
  readonly attempt: number;
  /** How many of its attempts ended with their workers; those that were handed back do not count. */
  readonly losses: number;
  /** The worker that holds it, or held it last. */
  readonly by: string;
  /**
   * What was chosen, in user units; null between `opened` and `asked`. Define-by-run values are included. After a change
   * of the space it is the same point in the new one; as it was, when there is none (`isOutside`).
   */
  readonly params: Params | null;
  /** The version of the space in which it was chosen; 0 is the space that the study was created with. */
  readonly spaceVersion: number;
  /** Whether a change of the space has left its point outside. */
  readonly isOutside: boolean;
  /** What the sampler wants to remember, and why it chose this point. */
  readonly memo: Json;
  /** The domains of the define-by-run parameters, by name. */
  readonly suggested: { readonly [name: string]: Domain };
  /** Define-by-run values fixed by `enqueue`. */
  readonly fixed: { readonly [name: string]: Scalar };
  readonly steps: readonly number[];
  /** The reported value at each step. */
  readonly curve: readonly number[];
  /** The result by goal; null unless complete. */
  readonly values: { readonly [goal: string]: number } | null;
  /** Why it was pruned, failed or lost; "" otherwise. */
  readonly why: string;
  /** What kind of failure it was; null for other ends, and where nobody knows. */
  readonly failure: FailureKind | null;
  /** Where the log opened it, and where it ended it. */
  readonly openedAt: Seq;
  readonly closedAt: Seq | null;
  /** Storage clock, ms since 1970; of the current attempt. */
  readonly startedAt: number;
  readonly finishedAt: number | null;
  /** The user's notes on it, by key. */
  readonly notes: Notes;
  readonly late: readonly LateResult[];
  /** Its evaluations with other randomness, in the order of the log. */
  readonly repeats: readonly Repeat[];
}

/** Notes of the user by key. */
export interface Notes {
  readonly [key: string]: Json;
}

/** A trial that has ended. */
export type Finished = Trial & { readonly state: "complete" | "pruned" | "failed"; readonly params: Params };

/** Whether a trial has ended. */
export function isFinished(trial: Trial): trial is Finished {
  return trial.state === "complete" || trial.state === "pruned" || trial.state === "failed";
}

/** Whether a trial failed by its machine, and says nothing of its point; every other failure may come of the point. */
export function isNoFaultOfPoint({ failure }: Trial): boolean {
  return failure === "infrastructure" || failure === "preempted";
}

/** What the study is made of: as its first event says, and as it was changed since. */
export interface StudyFacts {
  /** The space in force. */
  readonly space: Space;
  readonly goals: Goals;
  readonly constraints?: readonly string[];
  readonly seed: number;
  readonly sampler: Spec;
  readonly pruner: Spec;
  /** Storage clock, ms since 1970. */
  readonly createdAt: number;
  /** Where its first event stands. */
  readonly openedAt: Seq;
}

/** How a study is steered, and where in the log its parts were said last. */
export interface Steering {
  readonly state: StudyState;
  /** Why it was paused or stopped; "" otherwise. */
  readonly why: string;
  /** How many trials may be opened in all; null: what each worker was told. */
  readonly budget: number | null;
  readonly maxAttempts: number;
  readonly isArchived: boolean;
  /** Changes of the space so far. */
  readonly spaceVersion: number;
  readonly at: {
    readonly budget: Seq;
    readonly sampler: Seq;
    readonly pruner: Seq;
    readonly space: Seq;
  };
}

/** A point that waits to be tried. */
export interface Enqueued {
  readonly params: Params;
  readonly suggest: { readonly [name: string]: Scalar };
}

/** All that a log says up to `seq`. Made by `apply` alone; everybody else reads. */
export interface History {
  readonly seq: Seq;
  readonly study: StudyFacts | null;
  readonly steering: Steering;
  /** The user's notes on the study. */
  readonly notes: Notes;
  /** How often what had ended was changed: a fold over finished trials begins anew then. */
  readonly revision: number;
  /** By number. */
  readonly trials: readonly Trial[];
  /** How many of them came from elsewhere with their result; they count towards no budget. */
  readonly added: number;
  readonly queue: readonly Enqueued[];
  /** Numbers of the trials in that state. */
  readonly running: ReadonlySet<number>;
  readonly waiting: ReadonlySet<number>;
  /** Numbers of the trials that have ended, in the order of the log. */
  readonly finished: readonly number[];
  /** Where the newest suggestion stands. */
  readonly askedAt: Seq;
  readonly workers: ReadonlyMap<string, WorkerFacts>;
}

/** What a worker asks with; see `samplerInForce`. */
export interface WorkerFacts {
  readonly sampler: Spec;
  readonly pruner: Spec;
  readonly runtime: string;
  /** Where it said so. */
  readonly joinedAt: Seq;
}
