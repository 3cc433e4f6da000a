import type { Goal } from "./goal.ts";

/**
 * The rows of the node that is looked at, gathered once: every column then reads what it needs side by side. The place of a
 * row is its number among the node's, which are in the order of the table. The rooms serve all trees of a forest.
 */
export class NodeRows {
  /** The rows that count, node beside node; the node at hand begins at `from`. */
  readonly order: Int32Array;
  from = 0;
  size = 0;
  /** By place: the number of the sum to which a row adds. */
  readonly slot: Int32Array;
  /** By place: how much a row counts. */
  readonly weight: Float64Array;
  /** By place: weight × value. */
  readonly amount: Float64Array;
  /** Shape [m], over the node. */
  readonly sums: Float64Array;
  /** The first `slots` of these: the sums that are not 0. */
  readonly present: Int32Array;
  slots = 0;
  /** Of the weights. */
  total = 0;
  /** Σ weight × value². */
  square = 0;
  /** Whether sums are of whole weights alone: then they are the same in whatever order rows are added. */
  isWhole = false;
  readonly #goal: Goal;
  readonly #aside: Int32Array;
  #weight: Float64Array = new Float64Array(0);

  constructor(goal: Goal) {
    const n = goal.slot.length;
    this.order = new Int32Array(n);
    this.slot = new Int32Array(n);
    this.weight = new Float64Array(n);
    this.amount = new Float64Array(n);
    this.sums = new Float64Array(goal.m);
    this.present = new Int32Array(goal.m);
    this.#goal = goal;
    this.#aside = new Int32Array(n);
  }

  /**
   * Begins a tree.
   *
   * @param weight  shape [n]: how much each row counts; those of weight 0 are not there
   * @returns the number of rows that are there
   */
  begin(weight: Float64Array): number {
    let count = 0;
    let sum = 0;
    let isWhole = this.#goal.isOfClasses;
    for (let i = 0; i < weight.length; i++) {
      const w = weight[i]!;
      if (!(w > 0)) continue;
      this.order[count++] = i;
      sum += w;
      if (w !== Math.floor(w)) isWhole = false;
    }
    this.isWhole = isWhole && sum < 2 ** 31;
    this.#weight = weight;
    return count;
  }

  /** Looks at the node whose rows lie in `order` from there, before there. */
  hold(from: number, to: number): void {
    const { order, slot, weight, amount, sums, present } = this;
    const { slot: slots, value: values } = this.#goal;
    const weights = this.#weight;
    sums.fill(0);
    let [total, square] = [0, 0];
    for (let at = from; at < to; at++) {
      const i = order[at]!;
      const [s, w, v] = [slots[i]!, weights[i]!, values[i]!];
      const place = at - from;
      slot[place] = s;
      weight[place] = w;
      amount[place] = w * v;
      sums[s]! += w * v;
      square += w * v * v;
      total += w;
    }
    this.slots = 0;
    for (let s = 0; s < sums.length; s++) if (sums[s] !== 0) present[this.slots++] = s;
    this.from = from;
    this.size = to - from;
    this.total = total;
    this.square = square;
  }

  /** Moves the node's rows up to a rank to the front, both sides in their order; returns where the others begin. */
  part(rank: Int32Array, last: number): number {
    const { order, from, size } = this;
    const aside = this.#aside;
    let [left, right] = [from, 0];
    for (let at = from; at < from + size; at++) {
      const i = order[at]!;
      if (rank[i]! <= last) order[left++] = i;
      else aside[right++] = i;
    }
    for (let at = 0; at < right; at++) order[left + at] = aside[at]!;
    return left;
  }
}
