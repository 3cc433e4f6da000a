import type { EstimatorParams } from "../params.ts";
import type { FoldColumns } from "./fold-note.ts";

/** What one scorer says of the candidates. NaN stands for what is not known. */
export interface ScoreColumns {
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
}

/**
 * What a search has found, a place for each candidate: scikit-learn's `cv_results_`. The scores are those that the search
 * goes by.
 */
export interface CvResults extends ScoreColumns {
  readonly params: readonly EstimatorParams[];
  /** The scores by each scorer: `mean_test_NAME` is `byScorer.NAME.meanTestScore`. */
  readonly byScorer: { readonly [name: string]: ScoreColumns };
  /** Times in seconds; NaN where the log does not have them. */
  readonly meanFitTime: readonly number[];
  readonly stdFitTime: readonly number[];
  readonly meanScoreTime: readonly number[];
  readonly stdScoreTime: readonly number[];
}

/** A candidate that was tried. */
export interface Tried {
  readonly params: EstimatorParams;
  /** By the scorer that the search goes by; NaN where it failed or was not scored; shape [folds]. */
  readonly testScores: readonly number[];
  readonly columns: FoldColumns;
}

/** How they are laid out. */
export interface Layout {
  /** All of them, in order. */
  readonly scorers: readonly string[];
  /** The one that the search goes by. */
  readonly goal: string;
  readonly withTrainScores: boolean;
}

/** Lays out what was tried, in the order given. */
export function cvResultsOf(tried: readonly Tried[], { scorers, goal, withTrainScores }: Layout): CvResults {
  const columnsOf = (name: string): ScoreColumns => {
    const test = tried.map((t) => (name === goal ? t.testScores : t.columns.test[name]!));
    const train = withTrainScores ? tried.map((t) => t.columns.train[name]!) : null;
    const meanTestScore = test.map(mean);
    return {
      splitTestScores: test,
      meanTestScore,
      stdTestScore: test.map(deviation),
      rankTestScore: ranks(meanTestScore),
      splitTrainScores: train,
      meanTrainScore: train?.map(mean) ?? null,
      stdTrainScore: train?.map(deviation) ?? null,
    };
  };
  const byScorer = Object.fromEntries(scorers.map((name) => [name, columnsOf(name)]));
  return {
    params: tried.map((t) => t.params),
    ...byScorer[goal]!,
    byScorer,
    meanFitTime: tried.map((t) => mean(t.columns.fitTime)),
    stdFitTime: tried.map((t) => deviation(t.columns.fitTime)),
    meanScoreTime: tried.map((t) => mean(t.columns.scoreTime)),
    stdScoreTime: tried.map((t) => deviation(t.columns.scoreTime)),
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
