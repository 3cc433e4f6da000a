import { type History, toLoss } from "../history/index.ts";
import { progressOf } from "./progress.ts";
import type { Focus } from "./table.ts";

/** What more trials may bring. */
export interface Forecast {
  readonly goal: string;
  /** Complete trials so far. */
  readonly trials: number;
  /** The best so far; null without a feasible trial. */
  readonly best: number | null;
  /** Ahead, from now on; empty with fewer than 16 trials. */
  readonly ahead: readonly Ahead[];
}

/** The best value expected after so many trials. */
export interface Ahead {
  readonly trials: number;
  /** In the goal's unit; in one of ten past cases it went less far than `least`, in one of ten farther than `most`. */
  readonly least: number;
  readonly median: number;
  readonly most: number;
  /** In how many of the past cases anything was gained. */
  readonly chance: number;
}

/** How much longer than now a study may become, as factors. */
const factors = [1.1, 1.25, 1.5, 2];

/** A study shorter than this has no past to learn from. */
const fewest = 16;

/**
 * A forecast from the study's own past: whenever it had been r times shorter, how much was gained by becoming r times
 * longer? Gains are measured by the distance of the best from the median at that time, since both shrink together.
 *
 * It assumes that the study goes on as it went; it needs no model of curves.
 */
export function forecastOf(history: History, focus: Focus = {}): Forecast {
  const { goal, points } = progressOf(history, focus);
  const goals = history.study?.goals ?? {};
  const n = points.length;
  const best = points.at(-1)?.best ?? null;
  if (best === null || n < fewest) return { goal, trials: n, best, ahead: [] };
  const loss = (value: number) => toLoss(goals, goal, value);
  const bests = points.map((p) => (p.best === null ? Infinity : loss(p.best)));
  const medians = runningMedians(points.map((p) => loss(p.value)));
  const spreadAt = (i: number) => Math.max(0, medians[i]! - bests[i]!);
  const sign = loss(1);
  const ahead = factors.map((r): Ahead => {
    const gains: number[] = [];
    for (let t = Math.ceil(fewest / 4); Math.ceil(t * r) <= n; t++) {
      const [from, to] = [t - 1, Math.ceil(t * r) - 1];
      if (bests[from] === Infinity || spreadAt(from) === 0) continue;
      gains.push((bests[from]! - bests[to]!) / spreadAt(from));
    }
    gains.sort((a, b) => a - b);
    const at = (q: number) => gains[Math.round(q * (gains.length - 1))] ?? 0;
    const value = (q: number) => best - sign * at(q) * spreadAt(n - 1);
    const chance = gains.length > 0 ? gains.filter((g) => g > 0).length / gains.length : 0;
    return { trials: Math.ceil(n * r), least: value(0.1), median: value(0.5), most: value(0.9), chance };
  });
  return { goal, trials: n, best, ahead };
}

/** The median of the first i + 1 values, for each i. */
function runningMedians(values: readonly number[]): number[] {
  const sorted: number[] = [];
  return values.map((value) => {
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sorted[middle]! < value) low = middle + 1;
      else high = middle;
    }
    sorted.splice(low, 0, value);
    return sorted[sorted.length >> 1]!;
  });
}
