import { below, type Rng } from "../../math/rng.ts";

/**
 * Columns in random order, and which of them have one value in the node at hand: they have it in all nodes below, and are
 * not looked at again there.
 */
export class Columns {
  readonly #order: Int32Array;
  readonly #isConstant: Uint8Array;
  readonly #constants: Int32Array;
  /** That of the tree. */
  rng: Rng = () => 0;
  /** How many are constant: to be given to `forget` when the node is left. */
  known = 0;

  constructor(d: number) {
    this.#order = new Int32Array(d);
    this.#isConstant = new Uint8Array(d);
    this.#constants = new Int32Array(d);
  }

  /** Begins a tree: nothing is known. */
  begin(rng: Rng): void {
    this.rng = rng;
    for (let j = 0; j < this.#order.length; j++) this.#order[j] = j;
    this.forget(0);
  }

  /** Draws the column of that place among those that have not been drawn to the places before. */
  draw(place: number): number {
    const order = this.#order;
    const drawn = place + below(this.rng, order.length - place);
    const j = order[drawn]!;
    order[drawn] = order[place]!;
    order[place] = j;
    return j;
  }

  /** The column that was drawn to that place. */
  at(place: number): number {
    return this.#order[place]!;
  }

  isConstant(j: number): boolean {
    return this.#isConstant[j] === 1;
  }

  /** One that was not known to be. */
  addConstant(j: number): void {
    this.#isConstant[j] = 1;
    this.#constants[this.known++] = j;
  }

  /** Only the first so many are constant from here on. */
  forget(known: number): void {
    while (this.known > known) this.#isConstant[this.#constants[--this.known]!] = 0;
  }
}
