/**
 * The loops of `../cholesky.ts` and `../columns.ts`, which say what they do, in TypeScript. `cholesky.as` is their twin, to the
 * bit. It takes four rows at a time as long as there are four, and sums their even and odd places apart: so that is done here.
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
    const pairs = i - (i % 2);
    let left = a[row + i]! - sum({ x: a, x0: row, y: a, y0: row, from: 0, to: pairs, isApart: true });
    if (pairs < i) left -= a[row + pairs]! ** 2;
    if (!(left > 0)) return false;
    a[row + i] = Math.sqrt(left);
  }
  return true;
}

/** As many rows of it as b has numbers. */
export function solveLower({ values, stride }: Table, b: Float64Array): void {
  for (let i = 0; i < b.length; i++) {
    const row = i * stride;
    let k = i < fours(b.length) ? fours(i) : 0;
    let left = b[i]! - sum({ x: b, x0: 0, y: values, y0: row, from: 0, to: k, isApart: true });
    for (; k < i; k++) left -= values[row + k]! * b[k]!;
    b[i] = left / values[row + i]!;
  }
}

export function solveUpper({ values: l, stride: n }: Table, b: Float64Array): void {
  for (let i = n - 1; i >= 0; i--) {
    const x = b[i]! / l[i * n + i]!;
    b[i] = x;
    for (let k = 0; k < i; k++) b[k]! -= l[i * n + k]! * x;
  }
}

export function inverse(l: Float64Array, n: number, out: Float64Array): void {
  const y = new Float64Array(n * n); // L⁻¹ by columns: its row j is column j, so that loops run along rows
  for (let i = 0; i < n; i++) {
    const row = i * n;
    for (let j = 0; j < i; j++) {
      const isApart = j < fours(i);
      y[j * n + i] =
        sum({ x: l, x0: row, y, y0: j * n, from: isApart ? fours(j) : j, to: i, isApart }) *
        (-1 / l[row + i]!);
    }
    y[row + i] = 1 / l[row + i]!;
  }
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      out[i * n + j] = sum({ x: y, x0: i * n, y, y0: j * n, from: i, to: n, isApart: j < fours(i + 1) });
    }
  }
}

const fours = (n: number) => n - (n % 4);

/** The product of two rows, which begin at x0 and y0, from one place to another. */
function sum(o: {
  readonly x: Float64Array;
  readonly x0: number;
  readonly y: Float64Array;
  readonly y0: number;
  readonly from: number;
  readonly to: number;
  readonly isApart: boolean;
}): number {
  const { x, x0, y, y0, to } = o;
  let [even, odd, k] = [0, 0, o.from];
  for (; o.isApart && k + 1 < to; k += 2) {
    even += x[x0 + k]! * y[y0 + k]!;
    odd += x[x0 + k + 1]! * y[y0 + k + 1]!;
  }
  let all = even + odd;
  for (; k < to; k++) all += x[x0 + k]! * y[y0 + k]!;
  return all;
}

export function addProducts({ values, stride }: Table, out: Float64Array, w: Float64Array): void {
  for (let i = 0; i < out.length; i++) {
    const term = (j: number) => w[j]! * values[j * stride + i]!;
    let j = 0;
    for (; j + 3 < w.length; j += 4) out[i]! += term(j) + term(j + 1) + term(j + 2) + term(j + 3);
    for (; j < w.length; j++) out[i]! += term(j);
  }
}

export function addInTurn({ values, stride }: Table, out: Float64Array, w: Float64Array): void {
  for (let j = 0; j < w.length; j++) {
    for (let i = 0; i < out.length; i++) out[i]! += w[j]! * values[j * stride + i]!;
  }
}

export function addSquares({ values, stride }: Table, out: Float64Array, terms: Float64Array): void {
  const m = terms.length / 2;
  for (let i = 0; i < out.length; i++) {
    const term = (j: number) => {
      const t = terms[m + j]! - values[j * stride + i]!;
      return terms[j]! * t * t;
    };
    let j = 0;
    for (; j + 3 < m; j += 4) out[i]! += term(j) + term(j + 1) + term(j + 2) + term(j + 3);
    for (; j < m; j++) out[i]! += term(j);
  }
}

export function project({ values, stride }: Table, out: Float64Array, w: Float64Array): void {
  for (let j = 0; j < out.length; j++) {
    let sum = 0;
    for (let i = 0; i < w.length; i++) sum += w[i]! * values[j * stride + i]!;
    out[j] = sum;
  }
}
