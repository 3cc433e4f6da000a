import { checkKnown } from "../error.ts";
import type { Estimator } from "./estimator.ts";
import { type Cv, foldsOf } from "./folds.ts";
import type { Label } from "./labels.ts";
import type { Table } from "./matrix.ts";
import type { EstimatorParams } from "./params.ts";
import { mean } from "./search/cv-results.ts";
import type { SearchCV } from "./search/search-cv.ts";

export interface NestedOptions {
  /** The outer folds: how many, a splitter, or splits; default 5 folds, stratified for a classifier. */
  readonly cv?: Cv;
}

/** What each outer fold says, shape [folds] each. */
export interface NestedCrossValidated {
  /** Of what the search came to, on rows that it has not seen. */
  readonly testScore: readonly number[];
  /** What the search said of it: its best score. */
  readonly bestScore: readonly number[];
  readonly bestParams: readonly EstimatorParams[];
  /**
   * The mean of `bestScore` less that of `testScore`: the over-tuning, when above 0. It has the noise of both; and the test folds'
   * estimators have learned from more rows than those of the inner folds, which makes it smaller.
   */
  readonly gap: number;
}

/**
 * Scores a search as a whole: on each of the outer folds it chooses its parameters anew, by the training rows alone. The mean of `testScore` is
 * what a tuned estimator is worth; no choice was made by it.
 *
 * A search with a storage keeps a study for each fold, by its name and `-outer-0`, `-outer-1` …
 *
 * @param search  fitted or not; it is copied. With `refit: false` there is nothing to score
 * @param X       shape [n, d]
 * @param y       shape [n]
 * @throws TunesmithError "shape", "data", "option"; what `fit` and `score` throw
 * @source Varma, Simon 2006, Bias in error estimation when using cross-validation for model selection; Cawley, Talbot 2010, On over-fitting
 *   in model selection, JMLR 11
 * @example
 * const { testScore, gap } = await nestedCrossValidate(new GridSearchCV({ estimator, paramGrid }), X, y, { cv: 5 });
 */
export async function nestedCrossValidate<E extends Estimator>(
  search: SearchCV<E>,
  X: Table,
  y: readonly Label[],
  options: NestedOptions = {},
): Promise<NestedCrossValidated> {
  checkKnown("nestedCrossValidate", options, ["cv"]);
  const { name = search.constructor.name } = search.getParams();
  const testScore: number[] = [];
  const bestScore: number[] = [];
  const bestParams: EstimatorParams[] = [];
  for (const [i, { train, test }] of foldsOf(search, X, y, options.cv).entries()) {
    const inner = search.clone({ name: `${String(name)}-outer-${i}` });
    await inner.fit(train.X, train.y);
    testScore.push(await inner.score(test.X, test.y));
    bestScore.push(inner.bestScore);
    bestParams.push(inner.bestParams);
  }
  return { testScore, bestScore, bestParams, gap: mean(bestScore) - mean(testScore) };
}
