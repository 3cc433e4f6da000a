import { type FailureKind, type Goals, objectivesOf, type Trial, type TrialState } from "../history/index.ts";
import type { Json } from "../json.ts";
import type { Params } from "../space/index.ts";

/** A trial as users see it: plain frozen data. */
export interface TrialView<P = Params> {
  readonly number: number;
  readonly state: TrialState;
  readonly params: P;
  /** The result of the one optimised goal; null unless complete, or with several optimised goals. */
  readonly value: number | null;
  /** The result by goal; null unless complete. */
  readonly values: { readonly [goal: string]: number } | null;
  readonly steps: readonly number[];
  /** The reported value at each step. */
  readonly curve: readonly number[];
  /** Why it was pruned, failed or lost; "" otherwise. */
  readonly why: string;
  /** What kind of failure it was; null for other ends, and where nobody knows. */
  readonly failure: FailureKind | null;
  /** What the sampler remembers of this point, `why` in words among it. */
  readonly memo: Json;
  /** 1 for the first try. */
  readonly attempt: number;
  readonly by: string;
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
  /** The version of the space in which it was chosen; 0 is the first. */
  readonly spaceVersion: number;
  /** Whether a change of the space has left its point outside. */
  readonly isOutside: boolean;
  /** Notes of the user, by key. */
  readonly notes: { readonly [key: string]: Json };
  /** Results that came after their attempt was lost; they do not count. */
  readonly late: Trial["late"];
  /** Its evaluations with other randomness; they change no result. */
  readonly repeats: Trial["repeats"];
}

/** Shows a trial of the history to users. */
export function viewOf<P = Params>(goals: Goals, trial: Trial): TrialView<P> {
  const objectives = objectivesOf(goals);
  const value = trial.values && objectives.length === 1 ? trial.values[objectives[0]!]! : null;
  return Object.freeze({
    number: trial.number,
    state: trial.state,
    params: (trial.params ?? {}) as P,
    value,
    values: trial.values,
    steps: trial.steps,
    curve: trial.curve,
    why: trial.why,
    failure: trial.failure,
    memo: trial.memo,
    attempt: trial.attempt,
    by: trial.by,
    startedAt: new Date(trial.startedAt),
    finishedAt: trial.finishedAt === null ? null : new Date(trial.finishedAt),
    spaceVersion: trial.spaceVersion,
    isOutside: trial.isOutside,
    notes: trial.notes,
    late: trial.late,
    repeats: trial.repeats,
  });
}
