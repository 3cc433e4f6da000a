/** Decision trees by best splits. Source: Breiman et al. 1984, "Classification and Regression Trees". */
import type { Rng } from "../../math/rng.ts";
import type { Matrix } from "../matrix.ts";
import { RandomCuts } from "./random-cuts.ts";
import type { Ranks } from "./ranks.ts";
import { type Goal, type Limits, SplitSearch, squareOf } from "./search.ts";

/** A tree, node by node; node 0 is its root. Children come after their parent. */
export interface Tree {
  /** The column that is split; -1 for a leaf. */
  readonly feature: Int32Array;
  /** Up to here goes left. */
  readonly threshold: Float64Array;
  readonly left: Int32Array;
  readonly right: Int32Array;
  /** Shape [nodes, m]: the shares of the classes, or the mean. */
  readonly value: Float64Array;
}

/** How a tree grows. */
export interface Growth {
  readonly limits: Limits;
  readonly rng: Rng;
  /** Whether columns are cut anywhere, not at the best place; default false. */
  readonly cutsAtRandom?: boolean;
}

/**
 * Grows a tree.
 *
 * @param weight  shape [n]: how much each row counts; those of weight 0 are not there
 */
export function growTree(ranks: Ranks, goal: Goal, weight: Float64Array, growth: Growth): Tree {
  const { limits } = growth;
  const { m, slot, value: values } = goal;
  const Search = growth.cutsAtRandom ? RandomCuts : SplitSearch;
  const search = new Search(ranks, goal, weight, growth);
  const feature: number[] = [];
  const threshold: number[] = [];
  const left: number[] = [];
  const right: number[] = [];
  const value: number[] = [];
  const order = rowsThatCount(weight);
  const aside = new Int32Array(order.length);
  const grow = (from: number, to: number, depth: number): number => {
    const size = to - from;
    const sums = new Float64Array(m);
    let total = 0;
    let square = 0;
    for (let at = from; at < to; at++) {
      const i = order[at]!;
      const w = weight[i]!;
      sums[slot[i]!]! += w * values[i]!;
      square += w * values[i]! * values[i]!;
      total += w;
    }
    const node = feature.length;
    for (let s = 0; s < m; s++) value.push(sums[s]! / total);
    // Pure: nothing is left to lower; rounding is not impurity.
    const isPure = square - squareOf(sums) / total <= 1e-12 * square;
    const isLeaf = isPure || depth >= limits.maxDepth || size < limits.minSamplesSplit;
    const isSmall = isLeaf || size < 2 * limits.minSamplesLeaf;
    const split = isSmall ? null : search.best(order.subarray(from, to), { sums, weight: total });
    feature.push(split ? split.feature : -1);
    threshold.push(split ? split.threshold : 0);
    left.push(-1);
    right.push(-1);
    if (!split) return node;
    const rank = ranks.rank[split.feature]!;
    const middle = from + partition(order.subarray(from, to), { rank, last: split.rank, aside });
    left[node] = grow(from, middle, depth + 1);
    right[node] = grow(middle, to, depth + 1);
    return node;
  };
  grow(0, order.length, 0);
  return {
    feature: Int32Array.from(feature),
    threshold: Float64Array.from(threshold),
    left: Int32Array.from(left),
    right: Int32Array.from(right),
    value: Float64Array.from(value),
  };
}

/** The leaf in which row i lies. */
export function leafOf(tree: Tree, { data, cols }: Matrix, i: number): number {
  let node = 0;
  for (let j = tree.feature[0]!; j >= 0; j = tree.feature[node]!) {
    node = data[i * cols + j]! <= tree.threshold[node]! ? tree.left[node]! : tree.right[node]!;
  }
  return node;
}

function rowsThatCount(weight: Float64Array): Int32Array {
  const rows = new Int32Array(weight.length);
  let count = 0;
  for (let i = 0; i < weight.length; i++) if (weight[i]! > 0) rows[count++] = i;
  return rows.subarray(0, count);
}

/** Where a node is cut, and room for what goes right. */
interface Cut {
  readonly rank: Int32Array;
  readonly last: number;
  readonly aside: Int32Array;
}

/** Moves rows up to a rank to the front, both sides in their order; returns how many they are. */
function partition(rows: Int32Array, { rank, last, aside }: Cut): number {
  let [left, right] = [0, 0];
  for (let at = 0; at < rows.length; at++) {
    const i = rows[at]!;
    if (rank[i]! <= last) rows[left++] = i;
    else aside[right++] = i;
  }
  for (let at = 0; at < right; at++) rows[left + at] = aside[at]!;
  return left;
}
