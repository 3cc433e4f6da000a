import { checkKnown } from "../error.ts";
import type { Estimator } from "./estimator.ts";
import { type Cv, foldsOf } from "./folds.ts";
import type { Label } from "./labels.ts";
import type { Table } from "./matrix.ts";
import { type FoldScore, scoreFold } from "./score-fold.ts";
import { type Scoring, scorerOf } from "./scorers.ts";

export interface CrossValidateOptions {
  /** Folds, a splitter, or splits; default 5 folds, stratified for a classifier. */
  readonly cv?: Cv;
  /** Default: accuracy for a classifier, r2 for a regressor. */
  readonly scoring?: Scoring;
  /** Whether the training rows are scored, too; default false. */
  readonly returnTrainScore?: boolean;
}

/** A number for each fold, shape [folds] each. */
export interface CrossValidated {
  readonly testScore: readonly number[];
  /** null unless asked for. */
  readonly trainScore: readonly number[] | null;
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
  checkKnown("crossValidate", options, ["cv", "scoring", "returnTrainScore"]);
  const { cv, scoring, returnTrainScore = false } = options;
  const judging = { scorer: scorerOf(scoring, estimator), returnTrainScore };
  const scores: FoldScore[] = [];
  for (const fold of foldsOf(estimator, X, y, cv)) scores.push(await scoreFold(estimator, {}, fold, judging));
  return {
    testScore: scores.map((s) => s.testScore),
    trainScore: returnTrainScore ? scores.map((s) => s.trainScore!) : null,
    fitTime: scores.map((s) => s.fitTime),
    scoreTime: scores.map((s) => s.scoreTime),
  };
}

/** The test scores of `crossValidate`, shape [folds]. */
export async function crossValScore(
  estimator: Estimator,
  X: Table,
  y: readonly Label[],
  options: Omit<CrossValidateOptions, "returnTrainScore"> = {},
): Promise<number[]> {
  return [...(await crossValidate(estimator, X, y, options)).testScore];
}
