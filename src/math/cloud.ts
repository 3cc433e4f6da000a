/**
 * Points laid out by coordinate, so that distances are summed along rows of memory, and an angle is taken once a point
 * instead of once a pair. The distances are those of `kernel.ts`, as squares of an explicit embedding.
 */
import { Columns } from "./columns.ts";
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
  /** Which of them are plain numbers, and which are not. */
  readonly #numbers: readonly number[];
  readonly #others: readonly number[];
  /** The columns of the plain numbers, and room for what each is to be weighed with and compared to. */
  readonly #values: Columns;
  readonly #terms: Float64Array;

  /** @param X  shape [n][d], NaN where inactive */
  constructor(X: readonly Float64Array[], kinds: readonly Kind[]) {
    this.size = X.length;
    const all = [...kinds.keys()];
    this.#numbers = all.filter((j) => kinds[j] === "number");
    this.#others = all.filter((j) => kinds[j] !== "number");
    this.#values = new Columns(this.#numbers.length, X.length);
    this.#terms = new Float64Array(2 * this.#numbers.length);
    let next = 0;
    this.#columns = kinds.map((kind, j) => {
      const a = kind === "number" ? this.#values.at(next++) : new Float64Array(X.length);
      for (let i = 0; i < a.length; i++) a[i] = X[i]![j]!;
      if (kind === "number") return { kind, a, b: none };
      if (kind === "label") return { kind, a: a.map(labelOf), b: none };
      return { kind, a: a.map(sine), b: a.map(cosine) };
    });
  }

  /**
   * r² = Σ_j w_j delta_j from x to the first points.
   *
   * @param x    shape [d]
   * @param w    shape [d]
   * @param out  is overwritten; at most as many as there are points
   */
  r2To(x: Float64Array, w: Float64Array, out: Float64Array): void {
    out.fill(0);
    for (const j of this.#others) addTo(out, this.#columns[j]!, x[j]!, w[j]!);
    const [numbers, terms] = [this.#numbers, this.#terms];
    for (let m = 0; m < numbers.length; m++) {
      terms[m] = w[numbers[m]!]!;
      terms[numbers.length + m] = x[numbers[m]!]!;
    }
    this.#values.addSquares(terms, out);
  }

  /** delta_j of all pairs i > k, packed by rows: shape [n (n - 1) / 2]. */
  pairs(j: number, out: Float64Array = new Float64Array((this.size * (this.size - 1)) / 2)): Float64Array {
    const { kind, a, b } = this.#columns[j]!;
    for (let i = 0, p = 0; i < this.size; i++) {
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

/** Adds w delta(x, x_i) of one column of angles or labels to the first entries. */
function addTo(out: Float64Array, { kind, a, b }: Column, x: number, w: number): void {
  if (kind === "label") {
    const label = labelOf(x);
    for (let i = 0; i < out.length; i++) if (a[i] !== label) out[i]! += w;
  } else {
    const [s, c] = [sine(x), cosine(x)];
    for (let i = 0; i < out.length; i++) {
      const [ds, dc] = [s - a[i]!, c - b[i]!];
      out[i]! += w * (ds * ds + dc * dc);
    }
  }
}

const labelOf = (x: number) => (Number.isNaN(x) ? -1 : x);
const sine = (x: number) => (Number.isNaN(x) ? 0 : Math.sin((Math.PI / 2) * x));
const cosine = (x: number) => (Number.isNaN(x) ? 0 : Math.cos((Math.PI / 2) * x));
