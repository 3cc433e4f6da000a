import { sortPart } from "./sort-part.ts";

/** Candidates that are gathered at least before most of them are thrown out. */
const leastRoom = 1024;

/** The least of many keys, in memory for twice those that are wanted and not for all that came. */
export class Least {
  readonly #wanted: number;
  readonly #keys: Float64Array;
  readonly #names: Uint32Array;
  #count = 0;
  /** What is no less comes too late. */
  #worst = Number.POSITIVE_INFINITY;
  #isFull = false;

  /** @param wanted  how many, >= 0 */
  constructor(wanted: number) {
    this.#wanted = wanted;
    const room = Math.max(leastRoom, 2 * wanted);
    this.#keys = new Float64Array(room);
    this.#names = new Uint32Array(room);
  }

  /**
   * @param name  a whole number below 2^32
   * @param key   no NaN; of equal ones those that came first are less
   */
  add(name: number, key: number): void {
    if (this.#isFull && key >= this.#worst) return;
    if (this.#count === this.#keys.length) this.#cut();
    this.#keys[this.#count] = key;
    this.#names[this.#count] = name;
    this.#count += 1;
  }

  /** The names of the least, the least first, without those before `from`: as many as are wanted, or all there were. */
  names(from = 0): Uint32Array {
    const order = sortPart(this.#places(), this.#keys, from, this.#wanted);
    return order.slice(from, this.#wanted).map((i) => this.#names[i]!);
  }

  /** Throws out what is not wanted; the others stay as they came. */
  #cut(): void {
    const kept = Math.min(this.#wanted, this.#count);
    const order = sortPart(this.#places(), this.#keys, kept - 1, kept);
    this.#isFull = kept === this.#wanted;
    if (kept > 0) this.#worst = this.#keys[order[kept - 1]!]!;
    order
      .subarray(0, kept)
      .sort()
      .forEach((from, to) => {
        this.#keys[to] = this.#keys[from]!;
        this.#names[to] = this.#names[from]!;
      });
    this.#count = kept;
  }

  #places(): Uint32Array {
    const places = new Uint32Array(this.#count);
    for (let i = 0; i < places.length; i++) places[i] = i;
    return places;
  }
}
