import type { Matrix } from "../matrix.ts";

/** A smooth convex function of p weights. */
export interface SmoothLoss {
  /** p. */
  readonly size: number;
  /** The value at w, shape [p]; remembers w for `derivatives`. */
  value(w: Float64Array): number;
  /** The derivatives at the w last given to `value`: the gradient into g, shape [p], the Hessian into H, shape [p, p]. */
  derivatives(g: Float64Array, H: Float64Array): void;
}

/** What is learned from. */
export interface Sample {
  /** Shape [n, p]; a column of constants stands for the intercept. */
  readonly X: Matrix;
  /** Classes, shape [n], each in [0, k). */
  readonly codes: Int32Array;
  /** How much the loss of one row counts against the penalty, > 0. */
  readonly C: number;
  /** How much each row counts beside the others, shape [n]; null where all count alike. */
  readonly weight: Float64Array | null;
  /** The ridge on each column: adds ½ Σ ridge[j] w[j]², shape [p]. */
  readonly ridge: Float64Array;
}

/** X w, into z, shape [n]; the weights start at an offset. */
export function project(X: Matrix, w: Float64Array, offset: number, z: Float64Array): void {
  const { data, rows, cols } = X;
  for (let i = 0, at = 0; i < rows; i++) {
    let sum = 0;
    for (let j = 0; j < cols; j++) sum += data[at++]! * w[offset + j]!;
    z[i] = sum;
  }
}

/** Xᵀ r, added to g from an offset on; r has shape [n]. */
export function addProjectedBack(X: Matrix, r: Float64Array, g: Float64Array, offset: number): void {
  const { data, rows, cols } = X;
  for (let i = 0, at = 0; i < rows; i++) {
    const ri = r[i]!;
    for (let j = 0; j < cols; j++) g[offset + j]! += ri * data[at++]!;
  }
}

/**
 * The lower triangle of Xᵀ diag(v) X, into G, shape [p, p].
 *
 * Four rows at a time, so that an entry of G is read and written once for four products: twice as fast.
 */
export function weightedGram(X: Matrix, v: Float64Array, G: Float64Array): void {
  const { data, rows, cols: p } = X;
  G.fill(0);
  let i = 0;
  for (; i + 3 < rows; i += 4) {
    const a = i * p;
    const b = a + p;
    const c = b + p;
    const d = c + p;
    const va = v[i]!;
    const vb = v[i + 1]!;
    const vc = v[i + 2]!;
    const vd = v[i + 3]!;
    for (let j = 0; j < p; j++) {
      const xa = va * data[a + j]!;
      const xb = vb * data[b + j]!;
      const xc = vc * data[c + j]!;
      const xd = vd * data[d + j]!;
      const row = j * p;
      for (let m = 0; m <= j; m++) {
        G[row + m]! += xa * data[a + m]! + xb * data[b + m]! + xc * data[c + m]! + xd * data[d + m]!;
      }
    }
  }
  for (; i < rows; i++) {
    const a = i * p;
    for (let j = 0; j < p; j++) {
      const xa = v[i]! * data[a + j]!;
      for (let m = 0; m <= j; m++) G[j * p + m]! += xa * data[a + m]!;
    }
  }
}
