import { type History, objectivesOf, toLoss } from "../history/index.ts";
import { studentCdf } from "../math/student.ts";
import { float, int } from "../space/index.ts";
import { definePruner, goOn, short } from "./pruner.ts";

/** Prior weight of what all trials have in common over a trial's own noise, in folds; chosen by simulation on recorded fold scores. */
const priorFolds = 5;

/**
 * Stops a trial that can hardly come to a better mean than the best one: steps are the folds (seeds, instances) of an evaluation
 * whose result is their mean, in any order.
 *
 * Its differences to the best trial on the folds that both have, d_f = δ + e_f, say how the folds that are left will go; e_f is noise
 * of variance s², that of all complete trials and its own together. With m of K folds seen, the mean difference in the end is a Student t about
 * δ̂ = mean d_f with variance s² (K - m) / (K m). The trial is stopped when it ends below zero with a chance under `alpha`. A tie is no win: the
 * difference must be at least half of the least that two trials were seen to have. Options:
 *
 * - `alpha`: the chance to win below which a trial is stopped;
 * - `startupTrials`: nothing is stopped before so many trials are complete, with all folds;
 * - `folds`: K; 0: as many as a complete trial has at most.
 *
 * @source the paired race of Moore, Lee 1994, "Efficient algorithms for minimizing cross validation error", with the chance to win in
 *   place of a confidence bound, and folds that tell most first (`foldOrder`)
 */
export const race = definePruner({
  name: "race",
  summary: "stops what can hardly come to the best mean over folds, seeds or instances",
  options: { alpha: float(0, 0.5), startupTrials: int(3, 1_000_000), folds: int(0, 10_000) },
  defaults: { alpha: 0.03, startupTrials: 3, folds: 0 },

  judge(trial, history, { alpha, startupTrials, folds }) {
    const field = fieldOf(history, folds);
    if (field === null || field.losses.length < startupTrials) return goOn;
    const { K, best, losses, variance } = field;
    const loss = lossOf(history);
    const d = trial.steps.flatMap((step, i) => {
      const place = field.steps.indexOf(step);
      return place < 0 ? [] : [loss(trial.curve[i]!) - losses[best]![place]!];
    });
    const m = d.length;
    if (m === 0 || m >= K) return goOn;
    const delta = mean(d);
    const own = d.reduce((sum, x) => sum + (x - delta) ** 2, 0);
    const freedom = priorFolds + m - 1;
    const s2 = (priorFolds * variance + own) / freedom;
    const spread = Math.sqrt((s2 * (K - m)) / (K * m));
    const needed = -field.least / (2 * K);
    const chance = spread > 0 ? studentCdf((needed - delta) / spread, freedom) : Number(delta <= needed);
    if (!(chance < alpha)) return goOn; // not a number: values beyond all measure say nothing
    const words = `after ${m} of ${K} folds its mean will be ${short(Math.abs(delta))} worse than that of trial ${field.number}`;
    return { kind: "stop", why: `${words}, the best; the chance to win is ${short(chance)}` };
  },
});

/**
 * The steps of complete trials, those on which they lie furthest apart first: they say most about who wins.
 *
 * @param folds  how many there are
 * @returns all of 0 … folds - 1
 */
export function foldOrder(history: History, folds: number): number[] {
  const field = fieldOf(history, folds);
  const order = Array.from({ length: folds }, (_, step) => step);
  if (field === null || field.losses.length < 3) return order;
  const weight = (step: number) => field.apart[field.steps.indexOf(step)] ?? 0;
  return order.sort((a, b) => weight(b) - weight(a) || a - b);
}

/** The complete trials with all folds. */
interface Field {
  readonly K: number;
  readonly steps: readonly number[];
  /** Shape [trials][K], in the order of `steps`. */
  readonly losses: readonly (readonly number[])[];
  /** Which of them is best, and its number. */
  readonly best: number;
  readonly number: number;
  /** How far they lie apart on each step: the variance. */
  readonly apart: readonly number[];
  /** Of a difference of two on one step, beyond their difference in the mean. */
  readonly variance: number;
  /** The least difference of two on one step that is not 0. */
  readonly least: number;
}

function fieldOf(history: History, folds: number): Field | null {
  const loss = lossOf(history);
  const complete = history.trials.filter((t) => t.state === "complete");
  const K = folds > 0 ? folds : Math.max(0, ...complete.map((t) => t.steps.length));
  const whole = complete.filter((t) => t.steps.length >= K);
  const [first] = whole;
  if (!first || K < 2) return null;
  const steps = [...first.steps].sort((a, b) => a - b).slice(0, K);
  const rows = whole.flatMap((t) => {
    const line = steps.map((step) => t.curve[t.steps.indexOf(step)]);
    return line.includes(undefined) ? [] : [{ number: t.number, line: (line as number[]).map(loss) }];
  });
  const losses = rows.map((r) => r.line);
  const n = losses.length;
  const best = losses.reduce((b, line, i) => (mean(line) < mean(losses[b]!) ? i : b), 0);
  const centres = steps.map((_, f) => mean(losses.map((line) => line[f]!)));
  const spreadOf = (f: number) => losses.reduce((sum, line) => sum + (line[f]! - centres[f]!) ** 2, 0);
  const apart = steps.map((_, f) => spreadOf(f) / Math.max(1, n - 1));
  let [rest, least] = [0, Infinity];
  for (const line of losses) {
    const own = line.map((y, f) => y - centres[f]!);
    const centre = mean(own);
    rest += own.reduce((sum, z) => sum + (z - centre) ** 2, 0);
    line.forEach((y, f) => {
      const gap = Math.abs(y - losses[0]![f]!);
      if (gap > 1e-12) least = Math.min(least, gap);
    });
  }
  const variance = (2 * rest) / Math.max(1, (n - 1) * (K - 1));
  return {
    K,
    steps,
    losses,
    best,
    number: rows[best]!.number,
    apart,
    variance,
    least: Number.isFinite(least) ? least : 0,
  };
}

function lossOf({ study }: History): (value: number) => number {
  const { goals } = study!;
  const goal = objectivesOf(goals)[0]!;
  return (value) => toLoss(goals, goal, value);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, x) => sum + x, 0) / values.length;
}
