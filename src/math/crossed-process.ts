/**
 * A Gaussian process over a table of which some cells are known: rows are points, such as configurations, columns are the same for all,
 * such as folds.
 *
 * Notation: y_ij = g_i + n_i + b_j + h_ij + e_ij, where g, and in each column of its own h, change smoothly with the point of row i
 * (Matérn-5/2 with r² = Σ_d w_d delta_d), and n and e do not. So Cov(y_ij, y_kl) = A_ik + [j = l] B_ik with
 * A = s_m + s_g k + [i = k] s_n and B = s_b + s_h k + [i = k] s_e. theta holds ln w_d of each coordinate, then ln of s_g, s_n, s_b, s_h, s_e.
 * Values are such that 1 is a usual spread, and 0 a usual value.
 *
 * @source Rasmussen and Williams 2006, eqs. 2.23 to 2.26 and 5.8; the crossed effects are those of Swersky, Snoek and Adams 2013,
 *   "Multi-task Bayesian optimization", section 3.2, with columns that are exchangeable
 */

import { factor, logDet, solveLower, Triangle } from "./cholesky.ts";
import { Cloud } from "./cloud.ts";
import { dot } from "./dot.ts";
import { type Kind, matern52 } from "./kernel.ts";

/** The rows. */
export interface Points {
  /** Shape [n][d], NaN where inactive. */
  readonly X: readonly Float64Array[];
  readonly kinds: readonly Kind[];
}

/** What is known. */
export interface Cells {
  /** Row, column and value of each cell, shape [N] each. */
  readonly rows: readonly number[];
  readonly columns: readonly number[];
  readonly y: Float64Array;
}

/** s_m: the level of the table is hardly known before. */
const levelVariance = 9;
/** Keeps matrices positive definite where cells are copies of each other. */
const jitter = 1e-6;
/** Before the data: ln w of a coordinate, then ln of the five variances, with the standard deviations of these beliefs; vague ones. */
const usualWeight = { mean: 1.5, sd: 2 };
const usualVariances = { mean: [0, -4, -1, -2, -2], sd: 3 };
const bounds = { low: -9, high: 7 };

/** theta before anything is known. */
export function usualTheta(d: number): Float64Array {
  return Float64Array.from([...Array<number>(d).fill(usualWeight.mean), ...usualVariances.mean]);
}

/**
 * A theta that makes the cells likely, by a search along one coordinate after the other.
 *
 * @param start  where it begins
 * @param steps  how many coordinates are tried, each upwards and, where that does not help, downwards
 * @cost steps N³ / 3
 */
export function fitTheta(points: Points, cells: Cells, start: Float64Array, steps: number): Float64Array {
  const cloud = new Cloud(points.X, points.kinds);
  const deltas = points.kinds.map((_, j) => cloud.pairs(j));
  const lossAt = (theta: Float64Array) => negativeLogPosterior(deltas, points.X.length, cells, theta);
  let best = { theta: start, value: lossAt(start) };
  const step = new Float64Array(start.length).fill(0.8);
  for (let t = 0; t < steps; t++) {
    const j = t % start.length;
    const before = best;
    for (const by of [step[j]!, -step[j]!]) {
      const theta = Float64Array.from(best.theta);
      theta[j] = Math.min(bounds.high, Math.max(bounds.low, theta[j]! + by));
      const value = lossAt(theta);
      if (!(value < best.value)) continue;
      best = { theta, value };
      step[j] = 1.3 * by;
      break;
    }
    if (best === before) step[j]! *= -0.5;
  }
  return best.theta;
}

/** What is to be expected of the cells that are not known. */
export class CrossedPosterior {
  readonly #cells: Cells;
  readonly #n: number;
  readonly #A: Float64Array;
  readonly #B: Float64Array;
  readonly #L: Triangle;
  readonly #z: Float64Array;
  /** Whether there is one: not where cells contradict each other, such as two values of one. */
  readonly isSound: boolean;

  constructor(points: Points, cells: Cells, theta: Float64Array) {
    const cloud = new Cloud(points.X, points.kinds);
    const deltas = points.kinds.map((_, j) => cloud.pairs(j));
    this.#cells = cells;
    this.#n = points.X.length;
    [this.#A, this.#B] = covariances(deltas, this.#n, theta);
    const L = covarianceOf(cells, this.#n, this.#A, this.#B);
    this.isSound = factor(L, cells.y.length);
    this.#L = new Triangle(L, cells.y.length);
    this.#z = this.#L.lower(Float64Array.from(cells.y));
  }

  /** The mean of a row over all of its columns. */
  meanOf(row: number, columns: number): { readonly mean: number; readonly variance: number } {
    const v = this.#half(row, () => 1 / columns);
    const at = row * this.#n + row;
    const variance = this.#A[at]! + this.#B[at]! / columns - dot(v, v);
    return { mean: dot(v, this.#z), variance: Math.max(0, variance) };
  }

  /** The columns of a row, that first which says most of the row's mean, then that which says most of what is left, and so on. */
  orderOf(row: number, columns: number): number[] {
    const at = row * this.#n + row;
    const halves = Array.from({ length: columns }, (_, g) =>
      this.#half(row, (column) => Number(column === g)),
    );
    const C = halves.map((v, g) =>
      halves.map((u, h) => this.#A[at]! + Number(g === h) * this.#B[at]! - dot(v, u)),
    );
    const left = new Set(halves.keys());
    const order: number[] = [];
    while (left.size > 0) {
      let [best, most] = [-1, -1];
      for (const g of left) {
        const shared = C[g]!.reduce((sum, c) => sum + c, 0);
        const worth = shared ** 2 / Math.max(1e-9, C[g]![g]!);
        if (worth > most) [best, most] = [g, worth];
      }
      order.push(best);
      left.delete(best);
      const known = [...C[best]!];
      const own = Math.max(1e-9, known[best]!);
      for (const line of C) {
        const share = line[best]! / own;
        for (let h = 0; h < columns; h++) line[h]! -= share * known[h]!;
      }
    }
    return order;
  }

  /** L⁻¹ of the covariances of all cells with A + share B of a row. */
  #half(row: number, shareOf: (column: number) => number): Float64Array {
    const { rows, columns } = this.#cells;
    const k = Float64Array.from(rows, (other, o) => {
      const at = row * this.#n + other;
      return this.#A[at]! + shareOf(columns[o]!) * this.#B[at]!;
    });
    return this.#L.lower(k);
  }
}

/** Up to a constant; Infinity where the matrix cannot be factored. */
function negativeLogPosterior(
  deltas: readonly Float64Array[],
  n: number,
  cells: Cells,
  theta: Float64Array,
): number {
  const size = cells.y.length;
  const L = covarianceOf(cells, n, ...covariances(deltas, n, theta));
  if (!factor(L, size)) return Number.POSITIVE_INFINITY;
  const z = solveLower(L, size, Float64Array.from(cells.y));
  let value = (dot(z, z) + logDet(L, size)) / 2;
  const d = deltas.length;
  theta.forEach((t, j) => {
    const { sd } = j < d ? usualWeight : usualVariances;
    const mean = j < d ? usualWeight.mean : usualVariances.mean[j - d]!;
    value += (t - mean) ** 2 / (2 * sd * sd);
  });
  return value;
}

/** A and B, shape [n, n] each. */
function covariances(
  deltas: readonly Float64Array[],
  n: number,
  theta: Float64Array,
): readonly [A: Float64Array, B: Float64Array] {
  const d = deltas.length;
  const w = theta.subarray(0, d).map(Math.exp);
  const [sg, sn, sb, sh, se] = theta.subarray(d).map(Math.exp) as unknown as [
    number,
    number,
    number,
    number,
    number,
  ];
  const [A, B] = [new Float64Array(n * n), new Float64Array(n * n)];
  for (let i = 0, p = 0; i < n; i++) {
    for (let k = 0; k < i; k++, p++) {
      let r2 = 0;
      for (let j = 0; j < d; j++) r2 += w[j]! * deltas[j]![p]!;
      const like = matern52(r2);
      A[i * n + k] = A[k * n + i] = levelVariance + sg * like;
      B[i * n + k] = B[k * n + i] = sb + sh * like;
    }
    A[i * n + i] = levelVariance + sg + sn;
    B[i * n + i] = sb + sh + se + jitter;
  }
  return [A, B];
}

/** The lower half of the covariance of all cells, shape [N, N]. */
function covarianceOf({ rows, columns }: Cells, n: number, A: Float64Array, B: Float64Array): Float64Array {
  const size = rows.length;
  const S = new Float64Array(size * size);
  for (let o = 0; o < size; o++) {
    const first = rows[o]! * n;
    for (let p = 0; p <= o; p++) {
      const at = first + rows[p]!;
      S[o * size + p] = columns[o] === columns[p] ? A[at]! + B[at]! : A[at]!;
    }
  }
  return S;
}
