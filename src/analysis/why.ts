/** Why a trial has its point: what the sampler said and predicted, what it knew, and how it came out. */
import { TunesmithError } from "../error.ts";
import { type History, lossOf, objectivesOf, type Trial } from "../history/index.ts";
import { targetMap } from "../math/targets.ts";
import { type Complete, columnsOf } from "./table.ts";

/** The answer. */
export interface Why {
  readonly number: number;
  /** The sampler's words. */
  readonly why: string;
  /** "startup", "model", "fallback"…; null where the sampler does not say. */
  readonly phase: string | null;
  /** How many trials had ended when the point was chosen. */
  readonly knew: number;
  /** What the model expected; null when there was none. */
  readonly prediction: Prediction | null;
  /** Complete trials before it that were most like it, the nearest first. */
  readonly nearest: readonly Neighbour[];
}

/**
 * A prediction, in units of the losses known then, taken to mean 0 and variance 1 and without a tail: lower is better.
 */
export interface Prediction {
  readonly mean: number;
  /** Of one trial: the model's doubt, and the noise where it says it. */
  readonly sd: number;
  /** The best that was known. */
  readonly best: number;
  /** The result in the same unit; null without one. */
  readonly actual: number | null;
  /** (actual - mean) / sd: within ±2 nineteen times in twenty, if the model knows how sure it is. */
  readonly surprise: number | null;
}

export interface Neighbour {
  readonly number: number;
  /** In the unit cube: 0 is the same point, 1 the far corner. */
  readonly distance: number;
  readonly values: { readonly [goal: string]: number };
}

/** Neighbours told. */
const mostNeighbours = 3;

/**
 * Why trial `number` has its point.
 *
 * @throws TunesmithError "trial" for a number that is none, or a trial without a point yet
 */
export function whyOf(history: History, number: number): Why {
  const trial = history.trials[number];
  if (!trial?.params) {
    const found = history.trials.length === 0 ? "no trials yet" : `trials 0 to ${history.trials.length - 1}`;
    const what = trial ? "its point is being chosen" : `there are ${found}`;
    throw new TunesmithError("trial", `nothing is known of trial ${number}: ${what}.`);
  }
  const memo = memoOf(trial);
  return {
    number,
    why: typeof memo.why === "string" ? memo.why : "chosen by hand",
    phase: typeof memo.phase === "string" ? memo.phase : null,
    knew: endedBefore(history, trial).length,
    prediction: predictionOf(history, trial),
    nearest: nearestTo(history, trial),
  };
}

/** What the model expected of a trial, and what came; null when its memo has no prediction. */
export function predictionOf(history: History, trial: Trial): Prediction | null {
  const { mean, sd, best, noise } = memoOf(trial);
  if (typeof mean !== "number" || typeof sd !== "number" || typeof best !== "number") return null;
  const total = Math.sqrt(sd * sd + (typeof noise === "number" ? noise : 0));
  const goals = history.study?.goals ?? {};
  const loss = trial.state === "complete" ? lossOf(goals, trial) : null;
  const known = endedBefore(history, trial).flatMap((t) => lossOf(goals, t) ?? []);
  const isOne = objectivesOf(goals).length === 1;
  const actual = loss !== null && isOne && known.length > 0 ? targetMap(known)(loss) : null;
  return { mean, sd: total, best, actual, surprise: actual === null ? null : (actual - mean) / total };
}

/** The trials that had ended when a trial was opened: what its sampler knew, or a little less when others ran beside it. */
function endedBefore({ finished, trials }: History, { openedAt }: Trial): Trial[] {
  return finished.map((number) => trials[number]!).filter((t) => t.closedAt! < openedAt);
}

function nearestTo(history: History, trial: Trial): Neighbour[] {
  const before = history.trials.filter(
    (t): t is Complete => t.state === "complete" && !t.isOutside && t.closedAt! < trial.openedAt,
  );
  const columns = columnsOf(history.study?.space ?? {}, [...before, trial as Complete]);
  const last = before.length;
  const distanceTo = (i: number) => {
    const parts = columns.map(({ unit, domain }): number => {
      const [a, b] = [unit[i]!, unit[last]!];
      const isLabel = domain.kind === "branch" || (domain.kind === "categorical" && !domain.ordered);
      if (Number.isNaN(a) || Number.isNaN(b)) return Number.isNaN(a) === Number.isNaN(b) ? 0 : 1;
      return isLabel ? Number(a !== b) : (a - b) ** 2;
    });
    return Math.sqrt(parts.reduce((sum, x) => sum + x, 0) / Math.max(1, parts.length));
  };
  return before
    .map((t, i) => ({ number: t.number, distance: distanceTo(i), values: t.values }))
    .sort((a, b) => a.distance - b.distance || b.number - a.number)
    .slice(0, mostNeighbours);
}

function memoOf({ memo }: Trial): { readonly [key: string]: unknown } {
  return typeof memo === "object" && memo !== null && !Array.isArray(memo) ? (memo as object as never) : {};
}
