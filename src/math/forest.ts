/**
 * Random forests for regression on the unit cube: trees of best splits on bootstrap samples.
 *
 * Notation: X [n][d] in [0, 1], y [n]. A coordinate of K labels holds (k + 1/2) / K, and is split "this label or the
 * others", as one-hot coding would. Source: Breiman 2001, "Random forests"; Breiman et al. 1984 (CART) for the splits.
 */
import { below, type Rng, shuffle } from "./rng.ts";

/** A tree, node by node; node 0 is its root. Children come after their parent. */
export interface Tree {
  /** Shape [m]: the coordinate that is split; -1 for a leaf. */
  readonly feature: readonly number[];
  /** Shape [m]: up to here goes left; for a label, this coordinate alone goes left. */
  readonly at: readonly number[];
  readonly left: readonly number[];
  readonly right: readonly number[];
  /** Shape [m]: the mean of y in the node. */
  readonly value: readonly number[];
  /** Shape [m]: by how much the split lowered the sum of squares; 0 for a leaf. */
  readonly gain: readonly number[];
}

/** What the coordinates are: 0 for a number, else the number of labels. Shape [d]. */
export type Features = readonly number[];

export interface ForestOptions {
  readonly trees: number;
  /** Rows that a leaf has at least. */
  readonly minLeaf?: number;
  /** Splits drawn at random instead of the best ones. */
  readonly random?: RandomSplits;
  readonly rng: Rng;
}

/**
 * Of some coordinates, and some thresholds in each, the best: trees that differ, and tell by that where they know little.
 *
 * @source Geurts, Ernst and Wehenkel 2006, "Extremely randomized trees"
 */
export interface RandomSplits {
  /** The chance of each coordinate to be looked at. */
  readonly share: number;
  /** How many thresholds are tried in each. */
  readonly thresholds: number;
}

/**
 * Grows a forest; each split looks at all coordinates, as scikit-learn's does for regression.
 *
 * @param X  n >= 1 rows, no NaN
 */
export function growForest(
  X: readonly Float64Array[],
  y: Float64Array,
  features: Features,
  { trees, minLeaf = 1, random, rng }: ForestOptions,
): Tree[] {
  const n = y.length;
  return Array.from({ length: trees }, () => {
    const rows = Int32Array.from({ length: n }, () => below(rng, n));
    return growTree(X, y, features, { rows, minLeaf, rng, random });
  });
}

/** The mean of the trees at x. */
export function predictForest(forest: readonly Tree[], features: Features, x: Float64Array): number {
  let sum = 0;
  for (const tree of forest) sum += predictTree(tree, features, x);
  return sum / forest.length;
}

/** The value of the leaf in which x lies. */
export function predictTree(tree: Tree, features: Features, x: Float64Array): number {
  let i = 0;
  for (let j = tree.feature[i]!; j >= 0; j = tree.feature[i]!) {
    i = goesLeft(features[j]!, x[j]!, tree.at[i]!) ? tree.left[i]! : tree.right[i]!;
  }
  return tree.value[i]!;
}

/** Whether a coordinate goes to the left child. */
export function goesLeft(labels: number, x: number, at: number): boolean {
  return labels > 0 ? x === at : x <= at;
}

interface Growth {
  readonly rows: Int32Array;
  readonly minLeaf: number;
  readonly random: RandomSplits | undefined;
  readonly rng: Rng;
}

interface Draft {
  feature: number[];
  at: number[];
  left: number[];
  right: number[];
  value: number[];
  gain: number[];
}

function growTree(X: readonly Float64Array[], y: Float64Array, features: Features, g: Growth): Tree {
  const tree: Draft = { feature: [], at: [], left: [], right: [], value: [], gain: [] };
  const grow = (rows: Int32Array): number => {
    let sum = 0;
    for (const i of rows) sum += y[i]!;
    const node = tree.value.push(sum / rows.length) - 1;
    const { random } = g;
    const from = { ...g, rows };
    const isSmall = rows.length < 2 * g.minLeaf;
    const split = isSmall
      ? null
      : random
        ? randomSplit(X, y, features, { ...from, random })
        : bestSplit(X, y, features, from);
    tree.feature.push(split ? split.feature : -1);
    tree.at.push(split ? split.at : 0);
    tree.gain.push(split ? split.gain : 0);
    tree.left.push(-1);
    tree.right.push(-1);
    if (!split) return node;
    const isLeft = (i: number) => goesLeft(features[split.feature]!, X[i]![split.feature]!, split.at);
    tree.left[node] = grow(rows.filter(isLeft));
    tree.right[node] = grow(rows.filter((i) => !isLeft(i)));
    return node;
  };
  grow(g.rows);
  return tree;
}

interface Split {
  readonly feature: number;
  readonly at: number;
  readonly gain: number;
}

/** The split that lowers the sum of squares most; among equals one by chance. Null where none does. */
function bestSplit(
  X: readonly Float64Array[],
  y: Float64Array,
  features: Features,
  { rows, minLeaf, rng }: Growth,
): Split | null {
  let best: Split | null = null;
  let [total, square] = [0, 0];
  for (const i of rows) {
    total += y[i]!;
    square += y[i]! ** 2;
  }
  const least = 1e-12 * Math.max(square, 1e-300); // less is rounding
  const consider = (feature: number, at: number, count: number, sum: number) => {
    const rest = rows.length - count;
    if (count < minLeaf || rest < minLeaf) return;
    const gain = sum ** 2 / count + (total - sum) ** 2 / rest - total ** 2 / rows.length;
    if (gain > (best?.gain ?? least)) best = { feature, at, gain };
  };
  for (const j of shuffle(rng, [...features.keys()])) {
    const labels = features[j]!;
    if (labels > 0) {
      const counts = new Float64Array(labels);
      const sums = new Float64Array(labels);
      for (const i of rows) {
        const k = Math.min(labels - 1, Math.floor(X[i]![j]! * labels));
        counts[k]!++;
        sums[k]! += y[i]!;
      }
      for (let k = 0; k < labels; k++) consider(j, (k + 0.5) / labels, counts[k]!, sums[k]!);
      continue;
    }
    const order = rows.slice().sort((a, b) => X[a]![j]! - X[b]![j]!);
    let sum = 0;
    for (let c = 1; c < order.length; c++) {
      sum += y[order[c - 1]!]!;
      const [here, next] = [X[order[c - 1]!]![j]!, X[order[c]!]![j]!];
      if (here < next) consider(j, (here + next) / 2, c, sum);
    }
  }
  return best;
}

/** The best of some splits drawn at random; null where none lowers the sum of squares. */
function randomSplit(
  X: readonly Float64Array[],
  y: Float64Array,
  features: Features,
  { rows, minLeaf, rng, random }: Growth & { readonly random: RandomSplits },
): Split | null {
  const n = rows.length;
  let total = 0;
  for (const i of rows) total += y[i]!;
  let best: Split | null = null;
  for (let feature = 0; feature < features.length; feature++) {
    if (rng() >= random.share) continue;
    for (let t = 0; t < random.thresholds; t++) {
      const a = X[rows[below(rng, n)]!]![feature]!;
      const b = X[rows[below(rng, n)]!]![feature]!;
      const labels = features[feature]!;
      if (labels === 0 && a === b) continue;
      const at = labels > 0 ? a : Math.min(a, b) + rng() * Math.abs(a - b);
      let count = 0;
      let sum = 0;
      for (const i of rows) {
        if (!goesLeft(labels, X[i]![feature]!, at)) continue;
        count++;
        sum += y[i]!;
      }
      if (count < minLeaf || n - count < minLeaf) continue;
      const gain = sum ** 2 / count + (total - sum) ** 2 / (n - count) - total ** 2 / n;
      if (gain > (best?.gain ?? 1e-12)) best = { feature, at, gain };
    }
  }
  return best;
}

/**
 * How much each coordinate lowers the sum of squares, on average over the trees, each scaled to 1.
 *
 * @returns shape [d], summing to 1, or to 0 for trees without a split
 * @source Louppe et al. 2013, eq. 1: mean decrease in impurity
 */
export function impurityOf(forest: readonly Tree[], d: number): Float64Array {
  const mean = new Float64Array(d);
  for (const { feature, gain } of forest) {
    const own = new Float64Array(d);
    feature.forEach((j, i) => {
      if (j >= 0) own[j]! += gain[i]!;
    });
    const sum = own.reduce((a, b) => a + b, 0);
    if (sum > 0) for (let j = 0; j < d; j++) mean[j]! += own[j]! / sum / forest.length;
  }
  return mean;
}
