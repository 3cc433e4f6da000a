/**
 * Symmetric positive definite systems. Matrices are row-major `Float64Array`s of n * n; only the lower half is read.
 *
 * Large ones are worked on two numbers at a time by WebAssembly, where there is any: what comes is the same, to the bit.
 */
import { compiled } from "./simd/compiled.ts";
import type { Table } from "./simd/plain.ts";
import * as plain from "./simd/plain.ts";

/** Under so many rows, to copy a matrix costs more than it saves. */
const fewRows = 16;

/**
 * Factors A = L Lᵀ in place: the lower half of `a` becomes L, the upper half stays as it was.
 *
 * @param a  shape [n, n], symmetric
 * @param b  shape [n]; becomes x of A x = b, where there is one
 * @returns false when A is not positive definite to working precision (or has a NaN); `a` is spoilt then
 * @cost n³ / 6 multiplications
 */
export function factor(a: Float64Array, n: number, b?: Float64Array): boolean {
  if (compiled && n >= fewRows) return compiled.factor(a, n, b);
  const isDefinite = plain.factor(a, n);
  if (isDefinite && b) solveUpper(a, n, solveLower(a, n, b));
  return isDefinite;
}

/**
 * Solves L x = b.
 *
 * @param l  shape [n, n], as `factor` leaves it
 * @param b  shape [n]; becomes x
 */
export function solveLower(l: Float64Array, n: number, b: Float64Array): Float64Array {
  plain.solveLower({ values: l, stride: n }, b);
  return b;
}

/** Solves Lᵀ x = b; see {@link solveLower}. */
export function solveUpper(l: Float64Array, n: number, b: Float64Array): Float64Array {
  plain.solveUpper({ values: l, stride: n }, b);
  return b;
}

/** An L for many solves: it stays where the compiled loops read it. */
export class Triangle {
  readonly #table: Table;

  /** @param l  shape [n, n], as `factor` leaves it; it must stay as it is */
  constructor(l: Float64Array, n: number) {
    this.#table = { values: l, stride: n };
  }

  /** Solves L x = b; see {@link solveLower}. */
  lower(b: Float64Array): Float64Array {
    if (!compiled?.work("solveLower", this.#table, b)) plain.solveLower(this.#table, b);
    return b;
  }

  /** Solves Lᵀ x = b. */
  upper(b: Float64Array): Float64Array {
    if (!compiled?.work("solveUpper", this.#table, b)) plain.solveUpper(this.#table, b);
    return b;
  }
}

/**
 * The inverse of A = L Lᵀ.
 *
 * @param l  shape [n, n], as `factor` leaves it
 * @param out  shape [n, n], of which the lower half is filled; may be `l`
 * @cost n³ / 3 multiplications
 */
export function inverse(
  l: Float64Array,
  n: number,
  out: Float64Array = new Float64Array(n * n),
): Float64Array {
  if (compiled && n >= fewRows) compiled.inverse(l, n, out);
  else plain.inverse(l, n, out);
  return out;
}

/** ln det A of A = L Lᵀ. */
export function logDet(l: Float64Array, n: number): number {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += Math.log(l[i * n + i]!);
  return 2 * sum;
}
