import type { Json } from "../json.ts";
import type { Domain, Params, Scalar, Space } from "../space/index.ts";
import type { FailureKind, Seq, Spec } from "./event.ts";
import type { Goals } from "./goals.ts";

/** Where a trial stands. `waiting`: its worker was lost, or gave it back, and the next one takes it up. */
export type TrialState = "waiting" | "running" | "paused" | "complete" | "pruned" | "failed";

/** One evaluation, as the log has it so far. Never changed: a newer event makes a newer trial. */
export interface Trial {
  /** Dense from 0, in log order. */
  readonly number: number;
  readonly state: TrialState;
  /** 1 for the first try; a lost trial keeps number and params and gets the next attempt. */
  readonly attempt: number;
  /** The worker that holds it, or held it last. */
  readonly by: string;
  /** What was chosen, in user units; null between `opened` and `asked`. Define-by-run values are included. */
  readonly params: Params | null;
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
}

/** A trial that has ended. */
export type Finished = Trial & { readonly state: "complete" | "pruned" | "failed"; readonly params: Params };

/** Whether a trial has ended. */
export function isFinished(trial: Trial): trial is Finished {
  return trial.state === "complete" || trial.state === "pruned" || trial.state === "failed";
}

/** What the log's first event says. */
export interface StudyFacts {
  readonly space: Space;
  readonly goals: Goals;
  readonly seed: number;
  readonly sampler: Spec;
  readonly pruner: Spec;
  /** Storage clock, ms since 1970. */
  readonly createdAt: number;
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
  /** What each worker asks with. */
  readonly workers: ReadonlyMap<
    string,
    { readonly sampler: Spec; readonly pruner: Spec; readonly runtime: string }
  >;
}
