/**
 * Points laid out by coordinate, so that distances are summed along rows of memory, and an angle is taken once a point
 * instead of once a pair. The distances are those of `kernel.ts`, as squares of an explicit embedding.
 */
import type { Kind } from "./kernel.ts";

/** One coordinate of all points, shape [n] each. */
interface Column {
  readonly kind: Kind;
  /** The number; or the sine of the angle; or the label, -1 where inactive. */
  readonly a: Float64Array;
  /** The cosine of the angle, of an "arc"; sine and cosine are 0 where inactive. */
  readonly b: Float64Array;
}

const none = new Float64Array(0);

export class Cloud {
  readonly size: number;
  readonly #columns: readonly Column[];

  /** @param X  shape [n][d], NaN where inactive */
  constructor(X: readonly Float64Array[], kinds: readonly Kind[]) {
    this.size = X.length;
    this.#columns = kinds.map((kind, j) => {
      const values = Float64Array.from(X, (row) => row[j]!);
      if (kind === "number") return { kind, a: values, b: none };
      if (kind === "label") return { kind, a: values.map(labelOf), b: none };
      return { kind, a: values.map(sine), b: values.map(cosine) };
    });
  }

  /**
   * r² = Σ_j w_j delta_j from x to the first points.
   *
   * @param x    shape [d]
   * @param w    shape [d]
   * @param out  shape [at least count]; its first entries are overwritten
   */
  r2To(x: Float64Array, w: Float64Array, out: Float64Array, count = this.size): void {
    out.fill(0, 0, count);
    this.#columns.forEach(({ kind, a, b }, j) => {
      const [wj, xj] = [w[j]!, x[j]!];
      if (kind === "number") {
        for (let i = 0; i < count; i++) {
          const t = xj - a[i]!;
          out[i]! += wj * t * t;
        }
      } else if (kind === "label") {
        const label = labelOf(xj);
        for (let i = 0; i < count; i++) if (a[i] !== label) out[i]! += wj;
      } else {
        const [s, c] = [sine(xj), cosine(xj)];
        for (let i = 0; i < count; i++) {
          const [ds, dc] = [s - a[i]!, c - b[i]!];
          out[i]! += wj * (ds * ds + dc * dc);
        }
      }
    });
  }

  /** delta_j of all pairs i > k, packed by rows: shape [n (n - 1) / 2]. */
  pairs(j: number): Float64Array {
    const { kind, a, b } = this.#columns[j]!;
    const n = this.size;
    const out = new Float64Array((n * (n - 1)) / 2);
    for (let i = 0, p = 0; i < n; i++) {
      for (let k = 0; k < i; k++, p++) {
        const t = a[i]! - a[k]!;
        if (kind === "label") out[p] = Number(t !== 0);
        else out[p] = kind === "number" ? t * t : t * t + (b[i]! - b[k]!) ** 2;
      }
    }
    return out;
  }

  /**
   * Σ_i g_i d delta_j(x, x_i) / d x_j; 0 for labels and where x is inactive.
   *
   * @param g  shape [at least n]
   */
  slope(j: number, xj: number, g: Float64Array): number {
    const { kind, a, b } = this.#columns[j]!;
    if (kind === "label" || Number.isNaN(xj)) return 0;
    let sum = 0;
    if (kind === "number") {
      for (let i = 0; i < this.size; i++) sum += g[i]! * (xj - a[i]!);
      return 2 * sum;
    }
    const [s, c] = [sine(xj), cosine(xj)];
    for (let i = 0; i < this.size; i++) sum += g[i]! * (b[i]! * s - a[i]! * c);
    return Math.PI * sum;
  }
}

const labelOf = (x: number) => (Number.isNaN(x) ? -1 : x);
const sine = (x: number) => (Number.isNaN(x) ? 0 : Math.sin((Math.PI / 2) * x));
const cosine = (x: number) => (Number.isNaN(x) ? 0 : Math.cos((Math.PI / 2) * x));
