import {
  between,
  countOrShare,
  either,
  flag,
  notNegative,
  type OptionsOf,
  oneOf,
  orNull,
  positive,
  type Rule,
  wholeFrom,
  wholeNumber,
} from "../options.ts";

/** What both boosting estimators take, by scikit-learn's names. */
export interface BoostingParams {
  /** What each tree's leaves are multiplied with, > 0; default 0.1. */
  readonly learningRate: number;
  /** Rounds of trees at most: one tree each, or one for each of several classes; default 100. */
  readonly maxIter: number;
  /** Leaves of a tree at most, from 2; null for no limit. Default 31. */
  readonly maxLeafNodes: number | null;
  /** Splits from the root to a leaf at most; default null: no limit. */
  readonly maxDepth: number | null;
  /** Rows that a leaf has at least; default 20. */
  readonly minSamplesLeaf: number;
  /** What keeps leaves of little curvature small, from 0; default 0. */
  readonly l2Regularization: number;
  /** The share of columns that a split looks at, (0, 1]; default 1. */
  readonly maxFeatures: number;
  /** Bins of a column at most, [2, 255]; what is missing has one more. Default 255. */
  readonly maxBins: number;
  /** The numbers of the columns whose values are names of categories; default null: none. */
  readonly categoricalFeatures: readonly number[] | null;
  /** Whether rounds end when rows laid aside are no longer predicted better; "auto" (default): with over 10,000 rows. */
  readonly earlyStopping: boolean | "auto";
  /** Rows laid aside for that: how many, or a share in (0, 1); null: judged on the rows learned from. Default 0.1. */
  readonly validationFraction: number | null;
  /** Rounds without a better loss that end it; default 10. */
  readonly nIterNoChange: number;
  /** What a loss must fall to be better, from 0; default 1e-7. */
  readonly tol: number;
  /** A whole number: the rows laid aside, and columns, are drawn by it; default 0. */
  readonly seed: number;
}

export interface RegressorParams extends BoostingParams {
  /** Default "squaredError". */
  readonly loss: "squaredError" | "absoluteError" | "poisson";
}

export interface ClassifierParams extends BoostingParams {
  /** Default "logLoss", the only one. */
  readonly loss: "logLoss";
}

const columns: Rule = {
  takes: (v) => Array.isArray(v) && v.every((j) => Number.isSafeInteger(j) && j >= 0),
  want: "an array of column numbers from 0",
};
const partOfColumns: Rule = {
  takes: (v) => typeof v === "number" && v > 0 && v <= 1,
  want: "a number in (0, 1]",
};
const bins: Rule = {
  takes: (v) => Number.isSafeInteger(v) && between(2, 255).takes(v),
  want: "a whole number in [2, 255]",
};

const shared: OptionsOf<BoostingParams> = {
  learningRate: [0.1, positive],
  maxIter: [100, wholeFrom(1)],
  maxLeafNodes: [31, orNull(wholeFrom(2))],
  maxDepth: [null, orNull(wholeFrom(1))],
  minSamplesLeaf: [20, wholeFrom(1)],
  l2Regularization: [0, notNegative],
  maxFeatures: [1, partOfColumns],
  maxBins: [255, bins],
  categoricalFeatures: [null, orNull(columns)],
  earlyStopping: ["auto", either(flag, oneOf("auto"))],
  validationFraction: [0.1, orNull(countOrShare)],
  nIterNoChange: [10, wholeFrom(1)],
  tol: [1e-7, notNegative],
  seed: [0, wholeNumber],
};

export const regressorOptions: OptionsOf<RegressorParams> = {
  ...shared,
  loss: ["squaredError", oneOf("squaredError", "absoluteError", "poisson")],
};
export const classifierOptions: OptionsOf<ClassifierParams> = {
  ...shared,
  loss: ["logLoss", oneOf("logLoss")],
};
