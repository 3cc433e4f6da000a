/**
 * The loops of `../cholesky.ts` and `../columns.ts`, which say what they do, in TypeScript. `cholesky.as` is their twin, to the
 * bit: so sums are added in the same order, along the rows of a matrix those of even and of odd places apart.
 *
 * Four rows are taken at a time: sums that do not wait for each other keep a processor busy, one does not.
 */

/** Rows or columns one behind the other, each of `stride` numbers. */
export interface Table {
  readonly values: Float64Array;
  readonly stride: number;
}

export function factor(a: Float64Array, n: number): boolean {
  for (let i = 0; i < n; i++) {
    const row = i * n;
    solveLower({ values: a, stride: n }, a.subarray(row, row + i)); // by the rows that are factored
    let [even, odd, k] = [0, 0, 0];
    for (; k + 1 < i; k += 2) {
      even += a[row + k]! * a[row + k]!;
      odd += a[row + k + 1]! * a[row + k + 1]!;
    }
    let left = a[row + i]! - (even + odd);
    if (k < i) left -= a[row + k]! * a[row + k]!;
    if (!(left > 0)) return false;
    a[row + i] = Math.sqrt(left);
  }
  return true;
}

/** As many rows of it as b has numbers. */
export function solveLower({ values: l, stride: n }: Table, b: Float64Array): void {
  let i = 0;
  for (; i + 3 < b.length; i += 4) eliminate(b, l, n, i);
  for (; i < b.length; i++) {
    let sum = b[i]!;
    for (let k = 0; k < i; k++) sum -= l[i * n + k]! * b[k]!;
    b[i] = sum / l[i * n + i]!;
  }
}

/** The four entries of x behind its first `end`, by the four rows of L from there on. */
function eliminate(x: Float64Array, l: Float64Array, n: number, end: number): void {
  fourDots({ x, x0: 0, rows: l, r0: end * n, n, from: 0, to: end });
  const d0 = end * (n + 1);
  const [d1, d2, d3] = [d0 + n, d0 + 2 * n, d0 + 3 * n];
  const s0 = (x[end]! - dots[0]!) / l[d0]!;
  const s1 = (x[end + 1]! - dots[1]! - s0 * l[d1]!) / l[d1 + 1]!;
  const s2 = (x[end + 2]! - dots[2]! - s0 * l[d2]! - s1 * l[d2 + 1]!) / l[d2 + 2]!;
  const s3 = (x[end + 3]! - dots[3]! - s0 * l[d3]! - s1 * l[d3 + 1]! - s2 * l[d3 + 2]!) / l[d3 + 3]!;
  x.set([s0, s1, s2, s3], end);
}

export function solveUpper({ values: l, stride: n }: Table, b: Float64Array): void {
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
}

export function inverse(l: Float64Array, n: number): Float64Array {
  const columns = inverseColumns(l, n);
  const out = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    const row = i * n;
    let j = 0;
    for (; j + 3 <= i; j += 4) {
      fourDots({ x: columns, x0: row, rows: columns, r0: j * n, n, from: i, to: n });
      out.set(dots, row + j);
    }
    for (; j <= i; j++) {
      let sum = 0;
      for (let k = i; k < n; k++) sum += columns[row + k]! * columns[j * n + k]!;
      out[row + j] = sum;
    }
  }
  return out;
}

/** L⁻¹ by columns: row j of what comes is column j, so that loops over it run along rows. */
function inverseColumns(l: Float64Array, n: number): Float64Array {
  const columns = new Float64Array(n * n);
  for (let j = 0; j < n; j++) columns[j * n + j] = 1 / l[j * n + j]!;
  for (let i = 1; i < n; i++) {
    const row = i * n;
    const scale = -1 / l[row + i]!;
    let j = 0;
    for (; j + 3 < i; j += 4) {
      // The columns begin at their own diagonals; what lies before is 0.
      fourDots({ x: l, x0: row, rows: columns, r0: j * n, n, from: j, to: i });
      for (let r = 0; r < 4; r++) columns[(j + r) * n + i] = dots[r]! * scale;
    }
    for (; j < i; j++) {
      let sum = 0;
      for (let k = j; k < i; k++) sum += l[row + k]! * columns[j * n + k]!;
      columns[j * n + i] = sum * scale;
    }
  }
  return columns;
}

/** What `fourDots` gives. */
const dots = new Float64Array(4);

/** The products of x, which begins at `x0`, with the four rows from `r0` on, from one place to another. */
function fourDots(o: {
  readonly x: Float64Array;
  readonly x0: number;
  readonly rows: Float64Array;
  readonly r0: number;
  readonly n: number;
  readonly from: number;
  readonly to: number;
}): void {
  const { x, x0, rows, r0, n, from, to } = o;
  const [r1, r2, r3] = [r0 + n, r0 + 2 * n, r0 + 3 * n];
  let [e0, e1, e2, e3, o0, o1, o2, o3] = [0, 0, 0, 0, 0, 0, 0, 0];
  let k = from;
  for (; k + 1 < to; k += 2) {
    const [even, odd] = [x[x0 + k]!, x[x0 + k + 1]!];
    e0 += even * rows[r0 + k]!;
    e1 += even * rows[r1 + k]!;
    e2 += even * rows[r2 + k]!;
    e3 += even * rows[r3 + k]!;
    o0 += odd * rows[r0 + k + 1]!;
    o1 += odd * rows[r1 + k + 1]!;
    o2 += odd * rows[r2 + k + 1]!;
    o3 += odd * rows[r3 + k + 1]!;
  }
  const last = k < to ? x[x0 + k]! : 0;
  dots[0] = e0 + o0;
  dots[1] = e1 + o1;
  dots[2] = e2 + o2;
  dots[3] = e3 + o3;
  if (k === to) return;
  for (const [r, at] of [r0, r1, r2, r3].entries()) dots[r]! += last * rows[at + k]!;
}

export function addProducts({ values, stride }: Table, out: Float64Array, w: Float64Array): void {
  inFours(out, w.length, (j, i) => w[j]! * values[j * stride + i]!);
}

export function addInTurn({ values, stride }: Table, out: Float64Array, w: Float64Array): void {
  for (let j = 0; j < w.length; j++) {
    for (let i = 0; i < out.length; i++) out[i]! += w[j]! * values[j * stride + i]!;
  }
}

export function addSquares({ values, stride }: Table, out: Float64Array, terms: Float64Array): void {
  const m = terms.length / 2;
  inFours(out, m, (j, i) => {
    const t = terms[m + j]! - values[j * stride + i]!;
    return terms[j]! * t * t;
  });
}

export function project({ values, stride }: Table, out: Float64Array, w: Float64Array): void {
  for (let j = 0; j < out.length; j++) {
    let sum = 0;
    for (let i = 0; i < w.length; i++) sum += w[i]! * values[j * stride + i]!;
    out[j] = sum;
  }
}

function inFours(out: Float64Array, m: number, term: (j: number, i: number) => number): void {
  for (let i = 0; i < out.length; i++) {
    let j = 0;
    for (; j + 3 < m; j += 4) out[i]! += term(j, i) + term(j + 1, i) + term(j + 2, i) + term(j + 3, i);
    for (; j < m; j++) out[i]! += term(j, i);
  }
}
