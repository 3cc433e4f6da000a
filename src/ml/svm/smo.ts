/**
 * Sequential minimal optimisation. Minimises ½ αᵀ Q α + pᵀ α with yᵀ α as it is at the start, 0 <= α <= C, and
 * Q_ij = y_i y_j K_ij, two coordinates at a time.
 *
 * G is the gradient Q α + p, and y G what is kept of it. Sources: Fan, Chen and Lin 2005, "Working set selection using second order information",
 * JMLR 6; Chang and Lin 2011, "LIBSVM", doi:10.1145/1961189.1961199. LIBSVM's steps without shrinking.
 */
export interface Problem {
  /** Row t of K, shape [n], single precision; it may be good only until the row after next. */
  readonly row: (t: number) => Float32Array;
  /** K_tt, shape [n]. */
  readonly diagonal: Float64Array;
  /** Each 1 or -1, shape [n]. */
  readonly y: Float64Array;
  /** Shape [n]. */
  readonly p: Float64Array;
  /** Shape [n], each > 0. */
  readonly C: Float64Array;
}

export interface Solution {
  /** Shape [n]. */
  readonly alpha: Float64Array;
  /** What is taken from the sum of a decision. */
  readonly rho: number;
  readonly nIter: number;
}

/** What stands for a curvature that is not above 0: LIBSVM's number. */
const tau = 1e-12;

/** @param limits  tol: how far the conditions of an optimum may be off; maxIter: steps at most, Infinity for no limit */
export function minimise(problem: Problem, { tol, maxIter }: { tol: number; maxIter: number }): Solution {
  const { y, p, C, row, diagonal } = problem;
  const n = y.length;
  const alpha = new Float64Array(n);
  const slope = p.map((pt, t) => y[t]! * pt); // y G; α begins at 0
  // Whether y α may still grow, and shrink.
  const mayGrow = Uint8Array.from(y, (yt) => Number(yt > 0));
  const mayShrink = Uint8Array.from(y, (yt) => Number(yt < 0));
  const look = (t: number) => {
    const [above, below] = [alpha[t]! > 0, alpha[t]! < C[t]!];
    mayGrow[t] = Number(y[t]! > 0 ? below : above);
    mayShrink[t] = Number(y[t]! > 0 ? above : below);
  };
  let nIter = 0;
  for (; nIter < maxIter; nIter++) {
    // The one that violates most …
    let most = Infinity;
    let i = -1;
    for (let t = 0; t < n; t++) {
      if (slope[t]! <= most && mayGrow[t] === 1) {
        most = slope[t]!;
        i = t;
      }
    }
    if (i < 0) break;
    const Ki = row(i);
    // … and the one with which it gains most, to second order.
    let least = -Infinity;
    let best = Infinity;
    let j = -1;
    const own = diagonal[i]!;
    for (let t = 0; t < n; t++) {
      if (mayShrink[t] === 0) continue;
      const st = slope[t]!;
      if (st > least) least = st;
      const gap = st - most;
      if (gap <= 0) continue;
      const curvature = own + diagonal[t]! - 2 * Ki[t]!;
      const gain = -(gap * gap) / (curvature > 0 ? curvature : tau);
      if (gain <= best) {
        best = gain;
        j = t;
      }
    }
    if (j < 0 || least - most < tol) break;

    const Kj = row(j);
    const [oldI, oldJ] = [alpha[i]!, alpha[j]!];
    step(problem, alpha, slope, { i, j, k: Ki[j]! });
    const di = y[i]! * (alpha[i]! - oldI);
    const dj = y[j]! * (alpha[j]! - oldJ);
    for (let t = 0; t < n; t++) slope[t]! += Ki[t]! * di + Kj[t]! * dj;
    look(i);
    look(j);
  }
  return { alpha, rho: rhoOf(problem, alpha, slope), nIter };
}

/** Goes to the best pair of values on the line and in the box. */
function step(
  { y, C, diagonal }: Problem,
  alpha: Float64Array,
  slope: Float64Array,
  { i, j, k }: { readonly i: number; readonly j: number; readonly k: number },
): void {
  const isSame = y[i] === y[j];
  const curvature = diagonal[i]! + diagonal[j]! - 2 * k;
  const along = curvature > 0 ? curvature : tau;
  const [Ci, Cj] = [C[i]!, C[j]!];
  const [Gi, Gj] = [y[i]! * slope[i]!, y[j]! * slope[j]!];
  let [a, b] = [alpha[i]!, alpha[j]!];
  if (!isSame) {
    const delta = (-Gi - Gj) / along;
    const difference = a - b;
    a += delta;
    b += delta;
    if (difference > 0 && b < 0) [a, b] = [difference, 0];
    else if (difference <= 0 && a < 0) [a, b] = [0, -difference];
    if (difference > Ci - Cj && a > Ci) [a, b] = [Ci, Ci - difference];
    else if (difference <= Ci - Cj && b > Cj) [a, b] = [Cj + difference, Cj];
  } else {
    const delta = (Gi - Gj) / along;
    const sum = a + b;
    a -= delta;
    b += delta;
    if (sum > Ci && a > Ci) [a, b] = [Ci, sum - Ci];
    else if (sum <= Ci && b < 0) [a, b] = [sum, 0];
    if (sum > Cj && b > Cj) [a, b] = [sum - Cj, Cj];
    else if (sum <= Cj && a < 0) [a, b] = [0, sum];
  }
  alpha[i] = a;
  alpha[j] = b;
}

/** The mean of y G where α is inside, or the middle of what bounds allow. */
function rhoOf({ y, C }: Problem, alpha: Float64Array, slope: Float64Array): number {
  let [upper, lower, sum, free] = [Infinity, -Infinity, 0, 0];
  for (let t = 0; t < y.length; t++) {
    if (alpha[t]! > 0 && alpha[t]! < C[t]!) {
      sum += slope[t]!;
      free++;
    } else if (alpha[t]! > 0 === y[t]! > 0) lower = Math.max(lower, slope[t]!);
    else upper = Math.min(upper, slope[t]!);
  }
  return free > 0 ? sum / free : (upper + lower) / 2;
}
