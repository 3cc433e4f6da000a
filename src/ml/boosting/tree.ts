import type { Matrix } from "../matrix.ts";
import { type Bins, categoryOf } from "./bins.ts";

/** A tree of a boosted sum, node by node; node 0 is its root. Children come after their parent. */
export interface BoostedTree {
  /** The column that is split; -1 for a leaf. */
  readonly feature: Int32Array;
  /** Up to here goes left; Infinity: all but what is missing. */
  readonly threshold: Float64Array;
  /** Whether what is missing, or a category never seen, goes left. */
  readonly missingLeft: Uint8Array;
  readonly left: Int32Array;
  readonly right: Int32Array;
  /** What a leaf adds to the sum. */
  readonly value: Float64Array;
  /** Which categories go left, by node; empty where numbers are split. */
  readonly categories: ReadonlyMap<number, Uint8Array>;
}

/** Adds to each row's sum what the tree says of it. */
export function addTree(tree: BoostedTree, X: Matrix, { edges }: Bins, sums: Float64Array): void {
  const { feature, threshold, missingLeft, left, right, value, categories } = tree;
  const { data, rows, cols } = X;
  for (let i = 0; i < rows; i++) {
    let node = 0;
    for (let j = feature[0]!; j >= 0; j = feature[node]!) {
      const x = data[i * cols + j]!;
      let isLeft = x <= threshold[node]!;
      if (Number.isNaN(x)) isLeft = missingLeft[node] === 1;
      else if (categories.size > 0 && categories.has(node)) {
        const at = categoryOf(edges[j]!, x);
        isLeft = at < 0 ? missingLeft[node] === 1 : categories.get(node)![at] === 1;
      }
      node = isLeft ? left[node]! : right[node]!;
    }
    sums[i]! += value[node]!;
  }
}
