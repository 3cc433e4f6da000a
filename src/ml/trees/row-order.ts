/** So few rows are sorted by insertion; their places have to fit into the low bits of a key. */
const few = 24;
const placeBits = 5;

/** Puts the rows of a node in the order of a column, equals in the order of the table; its rooms serve all nodes. */
export class RowOrder {
  /** The places of the rows, in order. */
  readonly places: Int32Array;
  /** The ranks of their values. */
  readonly ranks: Int32Array;
  readonly #own: Int32Array;
  readonly #aside: Int32Array;
  readonly #next: Int32Array;
  readonly #keys = new Int32Array(few);
  #heads = new Int32Array(0);

  /** @param n  rows of a node at most */
  constructor(n: number) {
    this.places = new Int32Array(n);
    this.ranks = new Int32Array(n);
    this.#own = new Int32Array(n);
    this.#aside = new Int32Array(n);
    this.#next = new Int32Array(n);
  }

  /**
   * @param rank  of each row of the table
   * @returns whether they differ; if not, nothing is put in order
   */
  sort(rank: Int32Array, rows: Int32Array, from: number, size: number): boolean {
    if (size <= few) return this.#sortFew(rank, rows, from, size);
    const own = this.#own;
    let low = rank[rows[from]!]!;
    let high = low;
    for (let place = 0; place < size; place++) {
      const r = rank[rows[from + place]!]!;
      own[place] = r;
      if (r < low) low = r;
      else if (r > high) high = r;
    }
    if (low === high) return false;
    const width = high - low + 1;
    // Places in bags by rank; where ranks are many more than rows, by the low half of their bits, then by the high one.
    if (width <= 4 * size) this.#sortBy(own, size, low, width);
    else this.#sortByHalves(own, size, low, width);
    return true;
  }

  #sortFew(rank: Int32Array, rows: Int32Array, from: number, size: number): boolean {
    const keys = this.#keys;
    for (let place = 0; place < size; place++) {
      const key = (rank[rows[from + place]!]! << placeBits) | place;
      let at = place;
      for (; at > 0 && keys[at - 1]! > key; at--) keys[at] = keys[at - 1]!;
      keys[at] = key;
    }
    if (keys[0]! >> placeBits === keys[size - 1]! >> placeBits) return false;
    const { places, ranks } = this;
    for (let at = 0; at < size; at++) {
      const key = keys[at]!;
      places[at] = key & ((1 << placeBits) - 1);
      ranks[at] = key >> placeBits;
    }
    return true;
  }

  #sortBy(own: Int32Array, size: number, low: number, width: number): void {
    const { places, ranks } = this;
    const [heads, next] = [this.#headsOf(width), this.#next];
    for (let place = size - 1; place >= 0; place--) {
      const bag = own[place]! - low;
      next[place] = heads[bag]!;
      heads[bag] = place;
    }
    let at = 0;
    for (let bag = 0; bag < width; bag++) {
      for (let place = heads[bag]!; place >= 0; place = next[place]!) {
        places[at] = place;
        ranks[at++] = low + bag;
      }
    }
    heads.fill(-1, 0, width);
  }

  #sortByHalves(own: Int32Array, size: number, low: number, width: number): void {
    const { places, ranks } = this;
    const [next, aside] = [this.#next, this.#aside];
    const bits = (33 - Math.clz32(width - 1)) >> 1;
    const bags = 1 << bits;
    const heads = this.#headsOf(bags);
    for (let place = size - 1; place >= 0; place--) {
      const bag = (own[place]! - low) & (bags - 1);
      next[place] = heads[bag]!;
      heads[bag] = place;
    }
    let at = 0;
    for (let bag = 0; bag < bags; bag++) {
      for (let place = heads[bag]!; place >= 0; place = next[place]!) aside[at++] = place;
      heads[bag] = -1;
    }
    for (at = size - 1; at >= 0; at--) {
      const place = aside[at]!;
      const bag = (own[place]! - low) >> bits;
      next[place] = heads[bag]!;
      heads[bag] = place;
    }
    at = 0;
    for (let bag = 0; bag < bags; bag++) {
      for (let place = heads[bag]!; place >= 0; place = next[place]!) {
        places[at] = place;
        ranks[at++] = own[place]!;
      }
      heads[bag] = -1;
    }
  }

  /** So many bags, all empty. */
  #headsOf(count: number): Int32Array {
    if (this.#heads.length < count) this.#heads = new Int32Array(count).fill(-1);
    return this.#heads;
  }
}
