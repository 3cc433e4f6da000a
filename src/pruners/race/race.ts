import type { History } from "../../history/index.ts";
import { normalCdf } from "../../math/special.ts";
import { float, int, type Params } from "../../space/index.ts";
import { definePruner, goOn, short } from "../pruner.ts";
import { modelOf } from "./model.ts";
import { type Table, tableOf } from "./table.ts";

/** So many whole trials there must be before anything is stopped or put in order. */
const fewest = 3;

/**
 * Stops a trial that can hardly come to a better mean than the best one: steps are the folds (seeds, instances) of an evaluation
 * whose result is their mean, in any order.
 *
 * A Gaussian process over trials and folds (`crossed-process.ts`) says what the folds that are left will bring: by the trial's own
 * scores, by those of trials with like parameters, which are alike also in what is special on a fold, and by how hard each fold is. The
 * trial is stopped when its mean in the end is above that of the best trial with a chance under `alpha`. A tie is no win: the mean must
 * be better by at least half of what the least difference of two scores makes in it. Options:
 *
 * - `alpha`: the chance to win below which a trial is stopped;
 * - `startupTrials`: nothing is stopped before so many trials are complete, with all folds;
 * - `folds`: K; 0: as many as a complete trial has at most.
 *
 * @source races: Moore, Lee 1994, "Efficient algorithms for minimizing cross validation error"; a process over settings and folds: Swersky,
 *   Snoek, Adams 2013, "Multi-task Bayesian optimization"; alpha was chosen on nine of the seventeen cases of docs/ml.md
 */
export const race = definePruner({
  name: "race",
  summary: "stops what can hardly come to the best mean over folds, seeds or instances",
  options: { alpha: float(0, 0.5), startupTrials: int(fewest, 1_000_000), folds: int(0, 10_000) },
  defaults: { alpha: 0.005, startupTrials: fewest, folds: 0 },

  judge(trial, history, { alpha, startupTrials, folds }) {
    const table = tableOf(history, folds, startupTrials);
    const row = table?.rows.find((one) => one.trial.number === trial.number);
    if (!table || !row) return goOn;
    const K = table.steps.length;
    const m = row.scores.length;
    if (m >= K) return goOn;
    const model = modelOf(history.study!.space, table);
    const found = model?.posteriorOf(trial.params!, row);
    if (!model || !found) return goOn;
    const { mean, variance } = found.posterior.meanOf(found.at, K);
    const best = table.rows[table.best]!;
    const toBeat = best.scores.reduce((sum, score) => sum + model.scale.of(score), 0) / K;
    const needed = toBeat + leastGap(table) / model.scale.spread / (2 * K);
    const chance = variance > 0 ? normalCdf((mean - needed) / Math.sqrt(variance)) : Number(mean >= needed);
    if (!(chance < alpha)) return goOn; // not a number: values beyond all measure say nothing
    const behind = short((toBeat - mean) * model.scale.spread);
    const words = `after ${m} of ${K} folds its mean is expected to be ${behind} worse than that of trial ${best.trial.number}`;
    return { kind: "stop", why: `${words}, the best; the chance to win is ${short(chance)}` };
  },
});

/**
 * The folds of a trial, those first that say most about its mean, given what is known of the others.
 *
 * @param folds   how many there are
 * @param params  of the trial
 * @returns all of 0 … folds - 1
 */
export function foldOrder(history: History, folds: number, params: Params): number[] {
  const order = Array.from({ length: folds }, (_, step) => step);
  const table = tableOf(history, folds, fewest);
  if (!table || table.steps.some((step, place) => step !== place)) return order;
  const found = modelOf(history.study!.space, table)?.posteriorOf(params, null);
  return found ? found.posterior.orderOf(found.at, folds) : order;
}

/** The least difference of two scores that is not 0. */
function leastGap({ rows }: Table): number {
  const scores = rows.flatMap((row) => row.scores).sort((a, b) => a - b);
  let least = Infinity;
  for (let i = 1; i < scores.length; i++) {
    const gap = scores[i]! - scores[i - 1]!;
    if (gap > 1e-12 && gap < least) least = gap;
  }
  return Number.isFinite(least) ? least : 0;
}
