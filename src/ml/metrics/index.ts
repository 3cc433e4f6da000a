/** Scores and losses, by scikit-learn's names. */
export { accuracyScore, balancedAccuracyScore, topKAccuracyScore } from "./accuracy.ts";
export {
  adjustedRandScore,
  calinskiHarabaszScore,
  completenessScore,
  homogeneityScore,
  normalizedMutualInfoScore,
  silhouetteScore,
  vMeasureScore,
} from "./clustering.ts";
export { cohenKappaScore, confusionMatrix, matthewsCorrcoef } from "./confusion.ts";
export { averagePrecisionScore, type RocAucOptions, rocAucScore } from "./curves.ts";
export type { Scores } from "./input.ts";
export {
  type Average,
  type ClassReport,
  f1Score,
  fbetaScore,
  type PrecisionRecallOptions,
  precisionRecallFscoreSupport,
  precisionScore,
  recallScore,
} from "./precision-recall.ts";
export { brierScoreLoss, logLoss, type ProbabilityOptions } from "./probability.ts";
export {
  hitRateAtK,
  type Item,
  meanAveragePrecision,
  meanReciprocalRank,
  ndcgScore,
  precisionAtK,
  recallAtK,
} from "./ranking.ts";
export {
  explainedVarianceScore,
  maxError,
  meanAbsoluteError,
  meanAbsolutePercentageError,
  meanPinballLoss,
  meanPoissonDeviance,
  meanSquaredError,
  meanSquaredLogError,
  medianAbsoluteError,
  r2Score,
  rootMeanSquaredError,
} from "./regression.ts";
export { bleuScore, perplexity } from "./text.ts";
