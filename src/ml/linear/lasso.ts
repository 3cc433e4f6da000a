import { flag, notNegative, type OptionsOf, positive, share, wholeFrom } from "../options.ts";
import type { NumberedRows } from "../regressor.ts";
import { type Centered, centered, interceptOf } from "./centered.ts";
import { LinearModel, type Weights } from "./linear-model.ts";

export interface LassoParams {
  /** How much the penalty counts beside half the mean squared error, from 0; default 1. */
  readonly alpha: number;
  /** Default true. */
  readonly fitIntercept: boolean;
  /** Rounds over all weights at most; default 1000. */
  readonly maxIter: number;
  /** Ends when the duality gap is smaller than this share of |y|², > 0; default 1e-4. */
  readonly tol: number;
}

export interface ElasticNetParams extends LassoParams {
  /** The share of Σ|w| in the penalty, in [0, 1], beside ½ Σw²; default 0.5. */
  readonly l1Ratio: number;
}

interface SparseWeights extends Weights {
  readonly nIter: number;
  readonly converged: boolean;
}

const common: OptionsOf<LassoParams> = {
  alpha: [1, notNegative],
  fitIntercept: [true, flag],
  maxIter: [1000, wholeFrom(1)],
  tol: [1e-4, positive],
};
const declared: OptionsOf<ElasticNetParams> = { ...common, l1Ratio: [0.5, share] };

abstract class Sparse<P extends LassoParams> extends LinearModel<P, SparseWeights> {
  /** Rounds over all weights. */
  get nIter(): number {
    return this.model.nIter;
  }

  /** false when `maxIter` rounds did not suffice. */
  get converged(): boolean {
    return this.model.converged;
  }
}

/**
 * Least squares with few weights: minimises |y − Xw − b|² / 2n + alpha Σ|w|.
 *
 * @source Tibshirani 1996; coordinate descent: Friedman, Hastie and Tibshirani 2010, doi:10.18637/jss.v033.i01
 */
export class Lasso extends Sparse<LassoParams> {
  constructor(params: Partial<LassoParams> = {}) {
    super("Lasso", common, params);
  }

  clone(params: Partial<LassoParams> = {}): Lasso {
    return new Lasso({ ...this.getParams(), ...params });
  }

  protected weights(rows: NumberedRows): SparseWeights {
    return descend(rows, { ...this.params, l1Ratio: 1 });
  }
}

/**
 * Least squares with few and small weights: minimises |y − Xw − b|² / 2n + alpha (r Σ|w| + ½ (1 − r) Σw²), r = l1Ratio.
 *
 * @source Zou and Hastie 2005, doi:10.1111/j.1467-9868.2005.00503.x
 */
export class ElasticNet extends Sparse<ElasticNetParams> {
  constructor(params: Partial<ElasticNetParams> = {}) {
    super("ElasticNet", declared, params);
  }

  clone(params: Partial<ElasticNetParams> = {}): ElasticNet {
    return new ElasticNet({ ...this.getParams(), ...params });
  }

  protected weights(rows: NumberedRows): SparseWeights {
    return descend(rows, this.params);
  }
}

/** Coordinate descent on the products: a round costs d² at most, however many rows there are. */
function descend(rows: NumberedRows, params: ElasticNetParams): SparseWeights {
  const problem = centered(rows, params.fitIntercept);
  const n = rows.weight ? rows.weight.reduce((sum, w) => sum + w, 0) : rows.X.rows;
  const { gram, moment, square } = problem;
  const d = moment.length;
  const l1 = params.alpha * params.l1Ratio * n;
  const l2 = params.alpha * (1 - params.l1Ratio) * n;
  const w = new Float64Array(d);
  const left = moment.slice(); // Xᵀ (y − Xw)
  let nIter = 0;
  let converged = square === 0;
  while (!converged && nIter < params.maxIter) {
    nIter++;
    let largest = 0;
    let step = 0;
    for (let j = 0; j < d; j++) {
      const curve = gram[j * d + j]!;
      if (curve === 0) continue;
      const old = w[j]!;
      const pull = left[j]! + curve * old;
      const now = (Math.sign(pull) * Math.max(0, Math.abs(pull) - l1)) / (curve + l2);
      if (now !== old) {
        for (let k = 0; k < d; k++) left[k]! -= gram[j * d + k]! * (now - old);
        w[j] = now;
      }
      largest = Math.max(largest, Math.abs(now));
      step = Math.max(step, Math.abs(now - old));
    }
    // Small steps do not prove an optimum, so that the gap has the last word, as in scikit-learn.
    if (largest === 0 || step <= params.tol * largest) {
      converged = gapOf(problem, w, left, [l1, l2]) <= params.tol * square;
    }
  }
  return { coef: Array.from(w), intercept: interceptOf(problem, w), nIter, converged };
}

/** The duality gap: by how much the loss can still fall at most. */
function gapOf(
  { moment, square }: Centered,
  w: Float64Array,
  left: Float64Array,
  [l1, l2]: readonly [number, number],
): number {
  let [dualNorm, fitted, explained, norm1, norm2] = [0, 0, 0, 0, 0];
  for (let j = 0; j < w.length; j++) {
    dualNorm = Math.max(dualNorm, Math.abs(left[j]! - l2 * w[j]!));
    fitted += w[j]! * moment[j]!;
    explained += w[j]! * (moment[j]! - left[j]!);
    norm1 += Math.abs(w[j]!);
    norm2 += w[j]! ** 2;
  }
  const error = square - 2 * fitted + explained; // |y − Xw|²
  const scale = l1 > 0 && dualNorm > l1 ? l1 / dualNorm : 1;
  const rest = l1 > 0 ? 0 : dualNorm; // without l1 a feasible point has no slope at all
  const gap = dualNorm > l1 && l1 > 0 ? 0.5 * error * (1 + scale ** 2) : error;
  return gap + l1 * norm1 - scale * (square - fitted) + 0.5 * l2 * (1 + scale ** 2) * norm2 + rest * norm1;
}
