import { TunesmithError } from "../../error.ts";
import { shuffle, stream } from "../../math/rng.ts";
import { checkLength, codeLabels, type Label } from "../labels.ts";
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
    this.#options = checkOptions("StratifiedKFold", foldOptions, options);
    this.nSplits = this.#options.nSplits;
  }

  /** Shuffled, whether this one is or not. */
  reseeded(seed: number): StratifiedKFold {
    return new StratifiedKFold({ ...this.#options, shuffle: true, seed });
  }

  /** @throws TunesmithError "data" when there are fewer rows than folds, or no class has as many rows as folds */
  split(X: Table, y: readonly Label[]): Split[] {
    const { nSplits } = this;
    const n = enoughRows(X, nSplits);
    checkLength(y, n);
    const members = rowsOfClasses(y);
    checkMembers(
      members.map((rows) => rows.length),
      nSplits,
    );
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

/** @throws TunesmithError "data" when no class has as many rows as there are folds */
export function checkMembers(counts: readonly number[], nSplits: number): void {
  if (counts.some((count) => count >= nSplits)) return;
  throw new TunesmithError(
    "data",
    `${nSplits} folds, but no class has more than ${Math.max(...counts)} rows; take fewer folds, or KFold.`,
  );
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
