/**
 * The loops of `../cholesky.ts`, which says what they do, in TypeScript. `cholesky.as` is their twin, to the bit: so sums are
 * added in the same order, those of even and of odd places apart.
 *
 * Four rows are taken at a time: sums that do not wait for each other keep a processor busy, one does not.
 */

export function factor(a: Float64Array, n: number): boolean {
  for (let i = 0; i < n; i++) {
    const row = i * n;
    let j = 0;
    for (; j + 3 < i; j += 4) eliminate(a, row, { l: a, r0: j * n, n, end: j });
    for (; j < i; j++) {
      let sum = a[row + j]!;
      for (let k = 0; k < j; k++) sum -= a[row + k]! * a[j * n + k]!;
      a[row + j] = sum / a[j * n + j]!;
    }
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

export function solveLower(l: Float64Array, n: number, b: Float64Array): void {
  let i = 0;
  for (; i + 3 < n; i += 4) eliminate(b, 0, { l, r0: i * n, n, end: i });
  for (; i < n; i++) {
    let sum = b[i]!;
    for (let k = 0; k < i; k++) sum -= l[i * n + k]! * b[k]!;
    b[i] = sum / l[i * n + i]!;
  }
}

/** The four entries of x behind its first `end`, which begin at `x0`, by the four rows of L from `r0` on. */
function eliminate(
  x: Float64Array,
  x0: number,
  {
    l,
    r0,
    n,
    end,
  }: { readonly l: Float64Array; readonly r0: number; readonly n: number; readonly end: number },
): void {
  const [r1, r2, r3] = [r0 + n, r0 + 2 * n, r0 + 3 * n];
  let [e0, e1, e2, e3, o0, o1, o2, o3] = [0, 0, 0, 0, 0, 0, 0, 0];
  for (let k = 0; k < end; k += 2) {
    const [even, odd] = [x[x0 + k]!, x[x0 + k + 1]!];
    e0 += even * l[r0 + k]!;
    e1 += even * l[r1 + k]!;
    e2 += even * l[r2 + k]!;
    e3 += even * l[r3 + k]!;
    o0 += odd * l[r0 + k + 1]!;
    o1 += odd * l[r1 + k + 1]!;
    o2 += odd * l[r2 + k + 1]!;
    o3 += odd * l[r3 + k + 1]!;
  }
  const at = x0 + end;
  let [s0, s1, s2, s3] = [
    x[at]! - (e0 + o0),
    x[at + 1]! - (e1 + o1),
    x[at + 2]! - (e2 + o2),
    x[at + 3]! - (e3 + o3),
  ];
  const [d1, d2, d3] = [r1 + end, r2 + end, r3 + end];
  s0 /= l[r0 + end]!;
  s1 = (s1 - s0 * l[d1]!) / l[d1 + 1]!;
  s2 = (s2 - s0 * l[d2]! - s1 * l[d2 + 1]!) / l[d2 + 2]!;
  s3 = (s3 - s0 * l[d3]! - s1 * l[d3 + 1]! - s2 * l[d3 + 2]!) / l[d3 + 3]!;
  x[at] = s0;
  x[at + 1] = s1;
  x[at + 2] = s2;
  x[at + 3] = s3;
}

export function solveUpper(l: Float64Array, n: number, b: Float64Array): void {
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
  for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) out[j * n + i] = out[i * n + j]!;
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
