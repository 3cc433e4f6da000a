/**
 * Symmetric eigenproblems by Jacobi's rotations: slower than tridiagonal methods, shorter, and exact to the last digits.
 *
 * Source: Golub and Van Loan 2013, "Matrix Computations", algorithms 8.5.1 and 8.5.3 (cyclic Jacobi).
 */

/** A = V diag(values) Vᵀ. */
export interface Eigen {
  /** Shape [n], ascending. */
  readonly values: Float64Array;
  /** Shape [n, n], row-major; column k belongs to value k. */
  readonly vectors: Float64Array;
}

/** Convergence is quadratic: 6 to 10 sweeps do for any size; the rest is for the unforeseen. */
const mostSweeps = 50;

/**
 * All eigenvalues and eigenvectors.
 *
 * @param a  shape [n, n], symmetric, finite; it stays as it was
 * @cost about 8 n² rotations of 6 n multiplications: 1 ms for n = 20, 0.3 s for n = 200
 */
export function symmetricEigen(a: Float64Array, n: number): Eigen {
  const A = a.slice();
  const V = identity(n);
  for (let sweep = 0; sweep < mostSweeps; sweep++) {
    let isDiagonal = true;
    for (let p = 0; p < n - 1; p++) {
      for (let q = p + 1; q < n; q++) {
        const apq = A[p * n + q]!;
        const scale = Math.sqrt(Math.abs(A[p * n + p]! * A[q * n + q]!));
        if (apq === 0 || Math.abs(apq) <= 1e-17 * scale) continue;
        isDiagonal = false;
        rotate(A, V, n, [p, q]);
      }
    }
    if (isDiagonal) break;
  }
  const order = Array.from({ length: n }, (_, i) => i).sort((i, j) => A[i * n + i]! - A[j * n + j]! || i - j);
  const vectors = new Float64Array(n * n);
  for (let i = 0; i < n; i++) for (let k = 0; k < n; k++) vectors[i * n + k] = V[i * n + order[k]!]!;
  return { values: Float64Array.from(order, (i) => A[i * n + i]!), vectors };
}

/** A ← Jᵀ A J, V ← V J, with the rotation J that makes A[p, q] zero. */
function rotate(A: Float64Array, V: Float64Array, n: number, [p, q]: readonly [number, number]): void {
  const apq = A[p * n + q]!;
  const tau = (A[q * n + q]! - A[p * n + p]!) / (2 * apq); // algorithm 8.5.1
  const t = tau >= 0 ? 1 / (tau + Math.hypot(1, tau)) : 1 / (tau - Math.hypot(1, tau));
  const c = 1 / Math.hypot(1, t);
  const s = t * c;
  A[p * n + p]! -= t * apq;
  A[q * n + q]! += t * apq;
  A[p * n + q] = 0;
  A[q * n + p] = 0;
  for (let k = 0; k < n; k++) {
    const [vp, vq] = [V[k * n + p]!, V[k * n + q]!];
    V[k * n + p] = c * vp - s * vq;
    V[k * n + q] = s * vp + c * vq;
    if (k === p || k === q) continue;
    const [akp, akq] = [A[k * n + p]!, A[k * n + q]!];
    const [np, nq] = [c * akp - s * akq, s * akp + c * akq];
    A[k * n + p] = np;
    A[p * n + k] = np;
    A[k * n + q] = nq;
    A[q * n + k] = nq;
  }
}

/** Shape [n, n]. */
export function identity(n: number): Float64Array {
  const out = new Float64Array(n * n);
  for (let i = 0; i < n; i++) out[i * n + i] = 1;
  return out;
}
