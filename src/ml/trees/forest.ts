import { below, stream } from "../../math/rng.ts";
import type { Matrix } from "../matrix.ts";
import { type Goal, growTree, leafOf, type Tree } from "./grow.ts";
import { type ForestParams, featuresOf, type TreeParams } from "./options.ts";
import { ranksOf } from "./ranks.ts";

/** Classes to learn. */
export function classesGoal(codes: Int32Array, k: number): Goal {
  return { m: k, slot: codes, weight: new Float64Array(codes.length).fill(1) };
}

/** Numbers to learn. */
export function numbersGoal(y: Float64Array): Goal {
  return { m: 1, slot: new Int32Array(y.length), weight: y };
}

/**
 * Grows trees, each on rows of its own; by default one tree from all rows.
 *
 * @param what  names the random stream
 * @source Breiman 2001, "Random forests", doi:10.1023/A:1010933404324
 */
export function growTrees(
  what: string,
  X: Matrix,
  goal: Goal,
  params: TreeParams & Partial<ForestParams>,
): readonly Tree[] {
  const { nEstimators = 1, bootstrap = false, maxDepth, maxFeatures, seed } = params;
  const ranks = ranksOf(X);
  const limits = {
    maxDepth: maxDepth ?? Infinity,
    minSamplesSplit: params.minSamplesSplit,
    minSamplesLeaf: params.minSamplesLeaf,
    maxFeatures: featuresOf(maxFeatures, X.cols),
  };
  return Array.from({ length: nEstimators }, (_, t) => {
    const rng = stream(seed, what, t);
    const rows = Int32Array.from({ length: X.rows }, (_, i) => (bootstrap ? below(rng, X.rows) : i));
    return growTree(ranks, goal, rows, { limits, rng });
  });
}

/** The mean of the trees' leaves, shape [n][m]. */
export function leavesOf(trees: readonly Tree[], X: Matrix, m: number): number[][] {
  return Array.from({ length: X.rows }, (_, i) => {
    const row = Array<number>(m).fill(0);
    for (const tree of trees) {
      const at = leafOf(tree, X, i) * m;
      for (let s = 0; s < m; s++) row[s]! += tree.value[at + s]! / trees.length;
    }
    return row;
  });
}
