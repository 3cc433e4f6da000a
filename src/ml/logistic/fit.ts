import type { CodedRows } from "../classifier.ts";
import type { Matrix } from "../matrix.ts";
import { binaryLoss } from "./binary-loss.ts";
import type { LogisticRegressionParams } from "./options.ts";
import { minimize } from "./proximal-newton.ts";
import { softmaxLoss } from "./softmax-loss.ts";

/** A linear model of k classes has m rows of weights: one for two classes, else one for each class. */
export interface LinearModel {
  /** Shape [m][d]. */
  readonly coef: readonly (readonly number[])[];
  /** Shape [m]. */
  readonly intercept: readonly number[];
  /** Newton steps for each problem solved. */
  readonly nIter: readonly number[];
  /** Whether all of them ended before `maxIter`. */
  readonly converged: boolean;
}

/**
 * Fits the weights: C times the sum of the losses, plus the penalty, at its least.
 *
 * @param rows  k >= 2
 */
export function fitLogistic(
  { X, codes, k, weight }: CodedRows,
  params: LogisticRegressionParams,
): LinearModel {
  const { solver, fitIntercept, tol, maxIter } = params;
  const isRest = solver === "liblinear"; // each class against the rest
  const constant = !fitIntercept ? 0 : isRest ? params.interceptScaling : 1;
  const columns = constant === 0 ? X : withColumn(X, constant);
  const p = columns.cols;

  const { l1, l2, C } = strengths(params);
  const isPenalised = (j: number) => isRest || j < X.cols;
  const penalty = (strength: number, rows: number) =>
    Float64Array.from({ length: rows * p }, (_, a) => (isPenalised(a % p) ? strength : 0));
  const sample = { X: columns, C, weight, ridge: penalty(l2, 1) };

  const oneAgainstRest = (c: number) => {
    const isClass = codes.map((code) => (code === c ? 1 : 0));
    return minimize(binaryLoss({ ...sample, codes: isClass }), { lasso: penalty(l1, 1), tol, maxIter });
  };
  const allAtOnce = () =>
    minimize(softmaxLoss({ ...sample, codes }, k), { lasso: penalty(l1, k), tol, maxIter });
  const minima =
    k === 2
      ? [oneAgainstRest(1)]
      : isRest
        ? Array.from({ length: k }, (_, c) => oneAgainstRest(c))
        : [allAtOnce()];

  const rows = minima.flatMap(({ w }) => rowsOf(w, p));
  // What the softmax leaves open is fixed as scikit-learn's start at 0 does: free weights sum to 0 over the classes.
  if (k > 2 && !isRest) for (let j = l1 + l2 === 0 ? 0 : X.cols; j < p; j++) centre(rows, j);
  return {
    coef: rows.map((row) => row.slice(0, X.cols)),
    intercept: rows.map((row) => (constant === 0 ? 0 : row[X.cols]! * constant)),
    nIter: minima.map((min) => min.nIter),
    converged: minima.every((min) => min.converged),
  };
}

/** The factors of Σ|w|, of ½ Σw² and of the loss. */
function strengths({ penalty, C, l1Ratio }: LogisticRegressionParams): { l1: number; l2: number; C: number } {
  if (penalty === null || penalty === "none" || C === Infinity) return { l1: 0, l2: 0, C: 1 };
  const l1 = penalty === "elasticnet" ? l1Ratio : penalty === "l1" ? 1 : 0;
  return { l1, l2: 1 - l1, C };
}

function withColumn(X: Matrix, value: number): Matrix {
  const cols = X.cols + 1;
  const data = new Float64Array(X.rows * cols).fill(value);
  for (let i = 0; i < X.rows; i++) data.set(X.data.subarray(i * X.cols, (i + 1) * X.cols), i * cols);
  return { data, rows: X.rows, cols };
}

function rowsOf(w: Float64Array, p: number): number[][] {
  return Array.from({ length: w.length / p }, (_, c) => Array.from(w.subarray(c * p, (c + 1) * p)));
}

function centre(rows: number[][], j: number): void {
  const mean = rows.reduce((sum, row) => sum + row[j]!, 0) / rows.length;
  for (const row of rows) row[j]! -= mean;
}
