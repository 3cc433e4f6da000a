/** Decision trees by best splits. Source: Breiman et al. 1984, "Classification and Regression Trees". */
import type { Rng } from "../../math/rng.ts";
import type { Matrix } from "../matrix.ts";
import { Columns } from "./columns.ts";
import { type Goal, squareOf } from "./goal.ts";
import { NodeRows } from "./node-rows.ts";
import { RandomCuts } from "./random-cuts.ts";
import type { Ranks } from "./ranks.ts";
import { type Limits, SplitSearch } from "./search.ts";

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

/** Grows trees, one after the other, in the same rooms. */
export class TreeGrower {
  readonly #ranks: Ranks;
  readonly #limits: Limits;
  readonly #m: number;
  readonly #rows: NodeRows;
  readonly #columns: Columns;
  readonly #search: Pick<SplitSearch, "best">;
  // The tree that grows, node by node.
  readonly #feature: Int32Array;
  readonly #threshold: Float64Array;
  readonly #left: Int32Array;
  readonly #right: Int32Array;
  readonly #value: Float64Array;
  #nodes = 0;

  /** @param cutsAtRandom  whether columns are cut anywhere, not at the best place */
  constructor(ranks: Ranks, goal: Goal, limits: Limits, cutsAtRandom: boolean) {
    this.#ranks = ranks;
    this.#limits = limits;
    this.#m = goal.m;
    this.#rows = new NodeRows(goal);
    this.#columns = new Columns(ranks.d);
    const Search = cutsAtRandom ? RandomCuts : SplitSearch;
    this.#search = new Search(ranks, this.#rows, this.#columns, limits);
    const most = 2 * ranks.n - 1;
    this.#feature = new Int32Array(most);
    this.#threshold = new Float64Array(most);
    this.#left = new Int32Array(most);
    this.#right = new Int32Array(most);
    this.#value = new Float64Array(most * goal.m);
  }

  /** @param weight  shape [n]: how much each row counts; those of weight 0 are not there */
  grow(weight: Float64Array, rng: Rng): Tree {
    const size = this.#rows.begin(weight);
    this.#columns.begin(rng);
    this.#nodes = 0;
    this.#grow(0, size, 0);
    const nodes = this.#nodes;
    return {
      feature: this.#feature.slice(0, nodes),
      threshold: this.#threshold.slice(0, nodes),
      left: this.#left.slice(0, nodes),
      right: this.#right.slice(0, nodes),
      value: this.#value.slice(0, nodes * this.#m),
    };
  }

  #grow(from: number, to: number, depth: number): number {
    const [rows, columns, limits, m] = [this.#rows, this.#columns, this.#limits, this.#m];
    rows.hold(from, to);
    const { size, sums, total, square } = rows;
    const node = this.#nodes++;
    for (let s = 0; s < m; s++) this.#value[node * m + s] = sums[s]! / total;
    // Pure: nothing is left to lower; rounding is not impurity.
    const isPure = square - squareOf(sums) / total <= 1e-12 * square;
    const isLeaf = isPure || depth >= limits.maxDepth || size < limits.minSamplesSplit;
    const isSmall = isLeaf || size < 2 * limits.minSamplesLeaf;
    const { known } = columns;
    const split = isSmall ? null : this.#search.best();
    this.#feature[node] = split ? split.feature : -1;
    this.#threshold[node] = split ? split.threshold : 0;
    this.#left[node] = -1;
    this.#right[node] = -1;
    if (split) {
      const middle = rows.part(this.#ranks.rank[split.feature]!, split.rank);
      this.#left[node] = this.#grow(from, middle, depth + 1);
      this.#right[node] = this.#grow(middle, to, depth + 1);
    }
    columns.forget(known);
    return node;
  }
}

/** The leaf in which row i lies. */
export function leafOf(tree: Tree, { data, cols }: Matrix, i: number): number {
  let node = 0;
  for (let j = tree.feature[0]!; j >= 0; j = tree.feature[node]!) {
    node = data[i * cols + j]! <= tree.threshold[node]! ? tree.left[node]! : tree.right[node]!;
  }
  return node;
}
