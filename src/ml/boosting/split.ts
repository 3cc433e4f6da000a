/**
 * The best split of a node by its histogram.
 *
 * G and H are sums of gradients and curvatures, l2 what is added to H; a child that predicts −G / (H + l2) lowers the loss
 * by G² / (H + l2). Source: Chen and Guestrin 2016, "XGBoost", doi:10.1145/2939672.2939785, equations 5 to 7.
 */
import type { Binned } from "./binned.ts";

/** Sums over the rows of a node, and what it predicts before the learning rate. */
export interface Sums {
  readonly n: number;
  readonly g: number;
  readonly h: number;
  readonly value: number;
}

export interface Split {
  readonly feature: number;
  readonly gain: number;
  /** The last bin that goes left; of categories -1. */
  readonly bin: number;
  /** Which bins go left, that of what is missing last; null for numbers. */
  readonly goesLeft: Uint8Array | null;
  readonly missingLeft: boolean;
  readonly left: Sums;
  readonly right: Sums;
}

export interface SplitLimits {
  /** Rows that a leaf has at least. */
  readonly minSamplesLeaf: number;
  readonly l2: number;
}

/** Curvature that a leaf has at least: LightGBM's number, and scikit-learn's. */
const leastCurvature = 1e-3;
/** Rows, by curvature, that a category needs to be looked at; also smooths the order of categories. As in LightGBM. */
const leastSupport = 10;
/** Keeps an empty leaf from a division by 0, as in scikit-learn. */
const tiny = 1e-15;

/** What a node predicts. */
export function stepOf(g: number, h: number, l2: number): number {
  return -g / (h + l2 + tiny);
}

/**
 * @param isOpen  shape [d]: the columns that may be split; null for all
 * @returns null where no split lowers the loss, or leaves would be too small
 */
export function bestSplit(
  binned: Binned,
  room: Float64Array,
  node: Sums,
  { minSamplesLeaf, l2, isOpen }: SplitLimits & { readonly isOpen: Uint8Array | null },
): Split | null {
  const { start, hasMissing, isCategorical, order } = binned;
  const search = new Search(room, node, minSamplesLeaf, l2);
  for (let k = 0; k < order.length; k++) {
    const j = order[k]!;
    if (isOpen && isOpen[j] === 0) continue;
    const [first, missing] = [start[j]!, start[j + 1]! - 1];
    if (isCategorical[j]) search.categories(j, first, missing, hasMissing[j] === 1);
    else {
      search.upwards(j, first, hasMissing[j] ? missing : missing - 1);
      if (hasMissing[j]) search.downwards(j, first, missing - 1);
    }
  }
  return search.found(start);
}

/** A search over columns; the best split so far is what differs from the node. */
class Search {
  readonly #room: Float64Array;
  readonly #node: Sums;
  readonly #least: number;
  readonly #l2: number;
  readonly #loss: number;
  #gain = 0;
  #feature = -1;
  #bin = -1;
  #missingLeft = false;
  #left: readonly number[] | null = null;
  #n = 0;
  #g = 0;
  #h = 0;

  constructor(room: Float64Array, node: Sums, least: number, l2: number) {
    this.#room = room;
    this.#node = node;
    this.#least = least;
    this.#l2 = l2;
    this.#loss = node.g * node.value;
  }

  /** Bins up to each one go left; what is missing goes right. */
  upwards(feature: number, first: number, end: number): void {
    const room = this.#room;
    const { n, g, h } = this.#node;
    const [least, l2, loss] = [this.#least, this.#l2, this.#loss];
    let [nLeft, gLeft, hLeft] = [0, 0, 0];
    for (let slot = first; slot < end; slot++) {
      const s = 3 * slot;
      gLeft += room[s]!;
      hLeft += room[s + 1]!;
      nLeft += room[s + 2]!;
      if (nLeft < least || hLeft < leastCurvature) continue;
      const [gRight, hRight] = [g - gLeft, h - hLeft];
      if (n - nLeft < least || hRight < leastCurvature) break;
      const gain = loss - gLeft * (-gLeft / (hLeft + l2 + tiny)) - gRight * (-gRight / (hRight + l2 + tiny));
      if (!(gain > this.#gain)) continue;
      this.#take(gain, nLeft, gLeft, hLeft);
      this.#at(feature, slot - first, false, null);
    }
  }

  /** Bins above each one go right; what is missing goes left. */
  downwards(feature: number, first: number, last: number): void {
    const room = this.#room;
    const { n, g, h } = this.#node;
    const [least, l2, loss] = [this.#least, this.#l2, this.#loss];
    let [nRight, gRight, hRight] = [0, 0, 0];
    for (let slot = last; slot > first; slot--) {
      const s = 3 * slot;
      gRight += room[s]!;
      hRight += room[s + 1]!;
      nRight += room[s + 2]!;
      if (nRight < least || hRight < leastCurvature) continue;
      const [gLeft, hLeft] = [g - gRight, h - hRight];
      if (n - nRight < least || hLeft < leastCurvature) break;
      const gain = loss - gLeft * (-gLeft / (hLeft + l2 + tiny)) - gRight * (-gRight / (hRight + l2 + tiny));
      if (!(gain > this.#gain)) continue;
      this.#take(gain, n - nRight, gLeft, hLeft);
      this.#at(feature, slot - 1 - first, true, null);
    }
  }

  /**
   * Categories in the order of their smoothed −value, from both ends to the middle: the others stay together.
   *
   * @source Fisher 1958, "On grouping for maximum homogeneity", doi:10.1080/01621459.1958.10501479
   */
  categories(feature: number, first: number, missing: number, hasMissing: boolean): void {
    const room = this.#room;
    const { n, g, h } = this.#node;
    const support = n / h;
    const slots: number[] = [];
    const end = hasMissing ? missing + 1 : missing;
    for (let slot = first; slot < end; slot++) {
      if (room[3 * slot + 1]! * support >= leastSupport) slots.push(slot);
    }
    if (slots.length <= 1) return;
    const place = (slot: number) => room[3 * slot]! / (room[3 * slot + 1]! + leastSupport);
    slots.sort((a, b) => place(a) - place(b) || b - a); // equals as C's merge sort leaves them in scikit-learn
    const half = (slots.length + 1) >> 1;
    for (const [way, count] of [
      [slots, half],
      [slots.toReversed(), half - 1],
    ] as const) {
      let [nLeft, gLeft, hLeft] = [0, 0, 0];
      for (let k = 0; k < count; k++) {
        const s = 3 * way[k]!;
        gLeft += room[s]!;
        hLeft += room[s + 1]!;
        nLeft += room[s + 2]!;
        if (nLeft < this.#least || hLeft < leastCurvature) continue;
        const [gRight, hRight] = [g - gLeft, h - hLeft];
        if (n - nLeft < this.#least || hRight < leastCurvature) break;
        const gain =
          this.#loss - gLeft * stepOf(gLeft, hLeft, this.#l2) - gRight * stepOf(gRight, hRight, this.#l2);
        if (!(gain > this.#gain)) continue;
        this.#take(gain, nLeft, gLeft, hLeft);
        const left = way.slice(0, k + 1).map((slot) => slot - first);
        this.#at(feature, -1, hasMissing && left.includes(missing - first), left);
      }
    }
  }

  found(start: Int32Array): Split | null {
    if (this.#feature < 0) return null;
    const j = this.#feature;
    const node = this.#node;
    const sums = (n: number, g: number, h: number): Sums => ({ n, g, h, value: stepOf(g, h, this.#l2) });
    const goesLeft = this.#left && new Uint8Array(start[j + 1]! - start[j]!);
    for (const bin of this.#left ?? []) goesLeft![bin] = 1;
    return {
      feature: j,
      gain: this.#gain,
      bin: this.#bin,
      goesLeft,
      missingLeft: this.#missingLeft,
      left: sums(this.#n, this.#g, this.#h),
      right: sums(node.n - this.#n, node.g - this.#g, node.h - this.#h),
    };
  }

  #take(gain: number, n: number, g: number, h: number): void {
    this.#gain = gain;
    this.#n = n;
    this.#g = g;
    this.#h = h;
  }

  #at(feature: number, bin: number, missingLeft: boolean, left: readonly number[] | null): void {
    this.#feature = feature;
    this.#bin = bin;
    this.#missingLeft = missingLeft;
    this.#left = left;
  }
}
