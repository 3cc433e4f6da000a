/** Estimators, metrics, splits and the searches over them, by scikit-learn's names. */

export { AutoMLModel, type AutoMLModelParts, type ModelColumn } from "./automl/auto-model.ts";
export { type AutoMLOptions, type AutoMLResult, automl } from "./automl/automl.ts";
export type { Confirmation, Confirmed } from "./automl/confirm-top.ts";
export type { AutoMLPlan, AutoMLQuestion } from "./automl/plan.ts";
export type { Feature, FeatureKind, Profile } from "./automl/profile.ts";
export { GaussianNB, type GaussianNBParams } from "./bayes/gaussian-nb.ts";
export { MultinomialNB, type MultinomialNBParams } from "./bayes/multinomial-nb.ts";
export {
  HistGradientBoostingClassifier,
  HistGradientBoostingRegressor,
} from "./boosting/hist-gradient-boosting.ts";
export type {
  BoostingParams,
  ClassifierParams as HistGradientBoostingClassifierParams,
  RegressorParams as HistGradientBoostingRegressorParams,
} from "./boosting/options.ts";
export type { ColumnChoice } from "./columns.ts";
export {
  type CrossValidated,
  type CrossValidateOptions,
  crossValidate,
  crossValScore,
  type ScoresByFold,
} from "./cross-validate.ts";
export type { Dataset } from "./dataset.ts";
export {
  loadBreastCancer,
  loadDiabetes,
  loadDigits,
  loadIris,
  loadMakeClassification1000,
  loadWine,
} from "./datasets.ts";
export type { Estimator, ProbabilisticEstimator } from "./estimator.ts";
export { readTable } from "./files/read-table.ts";
export type { Cv } from "./folds.ts";
export type { Label } from "./labels.ts";
export { ElasticNet, type ElasticNetParams, Lasso, type LassoParams } from "./linear/lasso.ts";
export { LinearRegression, type LinearRegressionParams, Ridge, type RidgeParams } from "./linear/ridge.ts";
export type { LogisticRegressionParams, Penalty, Solver } from "./logistic/options.ts";
export { LogisticRegression } from "./logistic-regression.ts";
export { type MakeClassificationOptions, makeClassification } from "./make-classification.ts";
export { type Cell, type Frame, type Matrix, rowsOf, type Table, toMatrix } from "./matrix.ts";
export * from "./metrics/index.ts";
export { type ChosenModel, ModelChoice, modelChoice } from "./model-choice.ts";
export { KNeighborsClassifier, KNeighborsRegressor } from "./neighbors/k-neighbors.ts";
export type { NeighborsParams } from "./neighbors/nearest.ts";
export {
  type NestedCrossValidated,
  type NestedOptions,
  nestedCrossValidate,
} from "./nested-cross-validate.ts";
export { MLPClassifier, MLPRegressor } from "./network/mlp.ts";
export type { MLPParams } from "./network/options.ts";
export type { EstimatorParams } from "./params.ts";
export { Pipeline, pipeline } from "./pipeline.ts";
export {
  type ColumnPart,
  ColumnTransformer,
  type ColumnTransformerOptions,
  columnTransformer,
} from "./preprocessing/column-transformer.ts";
export { DateEncoder } from "./preprocessing/date-encoder.ts";
export { OneHotEncoder, type OneHotEncoderParams } from "./preprocessing/one-hot-encoder.ts";
export { OrdinalEncoder, type OrdinalEncoderParams } from "./preprocessing/ordinal-encoder.ts";
export { PCA, type PCAParams } from "./preprocessing/pca.ts";
export { PolynomialFeatures, type PolynomialFeaturesParams } from "./preprocessing/polynomial-features.ts";
export {
  MinMaxScaler,
  type MinMaxScalerParams,
  StandardScaler,
  type StandardScalerParams,
} from "./preprocessing/scalers.ts";
export { SimpleImputer, type SimpleImputerParams } from "./preprocessing/simple-imputer.ts";
export type { Transformer } from "./preprocessing/transformer.ts";
export { modelFromJSON } from "./saved/model-from-json.ts";
export type { SavedModel } from "./saved/saved.ts";
export type { Scorer, Scoring } from "./scorers.ts";
export type { Scorings } from "./scoring.ts";
export { BayesSearchCV, type BayesSearchOptions } from "./search/bayes-search-cv.ts";
export type { ParamDistributions, ParamGrid } from "./search/candidates.ts";
export type { CvResults, ScoreColumns } from "./search/cv-results.ts";
export { GridSearchCV, type GridSearchOptions } from "./search/grid-search-cv.ts";
export { HalvingGridSearchCV, type HalvingGridSearchOptions } from "./search/halving-grid-search-cv.ts";
export type { HalvingOptions } from "./search/halving-options.ts";
export {
  HalvingRandomSearchCV,
  type HalvingRandomSearchOptions,
} from "./search/halving-random-search-cv.ts";
export type { Schedule as HalvingSchedule } from "./search/halving-schedule.ts";
export type { HalvingCvResults } from "./search/halving-search-cv.ts";
export { RandomizedSearchCV, type RandomizedSearchOptions } from "./search/randomized-search-cv.ts";
export type { Refit } from "./search/refit.ts";
export type { SearchConfirmOptions, SearchCV, SearchOptions } from "./search/search-cv.ts";
export * from "./splitters/index.ts";
export type { SVCParams, SVRParams, SvmParams } from "./svm/options.ts";
export { SVC } from "./svm/svc.ts";
export { SVR } from "./svm/svr.ts";
export { CountVectorizer } from "./text/count-vectorizer.ts";
export { type TfidfParams, TfidfVectorizer } from "./text/tfidf-vectorizer.ts";
export type { TokenParams } from "./text/tokens.ts";
export { TransformerPipeline } from "./transformer-pipeline.ts";
export { DecisionTreeClassifier, DecisionTreeRegressor } from "./trees/decision-tree.ts";
export { ExtraTreesClassifier, ExtraTreesRegressor } from "./trees/extra-trees.ts";
export type { ForestParams, MaxFeatures, TreeParams } from "./trees/options.ts";
export { RandomForestClassifier, RandomForestRegressor } from "./trees/random-forest.ts";
export { VotingClassifier, type VotingOptions, VotingRegressor } from "./voting.ts";
