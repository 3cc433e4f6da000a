import { below, stream } from "../../math/rng.ts";
import { madeOnce } from "../made-once.ts";
import { type Matrix, toRows } from "../matrix.ts";
import type { Goal } from "./goal.ts";
import { leafOf, type Tree, TreeGrower } from "./grow.ts";
import { type ForestParams, featuresOf, type TreeParams } from "./options.ts";
import { ranksOf } from "./ranks.ts";

/** What trees learn from. */
export interface Lesson {
  readonly X: Matrix;
  readonly goal: Goal;
  /** Shape [n]; null where all rows count alike. */
  readonly weight: Float64Array | null;
}

/**
 * Grows trees, each on rows of its own; by default one tree from all rows. A row drawn twice counts twice, and is one row
 * for the limits, as in scikit-learn.
 *
 * @param what  names the random stream
 * @source Breiman 2001, "Random forests", doi:10.1023/A:1010933404324
 */
export function growTrees(
  what: string,
  { X, goal, weight }: Lesson,
  params: TreeParams & Partial<ForestParams> & { readonly cutsAtRandom?: boolean },
): readonly Tree[] {
  const { nEstimators = 1, bootstrap = false, maxDepth, maxFeatures, seed, cutsAtRandom = false } = params;
  const ranks = madeOnce(X, "ranks", () => ranksOf(X));
  const limits = {
    maxDepth: maxDepth ?? Infinity,
    minSamplesSplit: params.minSamplesSplit,
    minSamplesLeaf: params.minSamplesLeaf,
    maxFeatures: featuresOf(maxFeatures, X.cols),
  };
  const grower = new TreeGrower(ranks, goal, limits, cutsAtRandom);
  return Array.from({ length: nEstimators }, (_, t) => {
    const rng = stream(seed, what, t);
    const own = new Float64Array(X.rows).fill(bootstrap ? 0 : 1);
    if (bootstrap) for (let i = 0; i < X.rows; i++) own[below(rng, X.rows)]!++;
    if (weight) for (let i = 0; i < X.rows; i++) own[i]! *= weight[i]!;
    return grower.grow(own, rng);
  });
}

/** The mean of the trees' leaves, shape [n][m]. */
export function leavesOf(trees: readonly Tree[], X: Matrix, m: number): number[][] {
  const out = new Float64Array(X.rows * m);
  for (const tree of trees) {
    for (let i = 0; i < X.rows; i++) {
      const at = leafOf(tree, X, i) * m;
      for (let s = 0; s < m; s++) out[i * m + s]! += tree.value[at + s]! / trees.length;
    }
  }
  return toRows({ data: out, rows: X.rows, cols: m });
}
