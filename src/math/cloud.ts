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
  /** Which of them are plain numbers. */
  readonly #numbers: readonly number[];

  /** @param X  shape [n][d], NaN where inactive */
  constructor(X: readonly Float64Array[], kinds: readonly Kind[]) {
    this.size = X.length;
    this.#columns = kinds.map((kind, j) => {
      const values = Float64Array.from(X, (row) => row[j]!);
      if (kind === "number") return { kind, a: values, b: none };
      if (kind === "label") return { kind, a: values.map(labelOf), b: none };
      return { kind, a: values.map(sine), b: values.map(cosine) };
    });
    this.#numbers = [...kinds.keys()].filter((j) => kinds[j] === "number");
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
    for (const [j, column] of this.#columns.entries()) {
      if (column.kind !== "number") addTo(out, column, { x: x[j]!, w: w[j]!, count });
    }
    const { length } = this.#numbers;
    let m = 0;
    for (; m + 3 < length; m += 4) {
      // Four columns at a time: what is summed is fetched and put back once for all of them.
      const [p, q, r, s] = [
        this.#numbers[m]!,
        this.#numbers[m + 1]!,
        this.#numbers[m + 2]!,
        this.#numbers[m + 3]!,
      ];
      const [a, b, c, d] = [
        this.#columns[p]!.a,
        this.#columns[q]!.a,
        this.#columns[r]!.a,
        this.#columns[s]!.a,
      ];
      const [xp, xq, xr, xs] = [x[p]!, x[q]!, x[r]!, x[s]!];
      const [wp, wq, wr, ws] = [w[p]!, w[q]!, w[r]!, w[s]!];
      for (let i = 0; i < count; i++) {
        const [tp, tq, tr, ts] = [xp - a[i]!, xq - b[i]!, xr - c[i]!, xs - d[i]!];
        out[i]! += wp * tp * tp + wq * tq * tq + wr * tr * tr + ws * ts * ts;
      }
    }
    for (; m < length; m++) {
      const j = this.#numbers[m]!;
      addTo(out, this.#columns[j]!, { x: x[j]!, w: w[j]!, count });
    }
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
   * Σ_i g_i d delta_j(x, x_i) / d x_j for each j, and the same of h; 0 for labels and where x is inactive.
   *
   * @param x  shape [d]
   * @param g  shape [n], as h
   * @param byG  shape [d], is overwritten, as byH
   */
  slopes(
    x: Float64Array,
    [g, h]: readonly [Float64Array, Float64Array],
    [byG, byH]: readonly [Float64Array, Float64Array],
  ): void {
    for (const [j, { kind, a, b }] of this.#columns.entries()) {
      const xj = x[j]!;
      let [ofG, ofH] = [0, 0];
      if (kind === "number") {
        for (let i = 0; i < this.size; i++) {
          const t = xj - a[i]!;
          ofG += g[i]! * t;
          ofH += h[i]! * t;
        }
        [ofG, ofH] = [2 * ofG, 2 * ofH];
      } else if (kind === "arc" && !Number.isNaN(xj)) {
        const [s, c] = [sine(xj), cosine(xj)];
        for (let i = 0; i < this.size; i++) {
          const t = b[i]! * s - a[i]! * c;
          ofG += g[i]! * t;
          ofH += h[i]! * t;
        }
        [ofG, ofH] = [Math.PI * ofG, Math.PI * ofH];
      }
      byG[j] = ofG;
      byH[j] = ofH;
    }
  }
}

/** Adds w delta(x, x_i) of one column to the first entries. */
function addTo(
  out: Float64Array,
  { kind, a, b }: Column,
  { x, w, count }: { readonly x: number; readonly w: number; readonly count: number },
): void {
  if (kind === "number") {
    for (let i = 0; i < count; i++) {
      const t = x - a[i]!;
      out[i]! += w * t * t;
    }
  } else if (kind === "label") {
    const label = labelOf(x);
    for (let i = 0; i < count; i++) if (a[i] !== label) out[i]! += w;
  } else {
    const [s, c] = [sine(x), cosine(x)];
    for (let i = 0; i < count; i++) {
      const [ds, dc] = [s - a[i]!, c - b[i]!];
      out[i]! += w * (ds * ds + dc * dc);
    }
  }
}

const labelOf = (x: number) => (Number.isNaN(x) ? -1 : x);
const sine = (x: number) => (Number.isNaN(x) ? 0 : Math.sin((Math.PI / 2) * x));
const cosine = (x: number) => (Number.isNaN(x) ? 0 : Math.cos((Math.PI / 2) * x));
