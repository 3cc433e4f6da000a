import { type Rng, shuffle } from "../../math/rng.ts";
import type { Binned } from "./binned.ts";
import type { Bins } from "./bins.ts";
import { Histograms, type Slopes } from "./histogram.ts";
import { bestSplit, type Split, type SplitLimits, type Sums } from "./split.ts";
import type { BoostedTree } from "./tree.ts";

/** How far a tree grows. */
export interface GrowLimits extends SplitLimits {
  /** Infinity for no limit. */
  readonly maxLeafNodes: number;
  /** Infinity for no limit. */
  readonly maxDepth: number;
  readonly maxBins: number;
  /** The share of columns that a split looks at, (0, 1]. */
  readonly maxFeatures: number;
}

/** A node with its rows: those from `from` on, before `to`. */
interface Node {
  readonly from: number;
  readonly to: number;
  readonly depth: number;
  readonly sums: Sums;
  room: Float64Array | null;
  split: Split | null;
  left: Node | null;
  right: Node | null;
  /** What a leaf adds to the sum. */
  value: number;
}

/** Grows trees on the same rows, one after the other, each to the slopes of its time. */
export class Grower {
  readonly #binned: Binned;
  readonly #bins: Bins;
  readonly #limits: GrowLimits;
  readonly #rng: Rng;
  readonly #histograms: Histograms;
  readonly #rows: Int32Array;
  readonly #aside: Int32Array;

  constructor(binned: Binned, bins: Bins, limits: GrowLimits, rng: Rng) {
    this.#binned = binned;
    this.#bins = bins;
    this.#limits = limits;
    this.#rng = rng;
    this.#histograms = new Histograms(binned);
    this.#rows = new Int32Array(binned.n);
    this.#aside = new Int32Array(binned.n);
  }

  /**
   * The next tree; the node that gains most is split first.
   *
   * @param leafValue  what a leaf of those rows adds to the sum, given its Newton step
   * @param sums       what the trees before say of each row; this one is added
   */
  grow(
    slopes: Slopes,
    sums: Float64Array,
    leafValue: (step: number, rows: Int32Array) => number,
  ): BoostedTree {
    for (let i = 0; i < this.#rows.length; i++) this.#rows[i] = i;
    const root = this.#root(slopes);
    const open = root.split ? [root] : [];
    let leaves = 1;
    while (open.length > 0 && leaves < this.#limits.maxLeafNodes) {
      const node = this.#next(open);
      leaves++;
      const isLast = leaves >= this.#limits.maxLeafNodes;
      this.#divide(node, slopes, isLast);
      for (const child of [node.left!, node.right!]) if (child.split) open.push(child);
    }
    for (const node of open) this.#close(node);
    for (const leaf of leavesOf(root)) {
      const rows = this.#rows.subarray(leaf.from, leaf.to);
      leaf.value = leafValue(leaf.sums.value, rows);
      for (let at = 0; at < rows.length; at++) sums[rows[at]!]! += leaf.value;
    }
    return this.#flat(root);
  }

  #root(slopes: Slopes): Node {
    const n = this.#rows.length;
    const room = this.#histograms.of(this.#rows, slopes);
    const { g, h } = this.#histograms.total(room, this.#limits.maxBins);
    const root = nodeOf(0, n, 0, { n, g, h, value: 0 });
    root.room = room;
    if (n >= 2 * this.#limits.minSamplesLeaf) this.#look(root);
    else this.#close(root);
    return root;
  }

  /** Takes the next node out of those that can be split: the one that gains most; where all will be, any. */
  #next(open: Node[]): Node {
    let at = open.length - 1;
    if (this.#limits.maxLeafNodes < Infinity) {
      at = 0;
      for (let k = 1; k < open.length; k++) if (open[k]!.split!.gain > open[at]!.split!.gain) at = k;
    }
    return open.splice(at, 1)[0]!;
  }

  /** Gives a node its children, each with its best split unless it must be a leaf. */
  #divide(node: Node, slopes: Slopes, isLast: boolean): void {
    const split = node.split!;
    const middle = node.from + this.#partition(node, split);
    const left = nodeOf(node.from, middle, node.depth + 1, split.left);
    const right = nodeOf(middle, node.to, node.depth + 1, split.right);
    node.left = left;
    node.right = right;
    const isDone = isLast || node.depth + 1 >= this.#limits.maxDepth;
    const grows = (child: Node) => !isDone && child.to - child.from >= 2 * this.#limits.minSamplesLeaf;
    const room = node.room!;
    node.room = null;
    if (!grows(left) && !grows(right)) {
      this.#histograms.release(room);
      return;
    }
    const [small, large] = left.to - left.from < right.to - right.from ? [left, right] : [right, left];
    small.room = this.#histograms.of(this.#rows.subarray(small.from, small.to), slopes);
    large.room = this.#histograms.rest(room, small.room);
    for (const child of [left, right]) {
      if (grows(child)) this.#look(child);
      else this.#close(child);
    }
  }

  #look(node: Node): void {
    node.split = bestSplit(this.#binned, node.room!, node.sums, { ...this.#limits, isOpen: this.#drawn() });
    if (!node.split) this.#close(node);
  }

  #close(node: Node): void {
    if (node.room) this.#histograms.release(node.room);
    node.room = null;
    node.split = null;
  }

  /** The columns that the next split looks at; null for all. */
  #drawn(): Uint8Array | null {
    const { maxFeatures } = this.#limits;
    if (maxFeatures === 1) return null;
    const { d } = this.#binned;
    const isOpen = new Uint8Array(d);
    const columns = shuffle(this.#rng, [...isOpen.keys()]);
    for (const j of columns.slice(0, Math.ceil(maxFeatures * d))) isOpen[j] = 1;
    return isOpen;
  }

  /** Moves rows that go left to the front, both sides in their order; returns how many they are. */
  #partition({ from, to }: Node, { feature, bin, goesLeft, missingLeft }: Split): number {
    const { slot, d, start } = this.#binned;
    const [rows, aside] = [this.#rows, this.#aside];
    const first = start[feature]!;
    const missing = start[feature + 1]! - 1 - first;
    let [left, right] = [from, 0];
    for (let at = from; at < to; at++) {
      const i = rows[at]!;
      const b = slot[i * d + feature]! - first;
      const isLeft = goesLeft ? goesLeft[b] === 1 : b <= bin || (missingLeft && b === missing);
      if (isLeft) rows[left++] = i;
      else aside[right++] = i;
    }
    rows.set(aside.subarray(0, right), left);
    return left - from;
  }

  #flat(root: Node): BoostedTree {
    const nodes: Node[] = [];
    const left: number[] = [];
    const right: number[] = [];
    const visit = (node: Node): number => {
      const at = nodes.push(node) - 1;
      left.push(-1);
      right.push(-1);
      if (!node.left) return at;
      left[at] = visit(node.left);
      right[at] = visit(node.right!);
      return at;
    };
    visit(root);
    const isInner = (node: Node) => node.left !== null;
    const sets = nodes.flatMap((node, at) => {
      const set = isInner(node) ? node.split!.goesLeft : null;
      return set ? [[at, set] as const] : [];
    });
    return {
      feature: Int32Array.from(nodes, (node) => (isInner(node) ? node.split!.feature : -1)),
      threshold: Float64Array.from(nodes, (node) => (isInner(node) ? this.#thresholdOf(node.split!) : 0)),
      missingLeft: Uint8Array.from(nodes, (node) => (isInner(node) ? Number(this.#sendsLeft(node)) : 0)),
      left: Int32Array.from(left),
      right: Int32Array.from(right),
      value: Float64Array.from(nodes, (node) => node.value),
      categories: new Map(sets),
    };
  }

  #thresholdOf({ feature, bin }: Split): number {
    return bin < 0 ? 0 : (this.#bins.edges[feature]![bin] ?? Infinity);
  }

  /** Where nothing was missing, what is missing later goes with the majority. */
  #sendsLeft({ split, left, right }: Node): boolean {
    if (this.#binned.hasMissing[split!.feature]) return split!.missingLeft;
    return left!.to - left!.from > right!.to - right!.from;
  }
}

function nodeOf(from: number, to: number, depth: number, sums: Sums): Node {
  return { from, to, depth, sums, room: null, split: null, left: null, right: null, value: 0 };
}

function leavesOf(node: Node): Node[] {
  return node.left ? [...leavesOf(node.left), ...leavesOf(node.right!)] : [node];
}
