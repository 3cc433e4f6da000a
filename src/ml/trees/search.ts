/**
 * The best split of the rows of a node.
 *
 * Classes and numbers go one way: a row adds to m sums, one for each class, or one for the number. The split that raises
 * Σ sums² / weight over both sides most lowers Gini's impurity (or the sum of squares) most. Σ sums² is carried along: a
 * row that adds `a` to a sum S changes it by a (2 S + a).
 */
import { ClassCounts } from "./class-counts.ts";
import type { Columns } from "./columns.ts";
import { squareOf } from "./goal.ts";
import type { NodeRows } from "./node-rows.ts";
import type { Ranks } from "./ranks.ts";
import { RowOrder } from "./row-order.ts";

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

/** Looks for splits, again and again in the same rooms. */
export class SplitSearch {
  readonly #ranks: Ranks;
  readonly #node: NodeRows;
  readonly #columns: Columns;
  readonly #limits: Limits;
  readonly #order: RowOrder;
  readonly #classes: ClassCounts;
  readonly #low: Float64Array;
  readonly #high: Float64Array;
  #counts = new Int32Array(0);
  #totals = new Float64Array(0);
  /** Σ sums² of the node. */
  #square = 0;
  #top = 0;
  #feature = -1;
  #rank = -1;

  constructor(ranks: Ranks, node: NodeRows, columns: Columns, limits: Limits) {
    this.#ranks = ranks;
    this.#node = node;
    this.#columns = columns;
    this.#limits = limits;
    this.#order = new RowOrder(ranks.n);
    this.#classes = new ClassCounts(ranks, node, limits.minSamplesLeaf > 1);
    this.#low = new Float64Array(node.sums.length);
    this.#high = new Float64Array(node.sums.length);
  }

  /** The best split of the node at hand, columns in random order; null where all are constant or leaves too small. */
  best(): Split | null {
    const { d, values } = this.#ranks;
    const { maxFeatures } = this.#limits;
    this.#square = squareOf(this.#node.sums);
    this.#top = -Infinity;
    this.#feature = -1;
    for (let drawn = 0; drawn < d && (drawn < maxFeatures || this.#feature < 0); ) {
      const end = Math.max(maxFeatures, drawn + 1);
      this.#look(drawn, end);
      drawn = end;
    }
    if (this.#feature < 0) return null;
    const own = values[this.#feature]!;
    const threshold = between(own[this.#rank]!, own[this.#nextRank()]!);
    return { feature: this.#feature, rank: this.#rank, threshold };
  }

  /** Draws columns to those places, and looks at them in that order: of equal splits the first is taken. */
  #look(from: number, to: number): void {
    const { values, rank } = this.#ranks;
    const { order, from: first, size, sums } = this.#node;
    const [columns, classes] = [this.#columns, this.#classes];
    for (let at = from; at < to; at++) columns.draw(at);
    classes.count(columns, from, to);
    for (let at = from; at < to; at++) {
      const j = columns.at(at);
      if (columns.isConstant(j)) continue;
      const table = classes.tableOf(j);
      if (table >= 0) this.#byClass(j, table);
      else if (values[j]!.length * sums.length <= size) this.#byValue(j);
      else if (this.#order.sort(rank[j]!, order, first, size)) this.#byRow(j);
      else columns.addConstant(j);
    }
  }

  /** Value after value, each class by class. */
  #byClass(j: number, table: number): void {
    const { size, sums, total, present, slots } = this.#node;
    const { cells } = this.#classes;
    const [low, least] = [this.#low, this.#limits.minSamplesLeaf];
    const k = this.#ranks.values[j]!.length;
    const m = sums.length;
    for (let s = 0; s < m; s++) low[s] = 0;
    let [squareLow, product] = [0, 0];
    let [weightLow, at] = [0, 0];
    for (let r = 0; r < k; r++) {
      const cell = table + r * (m + 1);
      let more = 0;
      for (let c = 0; c < slots; c++) {
        const s = present[c]!;
        const a = cells[cell + s]!;
        const before = low[s]!;
        squareLow += a * (2 * before + a);
        product += a * sums[s]!;
        low[s] = before + a;
        more += a;
      }
      if (more === 0) continue;
      if (more === total) this.#columns.addConstant(j);
      weightLow += more;
      if (weightLow === total) return;
      if (least > 1) {
        at += cells[cell + m]!;
        if (at < least || size - at < least) continue;
      }
      const squareHigh = this.#square - 2 * product + squareLow; // Σ (S − low)², exact since all are whole
      const score = squareLow / weightLow + squareHigh / (total - weightLow);
      if (score > this.#top) this.#take(score, j, r);
    }
  }

  /** Few different values: sums by value need no order of rows. */
  #byValue(j: number): void {
    const { order, from, size, slot, amount, weight, sums, total } = this.#node;
    const [low, high, least] = [this.#low, this.#high, this.#limits.minSamplesLeaf];
    const rank = this.#ranks.rank[j]!;
    const k = this.#ranks.values[j]!.length;
    // For each value: the sums, then the weight.
    const m = sums.length;
    const width = m + 1;
    const [counts, totals] = this.#rooms(k, k * width);
    for (let place = 0; place < size; place++) {
      const r = rank[order[from + place]!]!;
      counts[r]!++;
      totals[r * width + slot[place]!]! += amount[place]!;
      totals[r * width + m]! += weight[place]!;
    }
    low.fill(0);
    high.set(sums);
    let [squareLow, squareHigh] = [0, this.#square];
    let [weightLow, at, here] = [0, 0, -1];
    for (let r = 0; r < k; r++) {
      const count = counts[r]!;
      if (count === 0) continue;
      if (at >= least && size - at >= least && here >= 0) {
        const score = squareLow / weightLow + squareHigh / (total - weightLow);
        if (score > this.#top) this.#take(score, j, here);
      }
      if (count === size) this.#columns.addConstant(j);
      here = r;
      at += count;
      if (at === size) return;
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
  #byRow(j: number): void {
    const { size, slot, amount, weight, sums, total } = this.#node;
    const { places, ranks } = this.#order;
    const [low, high, least] = [this.#low, this.#high, this.#limits.minSamplesLeaf];
    for (let s = 0; s < sums.length; s++) {
      low[s] = 0;
      high[s] = sums[s]!;
    }
    let [squareLow, squareHigh] = [0, this.#square];
    let weightLow = 0;
    let here = ranks[0]!;
    const last = ranks[size - 1]!;
    for (let at = 0; at < size; at++) {
      const r = ranks[at]!;
      if (r !== here) {
        if (at >= least && size - at >= least) {
          const score = squareLow / weightLow + squareHigh / (total - weightLow);
          if (score > this.#top) this.#take(score, j, here);
        }
        if (r === last) return;
        here = r;
      }
      const place = places[at]!;
      const s = slot[place]!;
      const a = amount[place]!;
      squareLow += a * (2 * low[s]! + a);
      squareHigh -= a * (2 * high[s]! - a);
      low[s]! += a;
      high[s]! -= a;
      weightLow += weight[place]!;
    }
  }

  #take(score: number, feature: number, rank: number): void {
    this.#top = score;
    this.#feature = feature;
    this.#rank = rank;
  }

  /** The least rank that goes right. */
  #nextRank(): number {
    const { order, from, size } = this.#node;
    const rank = this.#ranks.rank[this.#feature]!;
    let next = this.#ranks.n;
    for (let at = from; at < from + size; at++) {
      const r = rank[order[at]!]!;
      if (r > this.#rank && r < next) next = r;
    }
    return next;
  }

  #rooms(counts: number, totals: number): [Int32Array, Float64Array] {
    if (this.#counts.length < counts) this.#counts = new Int32Array(counts);
    else this.#counts.fill(0, 0, counts);
    if (this.#totals.length < totals) this.#totals = new Float64Array(totals);
    else this.#totals.fill(0, 0, totals);
    return [this.#counts, this.#totals];
  }
}

function between(low: number, high: number): number {
  const middle = low / 2 + high / 2;
  return middle < high ? middle : low;
}
