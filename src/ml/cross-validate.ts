import { checkOptionNames } from "../option-names.ts";
import { checkEstimator, type Estimator } from "./estimator.ts";
import { type Cv, foldsOf } from "./folds.ts";
import type { Label } from "./labels.ts";
import type { Table } from "./matrix.ts";
import { type FoldScore, scoreFold } from "./score-fold.ts";
import { judgesOf, type Scorings } from "./scoring.ts";

export interface CrossValidateOptions {
  /** Folds, a splitter, or splits; default 5 folds, stratified for a classifier. */
  readonly cv?: Cv;
  /** One scorer or several; default: accuracy for a classifier, r2 for a regressor. */
  readonly scoring?: Scorings;
  /** Whether the training rows are scored, too; default false. */
  readonly returnTrainScore?: boolean;
}

/** The scores of one scorer, a number for each fold, shape [folds] each. */
export interface ScoresByFold {
  readonly testScore: readonly number[];
  /** null unless asked for. */
  readonly trainScore: readonly number[] | null;
}

/** A number for each fold; the scores are those of the first scorer. */
export interface CrossValidated extends ScoresByFold {
  /** Those of each. */
  readonly byScorer: { readonly [name: string]: ScoresByFold };
  /** In seconds. */
  readonly fitTime: readonly number[];
  /** In seconds. */
  readonly scoreTime: readonly number[];
}

/**
 * Fits copies of an estimator to all folds but one, each in turn, and scores them on that one.
 *
 * @param X  shape [n, d]
 * @param y  shape [n]
 * @throws TunesmithError "shape", "data", "name", "option", "value"; and what the estimator throws
 * @example
 * const { data, target } = loadIris();
 * const { testScore } = await crossValidate(new LogisticRegression(), data, target, { cv: 5 });
 */
export async function crossValidate(
  estimator: Estimator,
  X: Table,
  y: readonly Label[],
  options: CrossValidateOptions = {},
): Promise<CrossValidated> {
  checkOptionNames("crossValidate", options, ["cv", "scoring", "returnTrainScore"]);
  checkEstimator(estimator);
  const { cv, scoring, returnTrainScore = false } = options;
  const { scorers } = judgesOf(scoring, estimator);
  const folds: FoldScore[] = [];
  for (const fold of foldsOf(estimator, X, y, cv)) {
    folds.push(await scoreFold(estimator, {}, fold, { scorers, returnTrainScore }));
  }
  const names = Object.keys(scorers);
  const of = (name: string): ScoresByFold => ({
    testScore: folds.map((f) => f.test[name]!),
    trainScore: returnTrainScore ? folds.map((f) => f.train![name]!) : null,
  });
  return {
    ...of(names[0]!),
    byScorer: Object.fromEntries(names.map((name) => [name, of(name)])),
    fitTime: folds.map((f) => f.fitTime),
    scoreTime: folds.map((f) => f.scoreTime),
  };
}

/** The test scores of `crossValidate` by one scorer, shape [folds]. */
export async function crossValScore(
  estimator: Estimator,
  X: Table,
  y: readonly Label[],
  options: Omit<CrossValidateOptions, "returnTrainScore"> = {},
): Promise<number[]> {
  return [...(await crossValidate(estimator, X, y, options)).testScore];
}
