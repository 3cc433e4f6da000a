import { didYouMean, TunesmithError } from "../../error.ts";
import type { Json } from "../../json.ts";
import { GaussianNB } from "../bayes/gaussian-nb.ts";
import { MultinomialNB } from "../bayes/multinomial-nb.ts";
import {
  HistGradientBoostingClassifier,
  HistGradientBoostingRegressor,
} from "../boosting/hist-gradient-boosting.ts";
import type { ColumnChoice } from "../columns.ts";
import type { Estimator, ProbabilisticEstimator } from "../estimator.ts";
import { ElasticNet, Lasso } from "../linear/lasso.ts";
import { LinearRegression, Ridge } from "../linear/ridge.ts";
import { LogisticRegression } from "../logistic-regression.ts";
import { type ChosenModel, ModelChoice } from "../model-choice.ts";
import { KNeighborsClassifier, KNeighborsRegressor } from "../neighbors/k-neighbors.ts";
import { MLPClassifier, MLPRegressor } from "../network/mlp.ts";
import type { EstimatorParams } from "../params.ts";
import { Pipeline } from "../pipeline.ts";
import {
  type ColumnPart,
  type ColumnsLearned,
  ColumnTransformer,
} from "../preprocessing/column-transformer.ts";
import { DateEncoder } from "../preprocessing/date-encoder.ts";
import { OneHotEncoder } from "../preprocessing/one-hot-encoder.ts";
import { OrdinalEncoder } from "../preprocessing/ordinal-encoder.ts";
import { PCA } from "../preprocessing/pca.ts";
import { PolynomialFeatures } from "../preprocessing/polynomial-features.ts";
import { MinMaxScaler, StandardScaler } from "../preprocessing/scalers.ts";
import { SimpleImputer } from "../preprocessing/simple-imputer.ts";
import type { Transformer } from "../preprocessing/transformer.ts";
import type { Named } from "../steps.ts";
import { SVC } from "../svm/svc.ts";
import { SVR } from "../svm/svr.ts";
import { CountVectorizer } from "../text/count-vectorizer.ts";
import { TfidfVectorizer } from "../text/tfidf-vectorizer.ts";
import { TransformerPipeline } from "../transformer-pipeline.ts";
import { DecisionTreeClassifier, DecisionTreeRegressor } from "../trees/decision-tree.ts";
import { ExtraTreesClassifier, ExtraTreesRegressor } from "../trees/extra-trees.ts";
import { RandomForestClassifier, RandomForestRegressor } from "../trees/random-forest.ts";
import { VotingClassifier, VotingRegressor } from "../voting.ts";
import { decode } from "./code.ts";
import type { SavedModel } from "./saved.ts";

/** What can be made of parameters, and be given back what it learned. */
interface Restorable {
  restore(learned: unknown): unknown;
}

type Part = (Estimator | Transformer) & Restorable;

const kinds: Readonly<Record<string, new (params: object) => Part>> = {
  ...{ CountVectorizer, DateEncoder, DecisionTreeClassifier, DecisionTreeRegressor, ElasticNet, GaussianNB },
  ...{ HistGradientBoostingClassifier, HistGradientBoostingRegressor, KNeighborsClassifier },
  ...{
    KNeighborsRegressor,
    Lasso,
    LinearRegression,
    LogisticRegression,
    MinMaxScaler,
    MLPClassifier,
    MLPRegressor,
    MultinomialNB,
  },
  ...{ ExtraTreesClassifier, ExtraTreesRegressor },
  ...{ OneHotEncoder, OrdinalEncoder, PCA, PolynomialFeatures, RandomForestClassifier },
  ...{ RandomForestRegressor, Ridge, SimpleImputer, StandardScaler, SVC, SVR, TfidfVectorizer },
};

/**
 * The estimator that `JSON.stringify(model)` wrote, with all that it has learned: it predicts the same, to the last bit.
 *
 * @param saved  what `JSON.parse` gives
 * @throws TunesmithError "data" for what is no saved estimator, or is of a class that is not ours
 * @example
 * writeFileSync("model.json", JSON.stringify(model));
 * const again = modelFromJSON(JSON.parse(readFileSync("model.json", "utf8")));
 */
export function modelFromJSON(saved: unknown): Estimator {
  const part = partOf(saved);
  if ("predict" in part) return part;
  throw new TunesmithError(
    "data",
    "this is a saved transformer; an estimator, which can predict, is wanted.",
  );
}

/** The parameters that a class of ours has when nothing is said. */
export function defaultsOf(kind: string): EstimatorParams {
  const Kind = Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
  return Kind ? new Kind({}).getParams() : {};
}

function partOf(given: unknown): Estimator | Transformer {
  if (typeof given !== "object" || given === null || typeof (given as SavedModel).is !== "string") {
    throw new TunesmithError(
      "data",
      'this is no saved model: it has no class, { "is": "…" }; write one by JSON.stringify(model).',
    );
  }
  const saved = given as SavedModel;
  if (saved.is === "Pipeline") return new Pipeline(stepsOf(saved.steps));
  if (saved.is === "TransformerPipeline") {
    return new TransformerPipeline(stepsOf(saved.steps) as readonly Named<Transformer>[]);
  }
  if (saved.is === "VotingRegressor") {
    const estimators = stepsOf(saved.estimators) as readonly Named<Estimator>[];
    return new VotingRegressor(estimators, { weights: saved.weights as readonly number[] });
  }
  if (saved.is === "VotingClassifier") {
    const estimators = stepsOf(saved.estimators) as readonly Named<ProbabilisticEstimator>[];
    return new VotingClassifier(estimators, { weights: saved.weights as readonly number[] });
  }
  if (saved.is === "ColumnTransformer") return columnTransformerOf(saved);
  if (saved.is === "ModelChoice") {
    const models = Object.fromEntries(stepsOf(saved.models) as readonly Named<Estimator>[]);
    const choice = new ModelChoice(models, decode(saved.chosen!) as ChosenModel);
    return choice.restore(modelFromJSON(saved.model));
  }
  const Kind = Object.hasOwn(kinds, saved.is) ? kinds[saved.is] : undefined;
  if (!Kind) {
    throw new TunesmithError(
      "data",
      `a saved model is of the class "${saved.is}", which is not ours; ${didYouMean(saved.is, Object.keys(kinds))}.`,
    );
  }
  const part = new Kind(decode(saved.params ?? {}) as object);
  if (saved.learned !== null && saved.learned !== undefined) part.restore(decode(saved.learned));
  return part;
}

function stepsOf(steps: Json | undefined): readonly Named<Transformer | Estimator>[] {
  if (!Array.isArray(steps)) throw new TunesmithError("data", "a saved pipeline has no steps.");
  return steps.map(([name, part]: [string, Json]) => [name, partOf(part)] as const);
}

function columnTransformerOf({ parts, remainder, learned }: SavedModel): ColumnTransformer {
  if (!Array.isArray(parts)) throw new TunesmithError("data", "a saved ColumnTransformer has no parts.");
  const made = parts.map(([name, part, columns]: [string, Json, ColumnChoice]): ColumnPart => {
    return [name, typeof part === "string" ? (part as "drop") : (partOf(part) as Transformer), columns];
  });
  const transformer = new ColumnTransformer(made, { remainder: remainder as "drop" });
  return learned === null ? transformer : transformer.restore(decode(learned!) as ColumnsLearned);
}
