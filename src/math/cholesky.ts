/** Symmetric positive definite systems. Matrices are row-major `Float64Array`s of n * n; only the lower half is read. */

/**
 * Factors A = L Lᵀ in place: the lower half of `a` becomes L, the upper half stays as it was.
 *
 * @param a  shape [n, n], symmetric
 * @returns false when A is not positive definite to working precision (or has a NaN); `a` is spoilt then
 * @cost n³ / 3 multiplications
 */
export function factor(a: Float64Array, n: number): boolean {
  for (let i = 0; i < n; i++) {
    const rowI = i * n;
    for (let j = 0; j <= i; j++) {
      const rowJ = j * n;
      let sum = a[rowI + j]!;
      for (let k = 0; k < j; k++) sum -= a[rowI + k]! * a[rowJ + k]!;
      if (i !== j) a[rowI + j] = sum / a[rowJ + j]!;
      else if (sum > 0) a[rowI + i] = Math.sqrt(sum);
      else return false;
    }
  }
  return true;
}

/**
 * Solves L x = b.
 *
 * @param l  shape [n, n], as `factor` leaves it
 * @param b  shape [n]; becomes x
 */
export function solveLower(l: Float64Array, n: number, b: Float64Array): Float64Array {
  for (let i = 0; i < n; i++) {
    let sum = b[i]!;
    for (let k = 0; k < i; k++) sum -= l[i * n + k]! * b[k]!;
    b[i] = sum / l[i * n + i]!;
  }
  return b;
}

/** Solves Lᵀ x = b; see {@link solveLower}. */
export function solveUpper(l: Float64Array, n: number, b: Float64Array): Float64Array {
  for (let i = n - 1; i >= 0; i--) {
    const x = b[i]! / l[i * n + i]!;
    b[i] = x;
    for (let k = 0; k < i; k++) b[k]! -= l[i * n + k]! * x;
  }
  return b;
}

/**
 * The inverse of A = L Lᵀ.
 *
 * @param l  shape [n, n], as `factor` leaves it
 * @returns shape [n, n], symmetric
 * @cost 2 n³ / 3 multiplications
 */
export function inverse(l: Float64Array, n: number): Float64Array {
  // Row j of `columns` is column j of L⁻¹, so that both loops run along rows.
  const columns = new Float64Array(n * n);
  for (let j = 0; j < n; j++) {
    const at = j * n;
    columns[at + j] = 1 / l[at + j]!;
    for (let i = j + 1; i < n; i++) {
      let sum = 0;
      for (let k = j; k < i; k++) sum -= l[i * n + k]! * columns[at + k]!;
      columns[at + i] = sum / l[i * n + i]!;
    }
  }
  const out = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let k = i; k < n; k++) sum += columns[i * n + k]! * columns[j * n + k]!;
      out[i * n + j] = sum;
      out[j * n + i] = sum;
    }
  }
  return out;
}

/** ln det A of A = L Lᵀ. */
export function logDet(l: Float64Array, n: number): number {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += Math.log(l[i * n + i]!);
  return 2 * sum;
}
