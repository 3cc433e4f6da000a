import type { Matrix } from "../matrix.ts";

/** Columns as ranks of their different values, made once and shared by all trees of a forest. */
export interface Ranks {
  readonly n: number;
  readonly d: number;
  /** Per column: the rank of each row's value, shape [n]. */
  readonly rank: readonly Int32Array[];
  /** Per column: the different values, ascending. */
  readonly values: readonly Float64Array[];
  /** Row after row, shape [n, d]: the ranks in columns of at most `mostCodes` values. */
  readonly code: Uint8Array;
}

export const mostCodes = 256;

/** @cost d n log n */
export function ranksOf({ data, rows, cols }: Matrix): Ranks {
  const rank: Int32Array[] = [];
  const values: Float64Array[] = [];
  const code = new Uint8Array(rows * cols);
  const column = new Float64Array(rows);
  for (let j = 0; j < cols; j++) {
    for (let i = 0; i < rows; i++) column[i] = data[i * cols + j]! + 0; // -0 is 0
    const different = Float64Array.from(new Set(column)).sort();
    const rankOf = new Map<number, number>();
    for (let r = 0; r < different.length; r++) rankOf.set(different[r]!, r);
    const ranked = new Int32Array(rows);
    for (let i = 0; i < rows; i++) ranked[i] = rankOf.get(column[i]!)!;
    if (different.length <= mostCodes) for (let i = 0; i < rows; i++) code[i * cols + j] = ranked[i]!;
    rank.push(ranked);
    values.push(different);
  }
  return { n: rows, d: cols, rank, values, code };
}
