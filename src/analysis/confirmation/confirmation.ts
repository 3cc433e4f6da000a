/** Whether the best of a study is as good as it looks: what its repetitions say. */

import { TunesmithError } from "../../error.ts";
import {
  type Finished,
  feasible,
  type History,
  objectivesOf,
  type Repeat,
  toLoss,
  violationOf,
} from "../../history/index.ts";
import { posteriorOf } from "./posterior.ts";
import { type Simpler, simplestOf } from "./simplest.ts";

/** How a confirmation is read. */
export interface ConfirmationOptions {
  /**
   * Parameters by dotted names, the one that matters most first: of a lower value, or an earlier choice, a configuration is simpler; with
   * "-" before the name of a higher one. Default: the one that took less time.
   */
  readonly simpler?: Simpler;
}

/** One of those that were evaluated again. */
export interface Confirmed {
  readonly number: number;
  /** What the study has as its result: the best of these is too good, since it was chosen for it. */
  readonly value: number;
  /** Evaluations with other randomness, and how many of them failed or broke a bound. */
  readonly repeats: number;
  readonly failed: number;
  /** The mean of the good ones, free of what all candidates have in common; null without any. */
  readonly mean: number | null;
  /** The same, corrected for the luck of the best: drawn towards the mean of all candidates. */
  readonly score: number | null;
  /** Where `score` lies with 95 %. */
  readonly low: number | null;
  readonly high: number | null;
  /** How likely it is that none of the others is better; in [0, 1]. */
  readonly chance: number;
  /** Whether its difference to the winner is within one standard error. */
  readonly isNear: boolean;
  /** How long the trial took, in ms. */
  readonly tookMs: number;
}

export interface Confirmation {
  readonly goal: string;
  readonly isMaximised: boolean;
  /** The best of those that were repeated, by the study's own result; null while none was. */
  readonly naive: { readonly number: number; readonly value: number } | null;
  /** The trial whose repetitions are best; null while none has one. */
  readonly winner: number | null;
  /** Of those within noise of the winner. */
  readonly simplest: number | null;
  /** By how much the study's best value is better than the winner's corrected score: over-tuning, when above 0. */
  readonly gap: number | null;
  /** The standard deviation of one evaluation (of one fold) beyond what all candidates have in common; null where unknown. */
  readonly noise: number | null;
  /** Whether nothing but the very same values came out: then there is no randomness to test against. */
  readonly isDeterministic: boolean;
  /** The better ones first. */
  readonly candidates: readonly Confirmed[];
}

/**
 * What the repetitions of a study's trials say; see `confirm`.
 *
 * @throws TunesmithError "goals" for several optimised goals; "params" for a parameter in `simpler` that is not there
 */
export function confirmationOf(history: History, options: ConfirmationOptions = {}): Confirmation {
  const { goals = {} } = history.study ?? {};
  const [goal, second] = objectivesOf(goals);
  if (goal === undefined || second !== undefined) {
    throw new TunesmithError(
      "goals",
      "a confirmation needs a single optimised goal: the winner of several is a front.",
    );
  }
  const loss = (y: number) => toLoss(goals, goal, y);
  const repeated = feasible(history, (t) => t.repeats.length > 0);
  const good = (t: Finished) => t.repeats.filter(({ outcome }) => isGood(history, outcome));
  const rows = repeated.map((t) =>
    good(t).flatMap((r) => valuesOf(r, goal).map((y, fold) => [`${r.seed}/${fold}`, loss(y)] as const)),
  );
  const cells = [...new Set(rows.flatMap((row) => row.map(([cell]) => cell)))];
  const losses = rows.map((row) => {
    const known = new Map(row);
    return cells.map((cell) => known.get(cell) ?? Number.NaN);
  });
  const ratio = Math.max(0, ...repeated.flatMap((t) => t.repeats.map((r) => r.folds?.ratio ?? 0)));
  const { estimates, noise, errorOf } = posteriorOf({ losses, ratio });

  const value = (t: (typeof repeated)[number]) => t.values[goal]!;
  const order = repeated
    .map((_, i) => i)
    .filter((i) => !Number.isNaN(estimates[i]!.mean))
    .sort((a, b) => estimates[a]!.mean - estimates[b]!.mean || repeated[a]!.number - repeated[b]!.number);
  // A configuration whose repetitions mostly fail or break a bound is no winner, however good the others are.
  const first = order.find((i) => good(repeated[i]!).length * 2 >= repeated[i]!.repeats.length);
  const isNear = (i: number) =>
    first !== undefined &&
    estimates[i]!.shrunk - estimates[first]!.shrunk <= (i === first ? 0 : errorOf(i, first));
  const candidates = [...order, ...repeated.map((_, i) => i).filter((i) => !order.includes(i))].map(
    (i): Confirmed => {
      const t = repeated[i]!;
      const e = estimates[i]!;
      const shown = (x: number) => (Number.isNaN(x) ? null : loss(x));
      const [low, high] = [e.low, e.high].map(loss).sort((a, b) => a - b);
      return {
        ...{ number: t.number, value: value(t), repeats: t.repeats.length },
        failed: t.repeats.length - good(t).length,
        ...{ mean: shown(e.mean), score: shown(e.shrunk) },
        ...{ low: Number.isNaN(e.low) ? null : low!, high: Number.isNaN(e.high) ? null : high! },
        ...{ chance: e.chance, isNear: order.includes(i) && isNear(i), tookMs: t.finishedAt! - t.startedAt },
      };
    },
  );
  const naive = repeated.reduce<(typeof repeated)[number] | undefined>(
    (best, t) => (best && loss(value(best)) <= loss(value(t)) ? best : t),
    undefined,
  );
  const near = repeated.filter((_, i) => order.includes(i) && isNear(i));
  return {
    ...{ goal, isMaximised: goals[goal] === "maximize" },
    naive: naive ? { number: naive.number, value: value(naive) } : null,
    winner: first === undefined ? null : repeated[first]!.number,
    simplest: simplestOf(history, near, options.simpler)?.number ?? null,
    gap: first === undefined || !naive ? null : estimates[first]!.shrunk - loss(value(naive)),
    noise: Number.isNaN(noise) ? null : noise,
    isDeterministic:
      repeated.length > 0 && repeated.every((t) => good(t).every((r) => resultOf(r, goal) === value(t))),
    candidates,
  };
}

/** Whether it has a result that keeps all bounds. */
function isGood({ study }: History, outcome: Repeat["outcome"]): boolean {
  return outcome.state === "complete" && violationOf(study!.goals, outcome.values) === 0;
}

function resultOf({ outcome }: Repeat, goal: string): number {
  return outcome.state === "complete" ? outcome.values[goal]! : Number.NaN;
}

function valuesOf(repeat: Repeat, goal: string): readonly number[] {
  return repeat.folds?.values ?? [resultOf(repeat, goal)];
}
