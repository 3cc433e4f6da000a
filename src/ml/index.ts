/** Estimators, metrics, splits and the searches over them, by scikit-learn's names. */
export {
  type CrossValidated,
  type CrossValidateOptions,
  crossValidate,
  crossValScore,
} from "./cross-validate.ts";
export type { Dataset } from "./dataset.ts";
export { loadIris, loadMakeClassification1000 } from "./datasets.ts";
export type { Estimator, ProbabilisticEstimator } from "./estimator.ts";
export type { Cv } from "./folds.ts";
export type { Label } from "./labels.ts";
export type { LogisticRegressionParams, Penalty, Solver } from "./logistic/options.ts";
export { LogisticRegression } from "./logistic-regression.ts";
export { type MakeClassificationOptions, makeClassification } from "./make-classification.ts";
export type { Matrix, Table } from "./matrix.ts";
export * from "./metrics/index.ts";
export type { EstimatorParams } from "./params.ts";
export type { Scorer, Scoring } from "./scorers.ts";
export { BayesSearchCV, type BayesSearchOptions } from "./search/bayes-search-cv.ts";
export type { ParamDistributions, ParamGrid } from "./search/candidates.ts";
export type { CvResults } from "./search/cv-results.ts";
export { GridSearchCV, type GridSearchOptions } from "./search/grid-search-cv.ts";
export { RandomizedSearchCV, type RandomizedSearchOptions } from "./search/randomized-search-cv.ts";
export type { SearchOptions } from "./search/search-cv.ts";
export * from "./splitters/index.ts";
