/**
 * A trend under a Gaussian process: a slope and a bowl along every numeric coordinate, of which the data say how much there
 * is. Without it a model whose lengths are short believes that far from all points results are as usual: so it looks for the
 * best in every corner, where the bowl of a loss says at once that nothing is to be had.
 *
 * Notation: f the features of a point, the Legendre polynomials of degree 1 and 2 of each of its m numeric coordinates, over
 * √m; they are 0 where the coordinate is inactive. F holds those of the data, shape [n][p]. The covariance of two points is
 * t f · f', which is the same as to have weights with a normal prior of variance t.
 *
 * @source Rasmussen and Williams 2006, section 2.7; Cowen-Rivers et al. 2022 (HEBO) add a linear kernel to the same end
 */
import { Columns } from "./columns.ts";
import type { Kind } from "./kernel.ts";

export class Trend {
  /** p, how many features there are: two for each numeric coordinate. */
  readonly size: number;
  /** Which coordinates are numeric. */
  readonly #places: readonly number[];
  readonly #scale: number;
  /** A column for each feature of the data. */
  readonly #F: Columns;
  readonly #f: Float64Array;
  readonly #terms: Float64Array;

  /** @param X  shape [n][d], NaN where inactive */
  constructor(X: readonly Float64Array[], kinds: readonly Kind[]) {
    this.#places = [...kinds.keys()].filter((j) => kinds[j] !== "label");
    this.size = 2 * this.#places.length;
    this.#scale = 1 / Math.sqrt(Math.max(1, this.#places.length));
    this.#f = new Float64Array(this.size);
    this.#terms = new Float64Array(this.size);
    const n = X.length;
    this.#F = new Columns(this.size, n);
    X.forEach((x, i) => {
      const f = this.features(x);
      for (let q = 0; q < this.size; q++) this.#F.values[q * n + i] = f[q]!;
    });
  }

  /** The features of a point, shape [p]; good until the next call, which uses the same room. */
  features(x: Float64Array): Float64Array {
    const f = this.#f;
    const c = this.#scale;
    for (let q = 0; q < this.size; q += 2) {
      const z = x[this.#places[q >> 1]!]!;
      const isOff = Number.isNaN(z);
      f[q] = isOff ? 0 : c * (2 * z - 1);
      f[q + 1] = isOff ? 0 : c * (6 * z * z - 6 * z + 1);
    }
    return f;
  }

  /** f · f' of all pairs i >= k of the data, packed by rows: shape [n (n + 1) / 2]. */
  pairs(): Float64Array {
    const n = this.#F.stride;
    const out = new Float64Array((n * (n + 1)) / 2);
    const f = this.#terms;
    for (let i = 0, p = 0; i < n; p += ++i) {
      for (let q = 0; q < this.size; q++) f[q] = this.#F.values[q * n + i]!;
      this.#F.addInTurn(f, out.subarray(p, p + i + 1));
    }
    return out;
  }

  /** Adds t f · F_i to the first entries. */
  addTo(out: Float64Array, f: Float64Array, t: number): void {
    for (let q = 0; q < this.size; q++) this.#terms[q] = t * f[q]!;
    this.#F.addProducts(this.#terms, out);
  }

  /** Σ_i g_i F_i, shape [p]. */
  weigh(g: Float64Array): Float64Array {
    const out = new Float64Array(this.size);
    this.#F.project(g, out);
    return out;
  }

  /** Adds to each of `out`, shape [d], how b · f changes with the coordinates of x. */
  addSlopes(out: Float64Array, x: Float64Array, b: Float64Array): void {
    for (let q = 0; q < this.size; q += 2) {
      const j = this.#places[q >> 1]!;
      if (!Number.isNaN(x[j]!)) out[j]! += this.#scale * (2 * b[q]! + (12 * x[j]! - 6) * b[q + 1]!);
    }
  }
}
