/** Gaussian process regression: fit, then predict. See `gp-evidence.ts` for notation and sources. */
import { Triangle } from "./cholesky.ts";
import { Cloud } from "./cloud.ts";
import { dot } from "./dot.ts";
import { factored, negativeLogPosterior, type Observations, type Prior } from "./gp-evidence.ts";
import { matern52 } from "./kernel.ts";
import { minimize } from "./lbfgs.ts";
import { Trend } from "./trend.ts";

/** A posterior mean and variance (of the noise-free function), with gradients where asked for. */
export interface Prediction {
  readonly mean: number;
  /** > 0 */
  readonly variance: number;
}

/**
 * Gradients with respect to the coordinates of x, shape [d] each; 0 for labels and inactive ones. Good until the next
 * prediction, which uses the same room.
 */
export interface Slopes {
  readonly meanSlope: Float64Array;
  readonly varianceSlope: Float64Array;
}

export interface PredictionSlope extends Prediction, Slopes {}

/**
 * The most probable theta.
 *
 * @param o.starts  where to begin, each shape [d + 3]; the best end wins, the earlier start among equals
 * @returns the prior's mean when no start leads to a finite posterior
 */
export function fitTheta(
  data: Observations,
  prior: Prior,
  o: { readonly starts: readonly Float64Array[]; readonly maxIterations: number },
): { readonly theta: Float64Array; readonly value: number } {
  const f = negativeLogPosterior(data, prior);
  let best = { theta: prior.mean, value: Number.POSITIVE_INFINITY };
  for (const start of o.starts) {
    // 1e-2: tighter is noise in theta, and many evaluations
    const end = minimize(f, start, {
      ...prior,
      gradientTolerance: 1e-2,
      maxIterations: o.maxIterations,
    });
    if (end.value < best.value) best = { theta: end.x, value: end.value };
  }
  return best;
}

/** The posterior of a Gaussian process at given hyperparameters. */
export class Posterior {
  /** How many coordinates. */
  readonly d: number;
  readonly #cloud: Cloud;
  readonly #w: Float64Array;
  readonly #s: number;
  readonly #t: number;
  readonly #trend: Trend;
  /** What the trend's features weigh in the mean, shape [p]. */
  readonly #weights: Float64Array;
  readonly #L: Triangle;
  readonly #alpha: Float64Array;
  // Room for one prediction, since a search makes thousands; each shape [n]. `half` is k, and then L⁻¹ k; `bend` is d k / d r².
  readonly #r2: Float64Array;
  readonly #half: Float64Array;
  readonly #bend: Float64Array;
  /** The trend's features of the point, shape [p]. */
  #f: Float64Array;
  readonly #byMean: Float64Array;
  readonly #slopes: Slopes;

  /** @param theta  shape [d + 3], within the bounds of the prior, so that K can be factored */
  constructor(data: Observations, theta: Float64Array) {
    const d = data.kinds.length;
    const n = data.y.length;
    this.d = d;
    this.#cloud = new Cloud(data.X, data.kinds);
    this.#w = theta.subarray(0, d).map((t) => Math.exp(-2 * t));
    const [s, v, t] = theta.subarray(d).map(Math.exp) as unknown as readonly [number, number, number];
    [this.#s, this.#t] = [s, t];
    this.#trend = new Trend(data.X, data.kinds);
    const K = new Float64Array(n * n);
    data.X.forEach((x, i) => {
      const row = K.subarray(i * n, i * n + i + 1);
      this.#cloud.r2To(x, this.#w, row);
      for (let k = 0; k < i; k++) row[k] = s * matern52(row[k]!);
      row[i] = s;
      this.#trend.addTo(row, this.#trend.features(x), t);
    });
    const { L, alpha } = factored(K, n, { s, v, y: data.y })!;
    this.#weights = this.#trend.weigh(alpha).map((b) => t * b);
    this.#L = new Triangle(L, n);
    this.#alpha = alpha;
    this.#r2 = new Float64Array(n);
    this.#half = new Float64Array(n);
    this.#bend = new Float64Array(n);
    this.#f = this.#trend.features(new Float64Array(d));
    this.#byMean = new Float64Array(n);
    this.#slopes = { meanSlope: new Float64Array(d), varianceSlope: new Float64Array(d) };
  }

  /** @param x  shape [d] */
  predict(x: Float64Array): Prediction {
    const mean = this.mean(x);
    const f = this.#f;
    this.#trend.addTo(this.#half, f, this.#t);
    this.#L.lower(this.#half);
    const before = this.#s + this.#t * dot(f, f);
    return { mean, variance: Math.max(before - dot(this.#half, this.#half), tiny) }; // eq. 2.26
  }

  /** The mean alone, which takes n d steps and not n². */
  mean(x: Float64Array): number {
    this.#cloud.r2To(x, this.#w, this.#r2);
    this.#f = this.#trend.features(x);
    let mean = dot(this.#weights, this.#f);
    for (let i = 0; i < this.#half.length; i++) {
      const t = Math.sqrt(5 * this.#r2[i]!); // matern52 and its slope, with one exp for both
      const e = this.#s * Math.exp(-t);
      const k = (1 + t + (t * t) / 3) * e;
      mean += k * this.#alpha[i]!; // Rasmussen and Williams 2006, eq. 2.25
      this.#half[i] = k;
      this.#bend[i] = (-5 / 6) * (1 + t) * e;
    }
    return mean;
  }

  /** As `predict`, with gradients. */
  predictWithSlope(x: Float64Array): PredictionSlope {
    return { ...this.predict(x), ...this.slopesAt(x) };
  }

  /** The gradients alone, once, of the point that was predicted last. */
  slopesAt(x: Float64Array): Slopes {
    const n = this.#alpha.length;
    const byMean = this.#byMean;
    const byVariance = this.#L.upper(this.#half); // K⁻¹ k
    // What of the variance the trend has: t f · f − …, of which the slope is 2 t (f − Fᵀ K⁻¹ k) · f'.
    const ofTrend = this.#trend.weigh(byVariance);
    for (let q = 0; q < ofTrend.length; q++) ofTrend[q] = 2 * this.#t * (this.#f[q]! - ofTrend[q]!);
    for (let i = 0; i < n; i++) {
      byMean[i] = this.#bend[i]! * this.#alpha[i]!;
      byVariance[i]! *= -2 * this.#bend[i]!;
    }
    const { meanSlope, varianceSlope } = this.#slopes;
    this.#cloud.slopes(x, [byMean, byVariance], [meanSlope, varianceSlope]);
    for (let j = 0; j < x.length; j++) {
      meanSlope[j]! *= this.#w[j]!;
      varianceSlope[j]! *= this.#w[j]!;
    }
    this.#trend.addSlopes(meanSlope, x, this.#weights);
    this.#trend.addSlopes(varianceSlope, x, ofTrend);
    return this.#slopes;
  }
}

/** The least variance: below it, rounding decides. */
const tiny = 1e-12;
