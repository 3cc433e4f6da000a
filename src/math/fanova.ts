/**
 * Functional analysis of variance of a forest over the unit cube.
 *
 * Notation: a leaf is a box; its volume is the product of its sides, a label's side being the share of its labels.
 * Source: Hutter, Hoos and Leyton-Brown 2014, "An efficient approach for assessing hyperparameter importance", eq. 4, 5
 * and algorithm 2.
 */
import type { Features, Tree } from "./forest.ts";

/** A leaf: where it lies and what it says. */
interface Leaf {
  readonly value: number;
  readonly volume: number;
  /** Shape [d]: for a number its stretch [from, to], for labels the set of those in it. */
  readonly low: Float64Array;
  readonly high: Float64Array;
  readonly labels: readonly (ReadonlySet<number> | null)[];
}

/** How the variance of a forest splits. */
export interface Anova {
  /** Shape [d], each in [0, 1]: the share of the variance that one coordinate alone explains. */
  readonly alone: Float64Array;
  /** Shape [pairs]: what the two explain together beyond each alone. */
  readonly together: Float64Array;
}

/**
 * The shares of variance, as means over the trees that vary at all.
 *
 * @param pairs  of coordinates whose interaction is asked for
 */
export function anova(
  forest: readonly Tree[],
  features: Features,
  pairs: readonly (readonly [number, number])[] = [],
): Anova {
  const d = features.length;
  const alone = new Float64Array(d);
  const together = new Float64Array(pairs.length);
  let trees = 0;
  for (const tree of forest) {
    const leaves = leavesOf(tree, features);
    const mean = leaves.reduce((sum, leaf) => sum + leaf.value * leaf.volume, 0);
    const total = leaves.reduce((sum, leaf) => sum + leaf.volume * (leaf.value - mean) ** 2, 0);
    if (!(total > 0)) continue;
    trees++;
    const grids = features.map((labels, j) => gridOf(leaves, labels, j));
    const own = grids.map((grid) => marginalVariance(leaves, [grid], mean));
    own.forEach((v, j) => {
      alone[j]! += v / total;
    });
    pairs.forEach(([a, b], p) => {
      const both = marginalVariance(leaves, [grids[a]!, grids[b]!], mean);
      together[p]! += Math.max(0, both - own[a]! - own[b]!) / total; // eq. 5
    });
  }
  const mean = (x: number) => (trees > 0 ? x / trees : 0);
  return { alone: alone.map(mean), together: together.map(mean) };
}

/** A coordinate cut where any leaf ends. */
interface Grid {
  /** Shape [m]: how long each piece is. */
  readonly widths: Float64Array;
  /** The pieces that a leaf covers, as stretches [from, to), and its side. */
  readonly covered: (leaf: Leaf) => {
    readonly stretches: readonly (readonly [number, number])[];
    readonly side: number;
  };
}

/** What covers a coordinate that is not looked at. */
const all: Grid = { widths: new Float64Array([1]), covered: () => ({ stretches: [[0, 1]], side: 1 }) };

function gridOf(leaves: readonly Leaf[], labels: number, j: number): Grid {
  if (labels > 0) {
    return {
      widths: new Float64Array(labels).fill(1 / labels),
      covered: (leaf) => ({
        stretches: Array.from(leaf.labels[j]!, (label) => [label, label + 1] as const),
        side: leaf.labels[j]!.size / labels,
      }),
    };
  }
  const edges = [...new Set(leaves.flatMap((leaf) => [leaf.low[j]!, leaf.high[j]!]))].sort((a, b) => a - b);
  const place = new Map(edges.map((edge, i) => [edge, i]));
  return {
    widths: Float64Array.from({ length: edges.length - 1 }, (_, i) => edges[i + 1]! - edges[i]!),
    covered: (leaf) => ({
      stretches: [[place.get(leaf.low[j]!)!, place.get(leaf.high[j]!)!]],
      side: leaf.high[j]! - leaf.low[j]!,
    }),
  };
}

/**
 * The variance of the mean over all other coordinates, as a function of one or two.
 *
 * A leaf is noted where it begins and where it ends; running sums make of that what each piece has. Adding it to each
 * piece that it covers took a hundred times as long for two coordinates.
 */
function marginalVariance(
  leaves: readonly Leaf[],
  [first, second = all]: readonly Grid[],
  mean: number,
): number {
  const [rows, columns] = [first!.widths.length, second.widths.length];
  const width = columns + 1;
  const changes = new Float64Array((rows + 1) * width);
  for (const leaf of leaves) {
    const a = first!.covered(leaf);
    const b = second.covered(leaf);
    const weight = (leaf.value * leaf.volume) / (a.side * b.side); // eq. 4
    for (const [top, bottom] of a.stretches) {
      for (const [left, right] of b.stretches) {
        changes[top * width + left]! += weight;
        changes[top * width + right]! -= weight;
        changes[bottom * width + left]! -= weight;
        changes[bottom * width + right]! += weight;
      }
    }
  }
  let variance = 0;
  const above = new Float64Array(columns); // the marginal of each piece of the row
  for (let i = 0; i < rows; i++) {
    let along = 0;
    for (let k = 0; k < columns; k++) {
      along += changes[i * width + k]!;
      above[k]! += along;
      variance += first!.widths[i]! * second.widths[k]! * (above[k]! - mean) ** 2;
    }
  }
  return variance;
}

function leavesOf(tree: Tree, features: Features): Leaf[] {
  const leaves: Leaf[] = [];
  const walk = (i: number, low: Float64Array, high: Float64Array, labels: Leaf["labels"]): void => {
    const j = tree.feature[i]!;
    if (j < 0) {
      const volume = features.reduce((v, k, c) => v * (k > 0 ? labels[c]!.size / k : high[c]! - low[c]!), 1);
      leaves.push({ value: tree.value[i]!, volume, low, high, labels });
      return;
    }
    const at = tree.at[i]!;
    const k = features[j]!;
    if (k > 0) {
      const label = Math.floor(at * k);
      const others = new Set(labels[j]!);
      others.delete(label);
      walk(tree.left[i]!, low, high, labels.with(j, new Set([label])));
      walk(tree.right[i]!, low, high, labels.with(j, others));
    } else {
      walk(tree.left[i]!, low, high.with(j, at), labels);
      walk(tree.right[i]!, low.with(j, at), high, labels);
    }
  };
  const d = features.length;
  const all = features.map((k) => (k > 0 ? new Set(Array.from({ length: k }, (_, i) => i)) : null));
  walk(0, new Float64Array(d), new Float64Array(d).fill(1), all);
  return leaves;
}
