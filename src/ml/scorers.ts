import { didYouMean, TunesmithError } from "../error.ts";
import type { Estimator, ProbabilisticEstimator } from "./estimator.ts";
import type { Label } from "./labels.ts";
import type { Table } from "./matrix.ts";
import {
  accuracyScore,
  averagePrecisionScore,
  balancedAccuracyScore,
  brierScoreLoss,
  explainedVarianceScore,
  f1Score,
  logLoss,
  matthewsCorrcoef,
  maxError,
  meanAbsoluteError,
  meanAbsolutePercentageError,
  meanPoissonDeviance,
  meanSquaredError,
  meanSquaredLogError,
  medianAbsoluteError,
  type PrecisionRecallOptions,
  precisionScore,
  r2Score,
  recallScore,
  rocAucScore,
  rootMeanSquaredError,
  type Scores,
  topKAccuracyScore,
} from "./metrics/index.ts";

/** Judges a fitted estimator on rows: the higher, the better. */
export type Scorer = (estimator: Estimator, X: Table, y: readonly Label[]) => number | Promise<number>;

/** A scorer by scikit-learn's name, or one of your own. */
export type Scoring = ScorerName | Scorer;

type Predictor = (yTrue: readonly Label[], yPred: readonly Label[]) => number;

const byPrediction =
  (metric: Predictor): Scorer =>
  async (estimator, X, y) =>
    metric(y, await estimator.predict(X));

/** Losses with their sign turned: the higher, the better. */
const byLoss = (metric: Predictor): Scorer => byPrediction((y, p) => -metric(y, p));

const byProbability =
  (metric: (yTrue: readonly Label[], proba: Scores, labels: readonly Label[]) => number): Scorer =>
  async (estimator, X, y) => {
    const { classes, proba } = await probabilitiesOf(estimator, X);
    return metric(y, proba, classes);
  };

const averages = ["macro", "micro", "weighted"] as const;
type Averaged<Name extends string> = `${Name}_${(typeof averages)[number]}`;

/** One scorer for each way to average over classes. */
function averaged<Name extends string>(
  name: Name,
  metric: (yTrue: readonly Label[], yPred: readonly Label[], options: PrecisionRecallOptions) => number,
): { readonly [K in Averaged<Name>]: Scorer } {
  const entries = averages.map((average) => [
    `${name}_${average}`,
    byPrediction((y, p) => metric(y, p, { average })),
  ]);
  return Object.fromEntries(entries) as { readonly [K in Averaged<Name>]: Scorer };
}

/** The scorers there are, by scikit-learn's names. */
export const scorers = {
  accuracy: byPrediction(accuracyScore),
  balanced_accuracy: byPrediction(balancedAccuracyScore),
  matthews_corrcoef: byPrediction(matthewsCorrcoef),
  precision: byPrediction(precisionScore),
  recall: byPrediction(recallScore),
  f1: byPrediction(f1Score),
  ...averaged("precision", precisionScore),
  ...averaged("recall", recallScore),
  ...averaged("f1", f1Score),
  roc_auc: byProbability((y, p, labels) => rocAucScore(y, p, { labels })),
  roc_auc_ovr: byProbability((y, p, labels) => rocAucScore(y, p, { labels })),
  roc_auc_ovo: byProbability((y, p, labels) => rocAucScore(y, p, { labels, multiClass: "ovo" })),
  average_precision: byProbability((y, p, labels) => averagePrecisionScore(y, p, { labels })),
  neg_log_loss: byProbability((y, p, labels) => -logLoss(y, p, { labels })),
  neg_brier_score: byProbability((y, p, labels) => -brierScoreLoss(y, p, { labels })),
  top_k_accuracy: byProbability((y, p, labels) => topKAccuracyScore(y, p, { labels })),
  r2: byPrediction(r2Score),
  explained_variance: byPrediction(explainedVarianceScore),
  neg_mean_squared_error: byLoss(meanSquaredError),
  neg_root_mean_squared_error: byLoss(rootMeanSquaredError),
  neg_mean_squared_log_error: byLoss(meanSquaredLogError),
  neg_mean_absolute_error: byLoss(meanAbsoluteError),
  neg_mean_absolute_percentage_error: byLoss(meanAbsolutePercentageError),
  neg_median_absolute_error: byLoss(medianAbsoluteError),
  neg_max_error: byLoss(maxError),
  neg_mean_poisson_deviance: byLoss(meanPoissonDeviance),
} as const satisfies { readonly [name: string]: Scorer };

export type ScorerName = keyof typeof scorers;

/**
 * The scorer that is meant; by default that of the estimator's kind.
 *
 * @throws TunesmithError "name" for an unknown one
 */
export function scorerOf(scoring: Scoring | undefined, estimator: Estimator): Scorer {
  if (typeof scoring === "function") return scoring;
  if (scoring !== undefined) {
    if (Object.hasOwn(scorers, scoring)) return scorers[scoring];
    throw new TunesmithError(
      "name",
      `there is no scoring ${JSON.stringify(scoring)}; ${didYouMean(String(scoring), Object.keys(scorers))}, or give a function (estimator, X, y) => number.`,
    );
  }
  return estimator.kind === "classifier" ? scorers.accuracy : scorers.r2;
}

async function probabilitiesOf(
  estimator: Estimator & Partial<ProbabilisticEstimator>,
  X: Table,
): Promise<{ readonly classes: readonly Label[]; readonly proba: readonly (readonly number[])[] }> {
  if (estimator.predictProba && estimator.classes) {
    return { proba: await estimator.predictProba(X), classes: estimator.classes };
  }
  throw new TunesmithError(
    "unsupported",
    "this scoring needs probabilities, and the estimator has no predictProba; take one that is made of predictions.",
  );
}
