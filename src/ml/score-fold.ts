import { TunesmithError } from "../error.ts";
import type { Estimator } from "./estimator.ts";
import type { Fold, Sample } from "./folds.ts";
import type { EstimatorParams } from "./params.ts";
import type { Scorer } from "./scorers.ts";

/** What one fold says of an estimator. */
export interface FoldScore {
  readonly testScore: number;
  /** null unless asked for. */
  readonly trainScore: number | null;
  /** In seconds. */
  readonly fitTime: number;
  /** In seconds. */
  readonly scoreTime: number;
}

/** How an estimator is judged. */
export interface Judging {
  readonly scorer: Scorer;
  readonly returnTrainScore: boolean;
}

/**
 * Fits a copy of the estimator to the training rows and scores it on the others.
 *
 * @param params  what the copy has otherwise
 * @throws what the estimator or the scorer throws; TunesmithError "value" for a score that is no finite number
 */
export async function scoreFold(
  estimator: Estimator,
  params: EstimatorParams,
  fold: Fold,
  { scorer, returnTrainScore }: Judging,
): Promise<FoldScore> {
  const copy = estimator.clone(params);
  const startedAt = performance.now();
  await copy.fit(fold.train.X, fold.train.y);
  const fittedAt = performance.now();
  const testScore = await scoreOn(copy, fold.test, scorer);
  const scoredAt = performance.now();
  const trainScore = returnTrainScore ? await scoreOn(copy, fold.train, scorer) : null;
  return {
    testScore,
    trainScore,
    fitTime: (fittedAt - startedAt) / 1000,
    scoreTime: (scoredAt - fittedAt) / 1000,
  };
}

async function scoreOn(estimator: Estimator, { X, y }: Sample, scorer: Scorer): Promise<number> {
  const score: unknown = await scorer(estimator, X, y);
  if (typeof score === "number" && Number.isFinite(score)) return score;
  throw new TunesmithError("value", `the scorer returned ${String(score)}; it must be a finite number.`);
}
