/**
 * The best split of the rows of a node.
 *
 * Classes and numbers go one way: a row adds to m sums, one for each class, or one for the number. The split that raises
 * Σ sums² / weight over both sides most lowers Gini's impurity (or the sum of squares) most. Σ sums² is carried along: a
 * row that adds `a` to a sum S changes it by a (2 S + a).
 */
import { below, type Rng } from "../../math/rng.ts";
import type { Ranks } from "./ranks.ts";

/** What a tree learns: classes, or numbers. */
export interface Goal {
  /** Sums of a node: the classes, or 1 for numbers. */
  readonly m: number;
  /** Shape [n]: the number of the class; for numbers zeros. */
  readonly slot: Int32Array;
  /** Shape [n]: what a row of weight 1 adds; for classes ones. */
  readonly value: Float64Array;
}

export interface Limits {
  readonly maxDepth: number;
  readonly minSamplesSplit: number;
  readonly minSamplesLeaf: number;
  /** Columns that each split looks at. */
  readonly maxFeatures: number;
}

export interface Split {
  readonly feature: number;
  /** The last rank that goes left. */
  readonly rank: number;
  readonly threshold: number;
}

/** Sums over the rows of a node. */
export interface Sums {
  /** Shape [m]. */
  readonly sums: Float64Array;
  /** Of the rows. */
  readonly weight: number;
}

/** A node this share of all rows or larger is put in order by walking over the order of all rows. */
const walkShare = 1 / 6; // a step of the walk costs about a sixth of one of sorting; measured on 1,000 to 20,000 rows

/** Looks for splits, again and again in the same rooms. */
export class SplitSearch {
  readonly #ranks: Ranks;
  readonly #goal: Goal;
  readonly #weight: Float64Array;
  readonly #limits: Limits;
  readonly #rng: Rng;
  readonly #columns: Int32Array;
  readonly #keys: Float64Array;
  /** The rows of a node by the column looked at. */
  readonly #sorted: Int32Array;
  readonly #isHere: Uint8Array;
  readonly #low: Float64Array;
  readonly #high: Float64Array;
  #counts = new Int32Array(0);
  #totals = new Float64Array(0);
  #top = 0;
  #feature = -1;
  #rank = -1;
  #next = -1;

  /** @param weight  shape [n]: how much each row counts */
  constructor(ranks: Ranks, goal: Goal, weight: Float64Array, growth: { limits: Limits; rng: Rng }) {
    this.#ranks = ranks;
    this.#goal = goal;
    this.#weight = weight;
    this.#limits = growth.limits;
    this.#rng = growth.rng;
    this.#columns = Int32Array.from({ length: ranks.d }, (_, j) => j);
    this.#keys = new Float64Array(ranks.n);
    this.#sorted = new Int32Array(ranks.n);
    this.#isHere = new Uint8Array(ranks.n);
    this.#low = new Float64Array(goal.m);
    this.#high = new Float64Array(goal.m);
  }

  /** The best split, columns in random order; null where all are constant or leaves too small. */
  best(rows: Int32Array, node: Sums): Split | null {
    const { d, values, rank } = this.#ranks;
    const { maxFeatures } = this.#limits;
    const columns = this.#columns;
    const size = rows.length;
    const walks = size >= walkShare * this.#ranks.n;
    if (walks) for (let at = 0; at < size; at++) this.#isHere[rows[at]!] = 1;
    this.#top = -Infinity;
    this.#feature = -1;
    for (let drawn = 0; drawn < d && (drawn < maxFeatures || this.#feature < 0); drawn++) {
      const pick = drawn + below(this.#rng, d - drawn);
      const j = columns[pick]!;
      columns[pick] = columns[drawn]!;
      columns[drawn] = j;
      const k = values[j]!.length;
      if (k === 1) continue;
      if (k * this.#goal.m <= size) this.#byValue(j, rows, node);
      else {
        if (k <= 2 * size) this.#sortByCounting(rank[j]!, k, rows);
        else if (walks) this.#sortByWalking(this.#ranks.order[j]!);
        else this.#sortByKeys(rank[j]!, rows);
        this.#byRow(j, size, node);
      }
    }
    if (walks) for (let at = 0; at < size; at++) this.#isHere[rows[at]!] = 0;
    if (this.#feature < 0) return null;
    const own = values[this.#feature]!;
    return {
      feature: this.#feature,
      rank: this.#rank,
      threshold: between(own[this.#rank]!, own[this.#next]!),
    };
  }

  /** Few different values: sums by value need no order of rows. */
  #byValue(j: number, rows: Int32Array, node: Sums): void {
    const { m, slot, value } = this.#goal;
    const [low, high, weight, least] = [this.#low, this.#high, this.#weight, this.#limits.minSamplesLeaf];
    const rank = this.#ranks.rank[j]!;
    const k = this.#ranks.values[j]!.length;
    const size = rows.length;
    // For each value: the sums, then the weight.
    const width = m + 1;
    const [counts, totals] = this.#rooms(k, k * width);
    for (let at = 0; at < size; at++) {
      const i = rows[at]!;
      const r = rank[i]!;
      const w = weight[i]!;
      counts[r]!++;
      totals[r * width + slot[i]!]! += w * value[i]!;
      totals[r * width + m]! += w;
    }
    low.fill(0);
    high.set(node.sums);
    let [squareLow, squareHigh] = [0, squareOf(high)];
    let [weightLow, at, here] = [0, 0, -1];
    for (let r = 0; r < k; r++) {
      const count = counts[r]!;
      if (count === 0) continue;
      if (at >= least && size - at >= least && here >= 0) {
        const score = squareLow / weightLow + squareHigh / (node.weight - weightLow);
        if (score > this.#top) this.#take(score, j, here, r);
      }
      here = r;
      at += count;
      for (let s = 0; s < m; s++) {
        const a = totals[r * width + s]!;
        if (a === 0) continue;
        squareLow += a * (2 * low[s]! + a);
        squareHigh -= a * (2 * high[s]! - a);
        low[s]! += a;
        high[s]! -= a;
      }
      weightLow += totals[r * width + m]!;
    }
  }

  /** Row after row, in order. */
  #byRow(j: number, size: number, node: Sums): void {
    const { slot, value } = this.#goal;
    const [low, high, weight, sorted] = [this.#low, this.#high, this.#weight, this.#sorted];
    const rank = this.#ranks.rank[j]!;
    const least = this.#limits.minSamplesLeaf;
    low.fill(0);
    high.set(node.sums);
    let [squareLow, squareHigh] = [0, squareOf(high)];
    let weightLow = 0;
    let here = rank[sorted[0]!]!;
    if (here === rank[sorted[size - 1]!]!) return; // constant
    for (let at = 0; at < size; at++) {
      const i = sorted[at]!;
      const r = rank[i]!;
      if (r !== here) {
        if (at >= least && size - at >= least) {
          const score = squareLow / weightLow + squareHigh / (node.weight - weightLow);
          if (score > this.#top) this.#take(score, j, here, r);
        }
        here = r;
      }
      const s = slot[i]!;
      const w = weight[i]!;
      const a = w * value[i]!;
      squareLow += a * (2 * low[s]! + a);
      squareHigh -= a * (2 * high[s]! - a);
      low[s]! += a;
      high[s]! -= a;
      weightLow += w;
    }
  }

  #take(score: number, feature: number, rank: number, next: number): void {
    this.#top = score;
    this.#feature = feature;
    this.#rank = rank;
    this.#next = next;
  }

  #sortByCounting(rank: Int32Array, k: number, rows: Int32Array): void {
    const [counts] = this.#rooms(k + 1, 0);
    for (let at = 0; at < rows.length; at++) counts[rank[rows[at]!]! + 1]!++;
    for (let r = 1; r < k; r++) counts[r]! += counts[r - 1]!;
    for (let at = 0; at < rows.length; at++) {
      const i = rows[at]!;
      this.#sorted[counts[rank[i]!]!++] = i;
    }
  }

  #sortByWalking(order: Int32Array): void {
    const [isHere, sorted] = [this.#isHere, this.#sorted];
    let at = 0;
    for (let k = 0; k < order.length; k++) {
      const i = order[k]!;
      sorted[at] = i; // the next one overwrites it where it is not here
      at += isHere[i]!;
    }
  }

  /** Rank and row in one number, so that a plain sort of numbers orders rows. */
  #sortByKeys(rank: Int32Array, rows: Int32Array): void {
    const { n } = this.#ranks;
    const keys = this.#keys;
    const size = rows.length;
    for (let at = 0; at < size; at++) keys[at] = rank[rows[at]!]! * n + rows[at]!;
    if (size > 60) keys.subarray(0, size).sort();
    else insertionSort(keys, size); // for a few, faster than the engine's
    for (let at = 0; at < size; at++) this.#sorted[at] = keys[at]! % n;
  }

  #rooms(counts: number, totals: number): [Int32Array, Float64Array] {
    if (this.#counts.length < counts) this.#counts = new Int32Array(counts);
    else this.#counts.fill(0, 0, counts);
    if (this.#totals.length < totals) this.#totals = new Float64Array(totals);
    else this.#totals.fill(0, 0, totals);
    return [this.#counts, this.#totals];
  }
}

export function squareOf(sums: Float64Array): number {
  let square = 0;
  for (let s = 0; s < sums.length; s++) square += sums[s]! * sums[s]!;
  return square;
}

function insertionSort(keys: Float64Array, size: number): void {
  for (let at = 1; at < size; at++) {
    const key = keys[at]!;
    let place = at;
    for (; place > 0 && keys[place - 1]! > key; place--) keys[place] = keys[place - 1]!;
    keys[place] = key;
  }
}

function between(low: number, high: number): number {
  const middle = low / 2 + high / 2;
  return middle < high ? middle : low;
}
