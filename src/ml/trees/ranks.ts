import type { Matrix } from "../matrix.ts";

/** Columns as ranks of their different values, made once and shared by all trees of a forest. */
export interface Ranks {
  readonly n: number;
  readonly d: number;
  /** Per column: the rank of each row's value, shape [n]. */
  readonly rank: readonly Int32Array[];
  /** Per column: the different values, ascending. */
  readonly values: readonly Float64Array[];
  /** Per column: the rows by rank, equals by number, shape [n]. */
  readonly order: readonly Int32Array[];
}

/** @cost d n log n */
export function ranksOf({ data, rows, cols }: Matrix): Ranks {
  const rank: Int32Array[] = [];
  const values: Float64Array[] = [];
  const order: Int32Array[] = [];
  for (let j = 0; j < cols; j++) {
    const column = Float64Array.from({ length: rows }, (_, i) => data[i * cols + j]! + 0); // -0 is 0
    const different = Float64Array.from(new Set(column)).sort();
    const rankOf = new Map(Array.from(different, (value, r) => [value, r]));
    const ranked = Int32Array.from(column, (value) => rankOf.get(value)!);
    rank.push(ranked);
    values.push(different);
    order.push(orderOf(ranked, different.length));
  }
  return { n: rows, d: cols, rank, values, order };
}

function orderOf(rank: Int32Array, k: number): Int32Array {
  const next = new Int32Array(k + 1);
  for (let i = 0; i < rank.length; i++) next[rank[i]! + 1]!++;
  for (let r = 0; r < k; r++) next[r + 1]! += next[r]!;
  const order = new Int32Array(rank.length);
  for (let i = 0; i < rank.length; i++) order[next[rank[i]!]!++] = i;
  return order;
}
