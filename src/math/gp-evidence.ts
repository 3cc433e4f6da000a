/**
 * How well hyperparameters explain data under a Gaussian process, with the gradient.
 *
 * Notation: theta = [ln l_1 … ln l_d, ln s, ln v, ln t]: lengths, and the variances of signal, noise and trend;
 * K = s M + t F Fᵀ + v I; alpha = K⁻¹ y. Sources: Rasmussen and Williams 2006, eq. 2.30, 5.8, 5.9. All priors are normals on theta, so that the
 * most probable theta does not depend on how it is written.
 */
import { factor, inverse, logDet } from "./cholesky.ts";
import { Cloud } from "./cloud.ts";
import { Columns } from "./columns.ts";
import type { Kind } from "./kernel.ts";
import type { Differentiable } from "./lbfgs.ts";
import { Trend } from "./trend.ts";

/** Observations: X shape [n][d] with NaN where inactive, y shape [n], standardised. */
export interface Observations {
  readonly X: readonly Float64Array[];
  readonly y: Float64Array;
  /** Shape [d]. */
  readonly kinds: readonly Kind[];
}

/** A normal prior on each entry of theta. */
export interface Prior {
  readonly mean: Float64Array;
  readonly sd: Float64Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/** K factored, and what follows from it. */
export interface Factored {
  /** Shape [n, n], lower. */
  readonly L: Float64Array;
  readonly alpha: Float64Array;
}

/**
 * The prior of d coordinates.
 *
 * Lengths around 1/2, growing with √(m/8) above m = 8 coordinates as Hvarfner et al. 2024 argue (distances grow with √m);
 * signal variance around 1, since y is standardised; noise variance around 1e-3, over two orders of magnitude; the variance
 * of the trend's weights around a tenth.
 *
 * @param active  m, how many coordinates a point has on average: fewer than d where some are inactive
 */
export function priorOf(d: number, active = d): Prior {
  const length = Math.log(0.5 * Math.max(1, Math.sqrt(active / 8)));
  const fill = (ofLength: number, ...ofVariances: readonly [signal: number, noise: number, trend: number]) =>
    Float64Array.from({ length: d + 3 }, (_, j) => (j < d ? ofLength : ofVariances[j - d]!));
  return {
    mean: fill(length, 0, Math.log(1e-3), Math.log(0.1)),
    sd: fill(1, 1, 2, 1.5),
    low: fill(Math.log(0.01), Math.log(1e-3), Math.log(1e-6), Math.log(1e-6)),
    high: fill(Math.log(100), Math.log(50), 0, Math.log(20)),
  };
}

/**
 * The negative log posterior of theta, without constants, as a function to minimise.
 *
 * @returns Infinity (and a zero gradient) where K cannot be factored
 */
export function negativeLogPosterior(data: Observations, prior: Prior): Differentiable {
  const { y, kinds } = data;
  const n = y.length;
  const d = kinds.length;
  const cloud = new Cloud(data.X, kinds);
  const deltas = new Columns(d, (n * (n - 1)) / 2);
  for (let j = 0; j < d; j++) cloud.pairs(j, deltas.at(j));
  const trend = new Trend(data.X, kinds).pairs();
  const r2 = new Float64Array(deltas.stride);
  const slopes = new Float64Array(r2.length); // s M'(r²), and then the pull on each pair
  const K = new Float64Array(n * n);
  const room = new Float64Array(n * n);

  return (theta) => {
    const gradient = new Float64Array(d + 3);
    const [s, v, t] = theta.subarray(d).map(Math.exp) as unknown as readonly [number, number, number];
    r2.fill(0);
    deltas.addInTurn(theta.subarray(0, d).map(weightOf), r2);
    for (let i = 0, p = 0; i < n; i++) {
      for (let k = 0; k < i; k++, p++) {
        const r = Math.sqrt(5 * r2[p]!); // matern52 and its slope, with one exp for both
        const e = s * Math.exp(-r);
        K[i * n + k] = (1 + r + (r * r) / 3) * e + t * trend[p + i]!; // p + i: the diagonal is packed, too
        slopes[p] = (-5 / 6) * (1 + r) * e;
      }
      K[i * n + i] = s + t * trend[p + i]!;
    }
    const found = factored(K, n, { s, v, y, L: room });
    if (!found) return { value: Number.POSITIVE_INFINITY, gradient };
    const { L, alpha } = found;

    let value = 0.5 * logDet(L, n); // eq. 2.30
    for (let i = 0; i < n; i++) value += 0.5 * y[i]! * alpha[i]!;

    const z = theta.map((v, j) => (v - prior.mean[j]!) / prior.sd[j]!);
    for (let j = 0; j < d + 3; j++) value += 0.5 * z[j]! * z[j]!;
    return {
      value,
      get gradient() {
        const inv = inverse(L, n, L);
        let [byAll, byNoise, byTrend] = [0, 0, 0]; // by all but the noise
        for (let i = 0, p = 0; i < n; i++) {
          for (let k = 0; k < i; k++, p++) {
            const outer = alpha[i]! * alpha[k]! - inv[i * n + k]!; // (alpha alphaᵀ - K⁻¹), eq. 5.9
            byAll -= outer * K[i * n + k]!;
            byTrend -= outer * t * trend[p + i]!;
            slopes[p]! *= outer;
          }
          const residual = inv[i * n + i]! - alpha[i]! ** 2;
          byAll += 0.5 * residual * K[i * n + i]!;
          byTrend += 0.5 * residual * t * trend[p + i]!;
          byNoise += 0.5 * residual * v;
        }
        deltas.project(slopes, gradient.subarray(0, d));
        for (let j = 0; j < d; j++) gradient[j]! *= 2 * weightOf(theta[j]!); // d r² / d ln l_j = -2 w_j delta_j
        gradient.set([byAll - byTrend, byNoise, byTrend], d);
        for (let j = 0; j < d + 3; j++) gradient[j]! += z[j]! / prior.sd[j]!;
        return gradient;
      },
    };
  };
}

/** w_j by ln l_j. */
function weightOf(theta: number): number {
  return Math.exp(-2 * theta);
}

/**
 * Factors K + v I, with rising jitter where it must.
 *
 * @param K  shape [n, n], of which the lower half is read; stays as it was
 * @param o.L  where it is written
 * @returns null where no jitter helps
 */
export function factored(
  K: Float64Array,
  n: number,
  o: { readonly s: number; readonly v: number; readonly y: Float64Array; readonly L?: Float64Array },
): Factored | null {
  const { s, v, y, L = new Float64Array(n * n) } = o;
  for (const jitter of [0, 1e-10, 1e-8, 1e-6, 1e-4]) {
    L.set(K);
    for (let i = 0; i < n; i++) L[i * n + i]! += v + jitter * s;
    const alpha = y.slice();
    if (factor(L, n, alpha)) return { L, alpha };
  }
  return null;
}
