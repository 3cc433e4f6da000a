import { TunesmithError } from "../error.ts";
import { shuffle, stream } from "../math/rng.ts";
import { checkLength, codeLabels, type Label } from "./labels.ts";
import { rowsOf, type Table } from "./matrix.ts";

/** Which rows to learn from and which to test on: row numbers, ascending. */
export interface Split {
  readonly train: readonly number[];
  readonly test: readonly number[];
}

/** A way to split rows; scikit-learn's cross-validators by their own names. */
export interface Splitter {
  /** How many splits `split` gives. */
  readonly nSplits: number;
  /** @throws TunesmithError "data" for rows that cannot be split so */
  split(X: Table, y: readonly Label[]): Split[];
}

export interface FoldOptions {
  /** Folds, from 2; default 5. */
  readonly nSplits?: number;
  /** Whether rows are shuffled first; default false: neighbours stay together. */
  readonly shuffle?: boolean;
  /** A whole number, for `shuffle`; default 0. */
  readonly seed?: number;
}

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
    this.#options = checkFolds("KFold", options);
    this.nSplits = this.#options.nSplits;
  }

  /** @throws TunesmithError "data" when there are fewer rows than folds */
  split(X: Table, _y?: readonly Label[]): Split[] {
    const n = rowsOf(X);
    checkEnough(this.nSplits, n);
    const rows = Array.from({ length: n }, (_, i) => i);
    const order = this.#options.shuffle ? shuffle(stream(this.#options.seed, "KFold", 0), rows) : rows;
    const foldOf = new Int32Array(n);
    order.forEach((row, place) => {
      foldOf[row] = foldAt(place, n, this.nSplits);
    });
    return splitsOf(foldOf, this.nSplits);
  }
}

/**
 * Cuts the rows into folds that each hold the same share of every class, as nearly as counts allow.
 *
 * Without `shuffle` the folds are those of scikit-learn from 0.22 on. A class with fewer rows than folds is missing from
 * some of them.
 */
export class StratifiedKFold implements Splitter {
  readonly nSplits: number;
  readonly #options: Required<FoldOptions>;

  /** @throws TunesmithError "option" */
  constructor(options: FoldOptions = {}) {
    this.#options = checkFolds("StratifiedKFold", options);
    this.nSplits = this.#options.nSplits;
  }

  /** @throws TunesmithError "data" when there are fewer rows than folds, or no class has as many rows as folds */
  split(X: Table, y: readonly Label[]): Split[] {
    const { nSplits } = this;
    const n = rowsOf(X);
    checkLength(y, n);
    checkEnough(nSplits, n);
    const members = rowsOfClasses(y);
    if (members.every((rows) => rows.length < nSplits)) {
      throw new TunesmithError(
        "data",
        `${nSplits} folds, but no class has more than ${Math.max(...members.map((rows) => rows.length))} rows; take fewer folds, or KFold.`,
      );
    }
    const rng = stream(this.#options.seed, "StratifiedKFold", 0);
    const foldOf = new Int32Array(n);
    // Dealing the rows sorted by class to the folds in turn says how many of each class a fold gets.
    let dealt = 0;
    for (const rows of members) {
      const counts = new Int32Array(nSplits);
      for (const _ of rows) counts[dealt++ % nSplits]!++;
      const folds = Array.from(counts).flatMap((count, fold) => Array<number>(count).fill(fold));
      const order = this.#options.shuffle ? shuffle(rng, folds) : folds;
      rows.forEach((row, i) => {
        foldOf[row] = order[i]!;
      });
    }
    return splitsOf(foldOf, nSplits);
  }
}

/** The rows of each class, classes in order of their first row. */
function rowsOfClasses(y: readonly Label[]): number[][] {
  const { codes } = codeLabels(y);
  const members = new Map<number, number[]>();
  codes.forEach((code, i) => {
    const rows = members.get(code);
    if (rows) rows.push(i);
    else members.set(code, [i]);
  });
  return [...members.values()];
}

/** The fold of the row at a place, when the first n mod k folds of k have one row more than the others. */
function foldAt(place: number, n: number, k: number): number {
  const small = Math.floor(n / k);
  const longer = n % k;
  const start = longer * (small + 1); // where the shorter folds begin
  return place < start ? Math.floor(place / (small + 1)) : longer + Math.floor((place - start) / small);
}

function splitsOf(foldOf: Int32Array, nSplits: number): Split[] {
  return Array.from({ length: nSplits }, (_, fold) => {
    const train: number[] = [];
    const test: number[] = [];
    foldOf.forEach((f, row) => {
      (f === fold ? test : train).push(row);
    });
    return { train, test };
  });
}

function checkFolds(what: string, options: FoldOptions): Required<FoldOptions> {
  const { nSplits = 5, shuffle = false, seed = 0 } = options;
  if (!Number.isSafeInteger(nSplits) || nSplits < 2) {
    throw new TunesmithError("option", `${what}: nSplits is ${nSplits}; it must be a whole number from 2.`);
  }
  if (!Number.isSafeInteger(seed)) {
    throw new TunesmithError("option", `${what}: seed is ${seed}; it must be a whole number.`);
  }
  return { nSplits, shuffle, seed };
}

function checkEnough(nSplits: number, n: number): void {
  if (n >= nSplits) return;
  throw new TunesmithError("data", `${nSplits} folds need as many rows, but X has ${n}; take fewer folds.`);
}
