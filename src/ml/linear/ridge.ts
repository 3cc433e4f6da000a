import { factor, solveLower, solveUpper } from "../../math/cholesky.ts";
import { symmetricEigen } from "../../math/eigen.ts";
import { flag, notNegative, type OptionsOf } from "../options.ts";
import type { NumberedRows } from "../regressor.ts";
import { type Centered, centered, interceptOf } from "./centered.ts";
import { LinearModel, type Weights } from "./linear-model.ts";

export interface LinearRegressionParams {
  /** Default true. */
  readonly fitIntercept: boolean;
}

export interface RidgeParams extends LinearRegressionParams {
  /** How much squared weights cost beside squared errors, from 0; default 1. */
  readonly alpha: number;
}

const plain: OptionsOf<LinearRegressionParams> = { fitIntercept: [true, flag] };
const declared: OptionsOf<RidgeParams> = { ...plain, alpha: [1, notNegative] };

/**
 * Least squares; of several solutions the one with the smallest weights.
 *
 * Solved by Xᵀ X: columns that are alike to 7 digits count as the same.
 */
export class LinearRegression extends LinearModel<LinearRegressionParams> {
  constructor(params: Partial<LinearRegressionParams> = {}) {
    super("LinearRegression", plain, params);
  }

  clone(params: Partial<LinearRegressionParams> = {}): LinearRegression {
    return new LinearRegression({ ...this.getParams(), ...params });
  }

  protected weights(rows: NumberedRows): Weights {
    return weightsOf(centered(rows, this.params.fitIntercept), 0);
  }
}

/**
 * Least squares with small weights: minimises |y − Xw − b|² + alpha |w|².
 *
 * @source Hoerl and Kennard 1970
 */
export class Ridge extends LinearModel<RidgeParams> {
  constructor(params: Partial<RidgeParams> = {}) {
    super("Ridge", declared, params);
  }

  clone(params: Partial<RidgeParams> = {}): Ridge {
    return new Ridge({ ...this.getParams(), ...params });
  }

  protected weights(rows: NumberedRows): Weights {
    return weightsOf(centered(rows, this.params.fitIntercept), this.params.alpha);
  }
}

function weightsOf(problem: Centered, alpha: number): Weights {
  const { gram, moment } = problem;
  const d = moment.length;
  const lower = gram.slice();
  for (let j = 0; j < d; j++) lower[j * d + j]! += alpha;
  // Without a penalty a factor may exist and mean nothing, so only a well-posed problem takes the short way.
  const isSolid = alpha > 0 && factor(lower, d);
  const coef = isSolid
    ? solveUpper(lower, d, solveLower(lower, d, moment.slice()))
    : smallest(problem, alpha);
  return { coef: Array.from(coef), intercept: interceptOf(problem, coef) };
}

/** The smallest weights of a problem that may be singular, by the eigenvectors of the Gram matrix. */
function smallest({ gram, moment }: Centered, alpha: number): Float64Array {
  const d = moment.length;
  const { values, vectors } = symmetricEigen(gram, d);
  const least = values[d - 1]! * 1e-14; // rounding in Xᵀ X
  const coef = new Float64Array(d);
  for (let k = 0; k < d; k++) {
    if (values[k]! <= least) continue;
    let part = 0;
    for (let j = 0; j < d; j++) part += vectors[j * d + k]! * moment[j]!;
    part /= values[k]! + alpha;
    for (let j = 0; j < d; j++) coef[j]! += part * vectors[j * d + k]!;
  }
  return coef;
}
