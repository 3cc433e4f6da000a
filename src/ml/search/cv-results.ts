import type { EstimatorParams } from "../params.ts";
import type { FoldScore } from "../score-fold.ts";

/** What a search has found, a place for each candidate: scikit-learn's `cv_results_`. NaN stands for what is not known. */
export interface CvResults {
  readonly params: readonly EstimatorParams[];
  /** Shape [candidates][folds]. */
  readonly splitTestScores: readonly (readonly number[])[];
  readonly meanTestScore: readonly number[];
  /** The standard deviation over the folds, divided by their number. */
  readonly stdTestScore: readonly number[];
  /** 1 for the best; equals share the better rank, and the failed are last. */
  readonly rankTestScore: readonly number[];
  /** The same of the training rows; null unless asked for. */
  readonly splitTrainScores: readonly (readonly number[])[] | null;
  readonly meanTrainScore: readonly number[] | null;
  readonly stdTrainScore: readonly number[] | null;
  /** Times in seconds; NaN for what another process has fitted. */
  readonly meanFitTime: readonly number[];
  readonly stdFitTime: readonly number[];
  readonly meanScoreTime: readonly number[];
  readonly stdScoreTime: readonly number[];
}

/** A candidate that was tried. */
export interface Tried {
  readonly params: EstimatorParams;
  /** NaN where it failed or was not scored; shape [folds]. */
  readonly testScores: readonly number[];
  /** What this process saw of it, fold by fold. */
  readonly seen: readonly FoldScore[];
}

/** Lays out what was tried, in the order given. */
export function cvResultsOf(tried: readonly Tried[], nSplits: number, withTrainScores: boolean): CvResults {
  const of = (pick: (score: FoldScore) => number | null) =>
    tried.map(({ seen }) =>
      Array.from({ length: nSplits }, (_, i) => (seen[i] && pick(seen[i])) ?? Number.NaN),
    );
  const test = tried.map((t) => t.testScores);
  const train = withTrainScores ? of((s) => s.trainScore) : null;
  const fitTimes = of((s) => s.fitTime);
  const scoreTimes = of((s) => s.scoreTime);
  const meanTestScore = test.map(mean);
  return {
    params: tried.map((t) => t.params),
    splitTestScores: test,
    meanTestScore,
    stdTestScore: test.map(deviation),
    rankTestScore: ranks(meanTestScore),
    splitTrainScores: train,
    meanTrainScore: train?.map(mean) ?? null,
    stdTrainScore: train?.map(deviation) ?? null,
    meanFitTime: fitTimes.map(mean),
    stdFitTime: fitTimes.map(deviation),
    meanScoreTime: scoreTimes.map(mean),
    stdScoreTime: scoreTimes.map(deviation),
  };
}

/** The mean; NaN where one of them is. */
export function mean(values: readonly number[]): number {
  return values.reduce((sum, x) => sum + x, 0) / values.length;
}

function deviation(values: readonly number[]): number {
  const centre = mean(values);
  return Math.sqrt(mean(values.map((x) => (x - centre) ** 2)));
}

/** 1 plus how many are better, NaN being worse than any. */
function ranks(scores: readonly number[]): number[] {
  const loss = (score: number) => (Number.isNaN(score) ? Infinity : -score);
  const sorted = scores.map(loss).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const first = new Map<number, number>();
  sorted.forEach((l, place) => {
    if (!first.has(l)) first.set(l, place + 1);
  });
  return scores.map((score) => first.get(loss(score))!);
}
