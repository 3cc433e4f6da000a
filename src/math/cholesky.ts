/**
 * Symmetric positive definite systems. Matrices are row-major `Float64Array`s of n * n; only the lower half is read.
 *
 * The inner loops take four rows at a time: four sums that do not wait for each other keep a processor busy, one does not.
 */

/**
 * Factors A = L Lᵀ in place: the lower half of `a` becomes L, the upper half stays as it was.
 *
 * @param a  shape [n, n], symmetric
 * @returns false when A is not positive definite to working precision (or has a NaN); `a` is spoilt then
 * @cost n³ / 6 multiplications
 */
export function factor(a: Float64Array, n: number): boolean {
  for (let i = 0; i < n; i++) {
    const rowI = i * n;
    let j = 0;
    for (; j + 3 < i; j += 4) {
      const [r0, r1, r2, r3] = [j * n, (j + 1) * n, (j + 2) * n, (j + 3) * n] as const;
      let [s0, s1, s2, s3] = [a[rowI + j]!, a[rowI + j + 1]!, a[rowI + j + 2]!, a[rowI + j + 3]!];
      for (let k = 0; k < j; k++) {
        const x = a[rowI + k]!;
        s0 -= x * a[r0 + k]!;
        s1 -= x * a[r1 + k]!;
        s2 -= x * a[r2 + k]!;
        s3 -= x * a[r3 + k]!;
      }
      s0 /= a[r0 + j]!;
      s1 = (s1 - s0 * a[r1 + j]!) / a[r1 + j + 1]!;
      s2 = (s2 - s0 * a[r2 + j]! - s1 * a[r2 + j + 1]!) / a[r2 + j + 2]!;
      s3 = (s3 - s0 * a[r3 + j]! - s1 * a[r3 + j + 1]! - s2 * a[r3 + j + 2]!) / a[r3 + j + 3]!;
      a[rowI + j] = s0;
      a[rowI + j + 1] = s1;
      a[rowI + j + 2] = s2;
      a[rowI + j + 3] = s3;
    }
    for (; j < i; j++) {
      let sum = a[rowI + j]!;
      for (let k = 0; k < j; k++) sum -= a[rowI + k]! * a[j * n + k]!;
      a[rowI + j] = sum / a[j * n + j]!;
    }
    let left = a[rowI + i]!;
    for (let k = 0; k < i; k++) left -= a[rowI + k]! ** 2;
    if (!(left > 0)) return false;
    a[rowI + i] = Math.sqrt(left);
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
  let i = 0;
  for (; i + 3 < n; i += 4) {
    const [r0, r1, r2, r3] = [i * n, (i + 1) * n, (i + 2) * n, (i + 3) * n] as const;
    let [s0, s1, s2, s3] = [b[i]!, b[i + 1]!, b[i + 2]!, b[i + 3]!];
    for (let k = 0; k < i; k++) {
      const x = b[k]!;
      s0 -= x * l[r0 + k]!;
      s1 -= x * l[r1 + k]!;
      s2 -= x * l[r2 + k]!;
      s3 -= x * l[r3 + k]!;
    }
    s0 /= l[r0 + i]!;
    s1 = (s1 - s0 * l[r1 + i]!) / l[r1 + i + 1]!;
    s2 = (s2 - s0 * l[r2 + i]! - s1 * l[r2 + i + 1]!) / l[r2 + i + 2]!;
    s3 = (s3 - s0 * l[r3 + i]! - s1 * l[r3 + i + 1]! - s2 * l[r3 + i + 2]!) / l[r3 + i + 3]!;
    b[i] = s0;
    b[i + 1] = s1;
    b[i + 2] = s2;
    b[i + 3] = s3;
  }
  for (; i < n; i++) {
    let sum = b[i]!;
    for (let k = 0; k < i; k++) sum -= l[i * n + k]! * b[k]!;
    b[i] = sum / l[i * n + i]!;
  }
  return b;
}

/** Solves Lᵀ x = b; see {@link solveLower}. */
export function solveUpper(l: Float64Array, n: number, b: Float64Array): Float64Array {
  let i = n - 1;
  for (; i >= 3; i -= 4) {
    const [r0, r1, r2, r3] = [i * n, (i - 1) * n, (i - 2) * n, (i - 3) * n] as const;
    const x0 = b[i]! / l[r0 + i]!;
    const x1 = (b[i - 1]! - x0 * l[r0 + i - 1]!) / l[r1 + i - 1]!;
    const x2 = (b[i - 2]! - x0 * l[r0 + i - 2]! - x1 * l[r1 + i - 2]!) / l[r2 + i - 2]!;
    const x3 = (b[i - 3]! - x0 * l[r0 + i - 3]! - x1 * l[r1 + i - 3]! - x2 * l[r2 + i - 3]!) / l[r3 + i - 3]!;
    b[i] = x0;
    b[i - 1] = x1;
    b[i - 2] = x2;
    b[i - 3] = x3;
    for (let k = 0; k < i - 3; k++) {
      b[k] = b[k]! - x0 * l[r0 + k]! - x1 * l[r1 + k]! - x2 * l[r2 + k]! - x3 * l[r3 + k]!;
    }
  }
  for (; i >= 0; i--) {
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
 * @cost n³ / 3 multiplications
 */
export function inverse(l: Float64Array, n: number): Float64Array {
  const columns = inverseColumns(l, n);
  const out = new Float64Array(n * n);
  const set = (i: number, j: number, v: number) => {
    out[i * n + j] = v;
    out[j * n + i] = v;
  };
  for (let i = 0; i < n; i++) {
    const rowI = i * n;
    let j = 0;
    for (; j + 3 <= i; j += 4) {
      const [r0, r1, r2, r3] = [j * n, (j + 1) * n, (j + 2) * n, (j + 3) * n] as const;
      let [s0, s1, s2, s3] = [0, 0, 0, 0];
      for (let k = i; k < n; k++) {
        const x = columns[rowI + k]!;
        s0 += x * columns[r0 + k]!;
        s1 += x * columns[r1 + k]!;
        s2 += x * columns[r2 + k]!;
        s3 += x * columns[r3 + k]!;
      }
      set(i, j, s0);
      set(i, j + 1, s1);
      set(i, j + 2, s2);
      set(i, j + 3, s3);
    }
    for (; j <= i; j++) {
      let sum = 0;
      for (let k = i; k < n; k++) sum += columns[rowI + k]! * columns[j * n + k]!;
      set(i, j, sum);
    }
  }
  return out;
}

/** L⁻¹ by columns: row j of what comes is column j, so that loops over it run along rows. */
function inverseColumns(l: Float64Array, n: number): Float64Array {
  const columns = new Float64Array(n * n);
  for (let j = 0; j < n; j++) columns[j * n + j] = 1 / l[j * n + j]!;
  for (let i = 1; i < n; i++) {
    const rowI = i * n;
    const scale = -1 / l[rowI + i]!;
    let j = 0;
    for (; j + 3 < i; j += 4) {
      const [r0, r1, r2, r3] = [j * n, (j + 1) * n, (j + 2) * n, (j + 3) * n] as const;
      let [s0, s1, s2, s3] = [0, 0, 0, 0];
      // The columns begin at their own diagonals; what lies before is 0.
      for (let k = j; k < i; k++) {
        const x = l[rowI + k]!;
        s0 += x * columns[r0 + k]!;
        s1 += x * columns[r1 + k]!;
        s2 += x * columns[r2 + k]!;
        s3 += x * columns[r3 + k]!;
      }
      columns[r0 + i] = s0 * scale;
      columns[r1 + i] = s1 * scale;
      columns[r2 + i] = s2 * scale;
      columns[r3 + i] = s3 * scale;
    }
    for (; j < i; j++) {
      let sum = 0;
      for (let k = j; k < i; k++) sum += l[rowI + k]! * columns[j * n + k]!;
      columns[j * n + i] = sum * scale;
    }
  }
  return columns;
}

/** ln det A of A = L Lᵀ. */
export function logDet(l: Float64Array, n: number): number {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += Math.log(l[i * n + i]!);
  return 2 * sum;
}
