/** The part of a quadratic that a support leaves over. */
export interface Face {
  /** Symmetric, positive semidefinite, shape [p, p]. */
  readonly H: Float64Array;
  /** The slope at the start, penalty included, shape [p]. */
  readonly slope: Float64Array;
  /** The l1 penalty, shape [p]. */
  readonly lasso: Float64Array;
  /** The coordinates that may move, those without penalty first, shape [s]. */
  readonly on: readonly number[];
}

/** A pivot less than this share of its diagonal is rounding: some hundred times that of a sum of a few hundred products. */
const lost = 1e-13;

/** A slope less than this share of the penalty is rounding, too. */
const level = 1e-9;

/** The curvature that a direction without any gets, as a share of the diagonal: so little that the step goes out of sight. */
const faint = 1e-20;

/**
 * The step d with H d = −slope on some of the coordinates, by a Cholesky factor.
 *
 * Where H is singular, a coordinate whose pivot is lost depends on those before it: along that direction the loss is
 * level and only the penalty may fall. If it does, the step goes far down there (and is cut where a weight gets to 0); if
 * not, it leaves the coordinate alone.
 *
 * @returns d on those coordinates, shape [s]
 * @cost O(s³)
 * @source Golub, Van Loan 2013, Matrix Computations, alg. 4.2.1; what it does to lost pivots is ours
 */
export function solveOn({ H, slope, lasso, on }: Face): Float64Array {
  const p = slope.length;
  const s = on.length;
  const L = new Float64Array(s * s);
  const d = new Float64Array(s);
  const isLost = new Uint8Array(s);
  for (let a = 0; a < s; a++) {
    const at = on[a]!;
    let pivot = H[at * p + at]!;
    let rest = -slope[at]!;
    for (let b = 0; b < a; b++) {
      if (isLost[b]) continue;
      let sum = H[at * p + on[b]!]!;
      for (let c = 0; c < b; c++) sum -= L[a * s + c]! * L[b * s + c]!;
      const l = sum / L[b * s + b]!;
      L[a * s + b] = l;
      pivot -= l * l;
      rest -= l * d[b]!;
    }
    const h = H[at * p + at]!;
    if (pivot > lost * h) {
      L[a * s + a] = Math.sqrt(pivot);
      d[a] = rest / L[a * s + a]!;
    } else {
      isLost[a] = 1;
      d[a] = h > 0 && Math.abs(rest) > level * lasso[at]! && lasso[at]! > 0 ? rest / (faint * h) : 0;
    }
  }
  for (let a = s - 1; a >= 0; a--) {
    if (isLost[a]) continue;
    let sum = d[a]!;
    for (let c = a + 1; c < s; c++) sum -= L[c * s + a]! * d[c]!;
    d[a] = sum / L[a * s + a]!;
  }
  return d;
}
