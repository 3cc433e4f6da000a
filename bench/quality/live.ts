/**
 * Tasks whose loss is a real fit of this project's estimators, by 3-fold cross-validation: unlike recorded forests they do
 * not move in steps, which flatters models made of trees.
 */
import {
  crossValScore,
  HistGradientBoostingRegressor,
  KFold,
  KNeighborsClassifier,
  LogisticRegression,
  loadBreastCancer,
  loadDiabetes,
  loadWine,
  MinMaxScaler,
  PCA,
  pipeline,
  StandardScaler,
  StratifiedKFold,
} from "tunesmith/ml";
import { branch, categorical, float, int, type Params, type Space } from "tunesmith/space";

interface Live {
  readonly space: Space;
  readonly loss: (params: Params) => Promise<number>;
  /** The least loss that several long searches found. */
  readonly opt: number;
  /** The median loss of 401 random points. */
  readonly randomMedian: number;
}

const meanOf = (scores: ArrayLike<number>) =>
  Array.from(scores).reduce((sum, s) => sum + s, 0) / scores.length;

function boosting(): Live {
  const { data, target } = loadDiabetes();
  const cv = new KFold({ nSplits: 3, shuffle: true, seed: 0 });
  return {
    opt: 2929.4196,
    randomMedian: 3590.5943,
    space: {
      learningRate: float(0.01, 1, { log: true }),
      maxIter: int(10, 100),
      maxLeafNodes: int(2, 64, { log: true }),
      minSamplesLeaf: int(1, 60, { log: true }),
      l2Regularization: float(1e-6, 100, { log: true }),
    },
    async loss(params) {
      const estimator = new HistGradientBoostingRegressor({ ...params, earlyStopping: false });
      return -meanOf(await crossValScore(estimator, data, target, { cv, scoring: "neg_mean_squared_error" }));
    },
  };
}

function logistic(): Live {
  const { data, target } = loadBreastCancer();
  const cv = new StratifiedKFold({ nSplits: 3, shuffle: true, seed: 0 });
  return {
    opt: 0.067041171,
    randomMedian: 0.1701908,
    space: {
      C: float(1e-4, 1e4, { log: true }),
      penalty: categorical(["l1", "l2"]),
      scale: categorical(["standard", "minmax"]),
      components: int(1, 30),
    },
    async loss({ C, penalty, scale, components }) {
      const estimator = pipeline(
        scale === "standard" ? new StandardScaler() : new MinMaxScaler(),
        new PCA({ nComponents: components as number }),
        new LogisticRegression({ solver: "liblinear", C: C as number, penalty: penalty as "l1" | "l2" }),
      );
      return -meanOf(await crossValScore(estimator, data, target, { cv, scoring: "neg_log_loss" }));
    },
  };
}

function choice(): Live {
  const { data, target } = loadWine();
  const cv = new StratifiedKFold({ nSplits: 3, shuffle: true, seed: 0 });
  return {
    opt: 0.044667578,
    randomMedian: 0.2831972,
    space: {
      components: int(1, 13),
      model: branch({
        logistic: { C: float(1e-4, 1e4, { log: true }) },
        neighbors: {
          k: int(1, 50, { log: true }),
          weights: categorical(["uniform", "distance"]),
          p: float(1, 4),
        },
      }),
    },
    async loss({ components, model }) {
      const { is, ...m } = model as Record<string, never>;
      const estimator = pipeline(
        new StandardScaler(),
        new PCA({ nComponents: components as number }),
        is === "logistic"
          ? new LogisticRegression({ C: m.C! })
          : new KNeighborsClassifier({ nNeighbors: m.k!, weights: m.weights!, p: m.p! }),
      );
      return -meanOf(await crossValScore(estimator, data, target, { cv, scoring: "neg_log_loss" }));
    },
  };
}

/** By name. */
export const liveTasks: { readonly [name: string]: () => Live } = {
  live_boosting_diabetes: boosting,
  live_logistic_breast_cancer: logistic,
  live_choice_wine: choice,
};
