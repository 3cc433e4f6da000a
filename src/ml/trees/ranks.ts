import type { Matrix } from "../matrix.ts";

/** Columns as ranks of their different values, made once and shared by all trees of a forest. */
export interface Ranks {
  readonly n: number;
  readonly d: number;
  /** Per column: the rank of each row's value, shape [n]. */
  readonly rank: readonly Int32Array[];
  /** Per column: the different values, ascending. */
  readonly values: readonly Float64Array[];
}

/** @cost d n log n */
export function ranksOf({ data, rows, cols }: Matrix): Ranks {
  const rank: Int32Array[] = [];
  const values: Float64Array[] = [];
  for (let j = 0; j < cols; j++) {
    const column = Float64Array.from({ length: rows }, (_, i) => data[i * cols + j]! + 0); // -0 is 0
    const different = Float64Array.from(new Set(column)).sort();
    const rankOf = new Map(Array.from(different, (value, r) => [value, r]));
    rank.push(Int32Array.from(column, (value) => rankOf.get(value)!));
    values.push(different);
  }
  return { n: rows, d: cols, rank, values };
}
