/** Gaussian process regression: fit, then predict. See `gp-evidence.ts` for notation and sources. */
import { inverse, solveLower } from "./cholesky.ts";
import { factored, negativeLogPosterior, type Observations, pairDistances, priorOf } from "./gp-evidence.ts";
import { distance, distanceSlope, matern52, matern52Slope } from "./kernel.ts";
import { minimize } from "./lbfgs.ts";

/** A posterior mean and variance (of the noise-free function), with gradients where asked for. */
export interface Prediction {
  readonly mean: number;
  /** > 0 */
  readonly variance: number;
}

/** Gradients with respect to the coordinates of x, shape [d] each; 0 for labels and inactive ones. */
export interface PredictionSlope extends Prediction {
  readonly meanSlope: Float64Array;
  readonly varianceSlope: Float64Array;
}

/**
 * The most probable theta.
 *
 * @param starts  where to begin, each shape [d + 2]; the best end wins, the earlier start among equals
 * @returns the prior's mean when no start leads to a finite posterior
 */
export function fitTheta(
  data: Observations,
  starts: readonly Float64Array[],
  maxIterations: number,
): { readonly theta: Float64Array; readonly value: number } {
  const prior = priorOf(data.kinds.length);
  const f = negativeLogPosterior(data, prior);
  let best = { theta: prior.mean, value: Number.POSITIVE_INFINITY };
  for (const start of starts) {
    // 1e-2: tighter is noise in theta, and many evaluations
    const end = minimize(f, start, { ...prior, gradientTolerance: 1e-2, maxIterations });
    if (end.value < best.value) best = { theta: end.x, value: end.value };
  }
  return best;
}

/** The posterior of a Gaussian process at given hyperparameters. */
export class Posterior {
  readonly #data: Observations;
  readonly #w: Float64Array;
  readonly #s: number;
  readonly #L: Float64Array;
  readonly #alpha: Float64Array;
  #inverse: Float64Array | null = null;

  /** @param theta  shape [d + 2], within the bounds of the prior, so that K can be factored */
  constructor(data: Observations, theta: Float64Array) {
    const d = data.kinds.length;
    const n = data.y.length;
    this.#data = data;
    this.#w = theta.subarray(0, d).map((t) => Math.exp(-2 * t));
    this.#s = Math.exp(theta[d]!);
    const r2 = new Float64Array((n * (n - 1)) / 2);
    pairDistances(data).forEach((delta, j) => {
      for (let p = 0; p < r2.length; p++) r2[p]! += this.#w[j]! * delta[p]!;
    });
    const { L, alpha } = factored(r2, n, { s: this.#s, v: Math.exp(theta[d + 1]!), y: data.y })!;
    this.#L = L;
    this.#alpha = alpha;
  }

  /** @param x  shape [d] */
  predict(x: Float64Array): Prediction {
    const k = this.#r2To(x).map((r2) => this.#s * matern52(r2));
    const mean = dot(k, this.#alpha); // Rasmussen and Williams 2006, eq. 2.25
    const half = solveLower(this.#L, k.length, k);
    return { mean, variance: Math.max(this.#s - dot(half, half), tiny) }; // eq. 2.26
  }

  /** The mean alone, which takes n d steps and not n². */
  mean(x: Float64Array): number {
    const k = this.#r2To(x).map((r2) => this.#s * matern52(r2));
    return dot(k, this.#alpha);
  }

  /** As `predict`, with gradients. */
  predictWithSlope(x: Float64Array): PredictionSlope {
    const { X, kinds } = this.#data;
    const n = X.length;
    this.#inverse ??= inverse(this.#L, n);
    const r2 = this.#r2To(x);
    const k = r2.map((r) => this.#s * matern52(r));
    const weights = new Float64Array(n); // K⁻¹ k
    for (let i = 0; i < n; i++) {
      for (let m = 0; m < n; m++) weights[i]! += this.#inverse[i * n + m]! * k[m]!;
    }
    const meanSlope = new Float64Array(kinds.length);
    const varianceSlope = new Float64Array(kinds.length);
    for (let i = 0; i < n; i++) {
      const slope = this.#s * matern52Slope(r2[i]!);
      for (let j = 0; j < kinds.length; j++) {
        const dk = slope * this.#w[j]! * distanceSlope(kinds[j]!, x[j]!, X[i]![j]!);
        meanSlope[j]! += this.#alpha[i]! * dk;
        varianceSlope[j]! -= 2 * weights[i]! * dk;
      }
    }
    const variance = Math.max(this.#s - dot(k, weights), tiny);
    return { mean: dot(k, this.#alpha), variance, meanSlope, varianceSlope };
  }

  #r2To(x: Float64Array): Float64Array {
    const { X, kinds } = this.#data;
    const r2 = new Float64Array(X.length);
    for (let i = 0; i < X.length; i++) {
      const row = X[i]!;
      for (let j = 0; j < kinds.length; j++) r2[i]! += this.#w[j]! * distance(kinds[j]!, x[j]!, row[j]!);
    }
    return r2;
  }
}

/** The least variance: below it, rounding decides. */
const tiny = 1e-12;

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
