/**
 * Decision trees by best splits. Source: Breiman et al. 1984, "Classification and Regression Trees".
 *
 * Classes and numbers go one way: a row adds to m sums, one for each class, or one for the number. The split that raises
 * Σ sums² / rows most lowers Gini's impurity (or the sum of squares) most.
 */
import { below, type Rng } from "../../math/rng.ts";
import type { Matrix } from "../matrix.ts";
import type { Ranks } from "./ranks.ts";

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

/** What a tree learns: classes, or numbers. */
export interface Goal {
  /** Sums of a node: the classes, or 1 for numbers. */
  readonly m: number;
  /** Shape [n]: the number of the class; for numbers zeros. */
  readonly slot: Int32Array;
  /** Shape [n]: what a row adds; for classes ones. */
  readonly weight: Float64Array;
}

export interface Limits {
  readonly maxDepth: number;
  readonly minSamplesSplit: number;
  readonly minSamplesLeaf: number;
  /** Columns that each split looks at. */
  readonly maxFeatures: number;
}

/** How a tree grows. */
export interface Growth {
  readonly limits: Limits;
  readonly rng: Rng;
}

interface Split {
  readonly feature: number;
  /** The last rank that goes left. */
  readonly rank: number;
  readonly threshold: number;
}

/**
 * Grows a tree.
 *
 * @param rows  the rows to learn from; one may come more than once
 */
export function growTree(ranks: Ranks, goal: Goal, rows: Int32Array, { limits, rng }: Growth): Tree {
  const { m } = goal;
  const search = splitSearch(ranks, goal, limits, rng);
  const feature: number[] = [];
  const threshold: number[] = [];
  const left: number[] = [];
  const right: number[] = [];
  const value: number[] = [];
  const order = rows.slice();
  const grow = (from: number, to: number, depth: number): number => {
    const size = to - from;
    const sums = new Float64Array(m);
    let square = 0;
    for (let at = from; at < to; at++) {
      const i = order[at]!;
      sums[goal.slot[i]!]! += goal.weight[i]!;
      square += goal.weight[i]! ** 2;
    }
    const node = feature.length;
    for (const sum of sums) value.push(sum / size);
    const score = scoreOf(sums, size);
    // Pure: nothing is left to lower; rounding is not impurity.
    const isPure = square - score <= 1e-12 * square;
    const isLeaf = isPure || depth >= limits.maxDepth || size < limits.minSamplesSplit;
    const split = isLeaf || size < 2 * limits.minSamplesLeaf ? null : search(order.subarray(from, to), sums);
    feature.push(split ? split.feature : -1);
    threshold.push(split ? split.threshold : 0);
    left.push(-1);
    right.push(-1);
    if (!split) return node;
    const middle = from + partition(order.subarray(from, to), ranks.rank[split.feature]!, split.rank);
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

function scoreOf(sums: Float64Array, size: number): number {
  let score = 0;
  for (const sum of sums) score += sum * sum;
  return score / size;
}

/** Looks for the best split of some rows, columns in random order; null where all are constant or leaves too small. */
function splitSearch(ranks: Ranks, { m, slot, weight }: Goal, limits: Limits, rng: Rng) {
  const { n, d } = ranks;
  const columns = Int32Array.from({ length: d }, (_, j) => j);
  const keys = new Float64Array(n);
  const low = new Float64Array(m);
  const high = new Float64Array(m);
  return (rows: Int32Array, sums: Float64Array): Split | null => {
    const size = rows.length;
    let best: Split | null = null;
    let top = -Infinity;
    for (let drawn = 0; drawn < d && (drawn < limits.maxFeatures || best === null); drawn++) {
      const pick = drawn + below(rng, d - drawn);
      const j = columns[pick]!;
      columns[pick] = columns[drawn]!;
      columns[drawn] = j;
      const rank = ranks.rank[j]!;
      const values = ranks.values[j]!;
      const take = (at: number, here: number, next: number) => {
        const rest = size - at;
        if (at < limits.minSamplesLeaf || rest < limits.minSamplesLeaf) return;
        let score = 0;
        for (let s = 0; s < m; s++) score += (low[s]! * low[s]!) / at + (high[s]! * high[s]!) / rest;
        if (score <= top) return;
        top = score;
        best = { feature: j, rank: here, threshold: between(values, here, next) };
      };
      low.fill(0);
      high.set(sums);
      if (2 * values.length <= size) {
        // Few different values: sums by value need no order of rows.
        const counts = new Int32Array(values.length);
        const totals = new Float64Array(values.length * m);
        for (let at = 0; at < size; at++) {
          const i = rows[at]!;
          counts[rank[i]!]!++;
          totals[rank[i]! * m + slot[i]!]! += weight[i]!;
        }
        let here = -1;
        let at = 0;
        for (let next = 0; next < counts.length; next++) {
          if (counts[next] === 0) continue;
          if (here >= 0) take(at, here, next);
          here = next;
          at += counts[next]!;
          for (let s = 0; s < m; s++) {
            low[s]! += totals[next * m + s]!;
            high[s]! -= totals[next * m + s]!;
          }
        }
        continue;
      }
      // Rank and row in one number, so that a plain sort of numbers orders rows.
      for (let at = 0; at < size; at++) keys[at] = rank[rows[at]!]! * n + rows[at]!;
      const sorted = sort(keys, size);
      let here = Math.floor(sorted[0]! / n);
      for (let at = 0; at < size; at++) {
        const key = sorted[at]!;
        const next = Math.floor(key / n);
        if (next !== here) take(at, here, next);
        here = next;
        const i = key - next * n;
        low[slot[i]!]! += weight[i]!;
        high[slot[i]!]! -= weight[i]!;
      }
    }
    return best;
  };
}

/** The first of some numbers in order, in place; for a few, insertion is faster than the engine's sort. */
function sort(keys: Float64Array, size: number): Float64Array {
  if (size > 40) return keys.subarray(0, size).sort();
  for (let at = 1; at < size; at++) {
    const key = keys[at]!;
    let place = at;
    for (; place > 0 && keys[place - 1]! > key; place--) keys[place] = keys[place - 1]!;
    keys[place] = key;
  }
  return keys;
}

function between(values: Float64Array, low: number, high: number): number {
  const middle = values[low]! / 2 + values[high]! / 2;
  return middle < values[high]! ? middle : values[low]!;
}

/** Moves rows up to a rank to the front; returns how many they are. */
function partition(rows: Int32Array, rank: Int32Array, last: number): number {
  let middle = 0;
  for (let at = 0; at < rows.length; at++) {
    const i = rows[at]!;
    if (rank[i]! > last) continue;
    rows[at] = rows[middle]!;
    rows[middle++] = i;
  }
  return middle;
}
