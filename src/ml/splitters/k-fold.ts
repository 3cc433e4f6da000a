import { shuffle, stream } from "../../math/rng.ts";
import type { Table } from "../matrix.ts";
import { checkOptions } from "../options.ts";
import {
  enoughRows,
  type FoldOptions,
  foldOptions,
  type Split,
  type Splitter,
  splitsOf,
} from "./splitter.ts";

/**
 * Cuts the rows into folds of equal size, each tested once; the first n mod nSplits folds have one row more.
 *
 * Without `shuffle` the folds are scikit-learn's.
 *
 * @example for (const { train, test } of new KFold({ nSplits: 5 }).split(X, y)) …
 */
export class KFold implements Splitter {
  readonly nSplits: number;
  readonly #options: Required<FoldOptions>;

  /** @throws TunesmithError "option" */
  constructor(options: FoldOptions = {}) {
    this.#options = checkOptions("KFold", foldOptions, options);
    this.nSplits = this.#options.nSplits;
  }

  /** Shuffled, whether this one is or not. */
  reseeded(seed: number): KFold {
    return new KFold({ ...this.#options, shuffle: true, seed });
  }

  /** @throws TunesmithError "data" when there are fewer rows than folds */
  split(X: Table): Split[] {
    const n = enoughRows(X, this.nSplits);
    const rows = Array.from({ length: n }, (_, i) => i);
    const order = this.#options.shuffle ? shuffle(stream(this.#options.seed, "KFold", 0), rows) : rows;
    const foldOf = new Int32Array(n);
    order.forEach((row, place) => {
      foldOf[row] = foldAt(place, n, this.nSplits);
    });
    return splitsOf(foldOf, this.nSplits);
  }
}

/** The fold of the item at a place, when the first n mod k folds of k have one item more than the others. */
export function foldAt(place: number, n: number, k: number): number {
  const small = Math.floor(n / k);
  const longer = n % k;
  const start = longer * (small + 1); // where the shorter folds begin
  return place < start ? Math.floor(place / (small + 1)) : longer + Math.floor((place - start) / small);
}
