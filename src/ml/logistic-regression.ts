import { TunesmithError } from "../error.ts";
import type { ProbabilisticEstimator } from "./estimator.ts";
import { checkLength, codeLabels, type Label } from "./labels.ts";
import { linearScores } from "./linear-scores.ts";
import { fitLogistic, type LinearModel } from "./logistic/fit.ts";
import { checkLogistic, type LogisticRegressionParams } from "./logistic/options.ts";
import { binaryProbabilities, restProbabilities, softmaxProbabilities } from "./logistic/probability.ts";
import { checkCols, type Matrix, type Table, toMatrix } from "./matrix.ts";
import { accuracyScore } from "./metrics/index.ts";
import type { EstimatorParams } from "./params.ts";
import { encode } from "./saved/code.ts";
import type { SavedModel } from "./saved/saved.ts";
import { weightsOf } from "./targets.ts";

interface Fitted extends LinearModel {
  readonly classes: readonly Label[];
  readonly cols: number;
}

/**
 * Logistic regression with scikit-learn's objectives, solved to the last digits by (proximal) Newton steps.
 *
 * Made for tables that fit a page of memory: a step costs O(n p² + p³) with p = d + 1 weights ("liblinear", two classes) or
 * p = k (d + 1) of them.
 *
 * @example
 * const model = new LogisticRegression({ C: 10, penalty: "l1" }).fit(X, y);
 * model.predict([[5.1, 3.5, 1.4, 0.2]]);
 */
export class LogisticRegression implements ProbabilisticEstimator {
  readonly kind = "classifier";
  #params: LogisticRegressionParams;
  #fitted: Fitted | null = null;

  /** @throws TunesmithError "params" for an unknown name, "option" for a value or a combination that cannot be */
  constructor(params: Partial<LogisticRegressionParams> = {}) {
    this.#params = checkLogistic(params);
  }

  getParams(): LogisticRegressionParams & EstimatorParams {
    return { ...this.#params };
  }

  /** Changes parameters in place; they count from the next `fit` on. */
  setParams(params: Partial<LogisticRegressionParams>): this {
    this.#params = checkLogistic({ ...this.#params, ...params });
    return this;
  }

  clone(params: Partial<LogisticRegressionParams> = {}): LogisticRegression {
    return new LogisticRegression({ ...this.#params, ...params });
  }

  /**
   * Learns the weights.
   *
   * @param X  shape [n, d]
   * @param y  classes, shape [n], at least two different ones
   * @param sampleWeight  how much each row counts, shape [n]; default 1
   * @throws TunesmithError "shape", "data"
   */
  fit(X: Table, y: readonly Label[], sampleWeight?: ArrayLike<number>): this {
    const matrix = toMatrix(X);
    checkLength(y, matrix.rows);
    const { classes, codes } = codeLabels(y);
    if (classes.length < 2) {
      throw new TunesmithError(
        "data",
        `all ${y.length} rows are of class ${JSON.stringify(classes[0])}; at least two classes are needed.`,
      );
    }
    const weight = weightsOf(sampleWeight, matrix.rows);
    const model = fitLogistic({ X: matrix, codes, k: classes.length, weight }, this.#params);
    this.#fitted = { ...model, classes, cols: matrix.cols };
    return this;
  }

  /**
   * The scores of the classes: how far each row lies on their side.
   *
   * @returns shape [n] for two classes (above 0: the second one), else [n][k]
   * @throws TunesmithError "shape", "data"
   */
  decisionFunction(X: Table): number[] | number[][] {
    const scores = this.#scores(toMatrix(X));
    return this.classes.length === 2 ? scores.map((row) => row[0]!) : scores;
  }

  /**
   * The most likely class of each row; of equal ones the first.
   *
   * @throws TunesmithError "shape", "data"
   */
  predict(X: Table): Label[] {
    const { classes } = this;
    return this.#scores(toMatrix(X)).map((z) => classes[z.length === 1 ? Number(z[0]! > 0) : topOf(z)]!);
  }

  /**
   * The probability of each class, in the order of `classes`.
   *
   * @returns shape [n][k]; each row sums to 1
   * @throws TunesmithError "shape", "data"
   */
  predictProba(X: Table): number[][] {
    const isRest = this.#params.solver === "liblinear";
    const severalClasses = isRest ? restProbabilities : softmaxProbabilities;
    return this.#scores(toMatrix(X)).map((z) =>
      z.length === 1 ? binaryProbabilities(z[0]!) : severalClasses(z),
    );
  }

  /** The accuracy on those rows. */
  score(X: Table, y: readonly Label[]): number {
    return accuracyScore(y, this.predict(X));
  }

  /** All that it is and has learned: what `JSON.stringify` writes and `modelFromJSON` reads. */
  toJSON(): SavedModel {
    return { is: "LogisticRegression", params: encode(this.#params), learned: encode(this.#fitted) };
  }

  /** Takes back what was learned, as it was written. */
  restore(learned: unknown): this {
    this.#fitted = learned as Fitted;
    return this;
  }

  /** The weights: shape [1][d] for two classes, else [k][d]. */
  get coef(): readonly (readonly number[])[] {
    return this.#model.coef;
  }

  /** Shape [1] for two classes, else [k]. */
  get intercept(): readonly number[] {
    return this.#model.intercept;
  }

  /** The different labels, ascending. */
  get classes(): readonly Label[] {
    return this.#model.classes;
  }

  /** Newton steps, one number for each problem solved: k for "liblinear" and three classes or more, else 1. */
  get nIter(): readonly number[] {
    return this.#model.nIter;
  }

  /** Whether the weights are the optimum; false when `maxIter` steps did not suffice. */
  get converged(): boolean {
    return this.#model.converged;
  }

  get #model(): Fitted {
    if (this.#fitted) return this.#fitted;
    throw new TunesmithError(
      "data",
      "this LogisticRegression has learned nothing yet; call fit(X, y) first.",
    );
  }

  #scores(X: Matrix): number[][] {
    const { coef, intercept, cols } = this.#model;
    checkCols(X, cols, "LogisticRegression");
    return linearScores(X, coef, intercept);
  }
}

function topOf(z: readonly number[]): number {
  let top = 0;
  for (let c = 1; c < z.length; c++) if (z[c]! > z[top]!) top = c;
  return top;
}
