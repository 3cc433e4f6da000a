import {
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

/** What both support vector machines take, by scikit-learn's names. */
export interface SvmParams {
  /** How much errors cost beside the width of the margin, > 0; default 1. */
  readonly C: number;
  /** x·z; (gamma x·z + coef0)^degree; exp(−gamma |x − z|²); or tanh(gamma x·z + coef0). Default "rbf". */
  readonly kernel: "linear" | "poly" | "rbf" | "sigmoid";
  /** The power of "poly", from 0; default 3. */
  readonly degree: number;
  /** A number from 0; "scale" (default): 1 / (d · variance of X); "auto": 1 / d. */
  readonly gamma: number | "scale" | "auto";
  /** The constant of "poly" and "sigmoid"; default 0. */
  readonly coef0: number;
  /** Ends when the conditions of an optimum hold up to this, > 0; default 0.001. */
  readonly tol: number;
  /** Steps at most, from 1; -1 (default) for no limit. */
  readonly maxIter: number;
  /** Room for rows of the kernel, in MB; default 200. */
  readonly cacheSize: number;
}

export interface SVCParams extends SvmParams {
  /** Whether probabilities are learned, too, by five more fits; default false. */
  readonly probability: boolean;
  /** Whether rows of rare classes cost more, so that all classes count alike; default null: they do not. */
  readonly classWeight: "balanced" | null;
  /** One score for each class ("ovr", default), or one for each pair. */
  readonly decisionFunctionShape: "ovr" | "ovo";
  /** A whole number: the folds of `probability` are drawn by it; default 0. */
  readonly seed: number;
}

export interface SVRParams extends SvmParams {
  /** Errors up to this cost nothing, from 0; default 0.1. */
  readonly epsilon: number;
}

const finite: Rule = { takes: Number.isFinite, want: "a number" };

const shared: OptionsOf<SvmParams> = {
  C: [1, positive],
  kernel: ["rbf", oneOf("linear", "poly", "rbf", "sigmoid")],
  degree: [3, wholeFrom(0)],
  gamma: ["scale", either(oneOf("scale", "auto"), notNegative)],
  coef0: [0, finite],
  tol: [1e-3, positive],
  maxIter: [-1, either(oneOf(-1), wholeFrom(1))],
  cacheSize: [200, positive],
};

export const svcOptions: OptionsOf<SVCParams> = {
  ...shared,
  probability: [false, flag],
  classWeight: [null, oneOf("balanced", null)],
  decisionFunctionShape: ["ovr", oneOf("ovr", "ovo")],
  seed: [0, wholeNumber],
};

export const svrOptions: OptionsOf<SVRParams> = { ...shared, epsilon: [0.1, notNegative] };
