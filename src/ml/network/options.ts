import {
  countOrShare,
  either,
  flag,
  notNegative,
  type OptionsOf,
  oneOf,
  positive,
  type Rule,
  wholeFrom,
  wholeNumber,
} from "../options.ts";

/** What both networks take, by scikit-learn's names. */
export interface MLPParams {
  /** Units of each hidden layer; default [100]. */
  readonly hiddenLayerSizes: readonly number[];
  /** What units of hidden layers do to their sums; default "relu". */
  readonly activation: "identity" | "logistic" | "tanh" | "relu";
  /** "lbfgs" looks at all rows in each step, which suits small tables; default "adam". */
  readonly solver: "adam" | "sgd" | "lbfgs";
  /** What squared weights cost, from 0; default 0.0001. */
  readonly alpha: number;
  /** Rows of a step; "auto" (default): 200, or all where there are fewer. */
  readonly batchSize: number | "auto";
  /** Of "sgd": the step stays, falls with time, or falls when nothing gets better; default "constant". */
  readonly learningRate: "constant" | "invscaling" | "adaptive";
  /** The first step size, > 0; default 0.001. */
  readonly learningRateInit: number;
  /** How fast "invscaling" falls; default 0.5. */
  readonly powerT: number;
  /** Passes over the rows at most, or steps of "lbfgs"; default 200. */
  readonly maxIter: number;
  /** Whether each pass takes the rows in another order; default true. */
  readonly shuffle: boolean;
  /** What the loss (or score) must improve by, from 0; default 0.0001. */
  readonly tol: number;
  /** Of "sgd", [0, 1]; default 0.9. */
  readonly momentum: number;
  /** Of "sgd"; default true. */
  readonly nesterovsMomentum: boolean;
  /** Whether rows are laid aside, and the weights that score best on them kept; default false. */
  readonly earlyStopping: boolean;
  /** Rows laid aside: how many, or a share in (0, 1); default 0.1. */
  readonly validationFraction: number;
  /** Of "adam", [0, 1); default 0.9. */
  readonly beta1: number;
  /** Of "adam", [0, 1); default 0.999. */
  readonly beta2: number;
  /** Of "adam", > 0; default 1e-8. */
  readonly epsilon: number;
  /** Passes in a row without improvement that are borne; default 10. */
  readonly nIterNoChange: number;
  /** A whole number: first weights, orders and rows laid aside are drawn by it; default 0. */
  readonly seed: number;
}

const sizes: Rule = {
  takes: (v) => Array.isArray(v) && v.every((size) => Number.isSafeInteger(size) && size >= 1),
  want: "an array of whole numbers from 1",
};
const belowOne: Rule = { takes: (v) => typeof v === "number" && v >= 0 && v < 1, want: "in [0, 1)" };
const toOne: Rule = { takes: (v) => typeof v === "number" && v >= 0 && v <= 1, want: "in [0, 1]" };

export const networkOptions: OptionsOf<MLPParams> = {
  hiddenLayerSizes: [[100], sizes],
  activation: ["relu", oneOf("identity", "logistic", "tanh", "relu")],
  solver: ["adam", oneOf("adam", "sgd", "lbfgs")],
  alpha: [1e-4, notNegative],
  batchSize: ["auto", either(oneOf("auto"), wholeFrom(1))],
  learningRate: ["constant", oneOf("constant", "invscaling", "adaptive")],
  learningRateInit: [1e-3, positive],
  powerT: [0.5, notNegative],
  maxIter: [200, wholeFrom(1)],
  shuffle: [true, flag],
  tol: [1e-4, notNegative],
  momentum: [0.9, toOne],
  nesterovsMomentum: [true, flag],
  earlyStopping: [false, flag],
  validationFraction: [0.1, countOrShare],
  beta1: [0.9, belowOne],
  beta2: [0.999, belowOne],
  epsilon: [1e-8, positive],
  nIterNoChange: [10, wholeFrom(1)],
  seed: [0, wholeNumber],
};
