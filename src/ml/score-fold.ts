import { TunesmithError } from "../error.ts";
import type { Estimator } from "./estimator.ts";
import type { Fold, Sample } from "./folds.ts";
import type { EstimatorParams } from "./params.ts";
import type { Scorer } from "./scorers.ts";

/** A score by each scorer. */
export interface Scores {
  readonly [scorer: string]: number;
}

/** What one fold says of an estimator. */
export interface FoldScore {
  readonly test: Scores;
  /** null unless asked for. */
  readonly train: Scores | null;
  /** In seconds. */
  readonly fitTime: number;
  /** In seconds. */
  readonly scoreTime: number;
  /** What went wrong first, where `errorScore` stands for it. */
  readonly error: unknown;
}

/** How an estimator is judged. */
export interface Judging {
  /** By name. */
  readonly scorers: { readonly [name: string]: Scorer };
  readonly returnTrainScore: boolean;
  /** Stands for what cannot be fitted or scored; without it, that is thrown. */
  readonly errorScore?: number | undefined;
}

/**
 * Fits a copy of the estimator to the training rows and scores it on the others.
 *
 * With `errorScore`, a scorer that fails leaves those of the others standing.
 *
 * @param params  what the copy has otherwise
 * @throws without `errorScore`, what the estimator or a scorer throws; TunesmithError "value" for a score that is no finite number
 */
export async function scoreFold(
  estimator: Estimator,
  params: EstimatorParams,
  fold: Fold,
  { scorers, returnTrainScore, errorScore }: Judging,
): Promise<FoldScore> {
  const names = Object.keys(scorers);
  let first: { readonly error: unknown } | null = null;
  const instead = (error: unknown): number => {
    if (errorScore === undefined) throw error;
    first ??= { error };
    return errorScore;
  };
  const scoresOn = async (fitted: Estimator, sample: Sample): Promise<Scores> => {
    const scores: Record<string, number> = {};
    for (const name of names) scores[name] = await scoreOn(fitted, sample, scorers[name]!).catch(instead);
    return scores;
  };
  const took = (from: number, to: number) => (to - from) / 1000;

  const startedAt = performance.now();
  let copy: Estimator;
  try {
    copy = estimator.clone(params);
    await copy.fit(fold.train.X, fold.train.y);
  } catch (error) {
    const all = Object.fromEntries(names.map((name) => [name, instead(error)]));
    const fitTime = took(startedAt, performance.now());
    return { test: all, train: returnTrainScore ? all : null, fitTime, scoreTime: 0, error };
  }
  const fittedAt = performance.now();
  const test = await scoresOn(copy, fold.test);
  const scoredAt = performance.now();
  const train = returnTrainScore ? await scoresOn(copy, fold.train) : null;
  const { error = null } = (first ?? {}) as { readonly error?: unknown };
  return { test, train, fitTime: took(startedAt, fittedAt), scoreTime: took(fittedAt, scoredAt), error };
}

async function scoreOn(estimator: Estimator, { X, y }: Sample, scorer: Scorer): Promise<number> {
  const score: unknown = await scorer(estimator, X, y);
  if (typeof score === "number" && Number.isFinite(score)) return score;
  throw new TunesmithError("value", `the scorer returned ${String(score)}; it must be a finite number.`);
}
