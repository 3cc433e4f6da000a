import { TunesmithError } from "../../error.ts";
import type { Label } from "../labels.ts";
import { rowsOf, type Table } from "../matrix.ts";
import { flag, type OptionsOf, wholeFrom, wholeNumber } from "../options.ts";

/** Which rows to learn from and which to test on: row numbers, ascending. */
export interface Split {
  readonly train: readonly number[];
  readonly test: readonly number[];
}

/** A way to split rows; scikit-learn's cross-validators by their own names. */
export interface Splitter {
  /** How many splits `split` gives; null where that depends on the rows. */
  readonly nSplits: number | null;
  /**
   * @param X       shape [n, d]
   * @param y       shape [n]
   * @param groups  what each row belongs to, shape [n], for splitters that keep groups together
   * @throws TunesmithError "data" for rows that cannot be split so
   */
  split(X: Table, y?: readonly Label[], groups?: readonly Label[]): Split[];
  /** The same way to split, with other draws; for splitters that can shuffle. */
  reseeded?(seed: number): Splitter;
}

export interface FoldOptions {
  /** Folds, from 2; default 5. */
  readonly nSplits?: number;
  /** Whether rows are shuffled first; default false: neighbours stay together. */
  readonly shuffle?: boolean;
  /** A whole number, for `shuffle`; default 0. */
  readonly seed?: number;
}

/** What all splitters into folds declare. */
export const foldOptions: OptionsOf<Required<FoldOptions>> = {
  nSplits: [5, wholeFrom(2)],
  shuffle: [false, flag],
  seed: [0, wholeNumber],
};

/** The splits of folds, each tested once. */
export function splitsOf(foldOf: ArrayLike<number>, nSplits: number): Split[] {
  return Array.from({ length: nSplits }, (_, fold) => {
    const train: number[] = [];
    const test: number[] = [];
    for (let row = 0; row < foldOf.length; row++) (foldOf[row] === fold ? test : train).push(row);
    return { train, test };
  });
}

/**
 * The number of rows of a table.
 *
 * @throws TunesmithError "data" when there are fewer than folds
 */
export function enoughRows(X: Table, nSplits: number): number {
  const n = rowsOf(X);
  if (n >= nSplits) return n;
  throw new TunesmithError("data", `${nSplits} folds need as many rows, but X has ${n}; take fewer folds.`);
}

/** @throws TunesmithError "data" when there are none, "shape" when there is not one for each row */
export function checkGroups(groups: readonly Label[] | undefined, n: number): readonly Label[] {
  if (groups === undefined) {
    throw new TunesmithError("data", "this splitter keeps groups together; give groups, one for each row.");
  }
  if (groups.length === n) return groups;
  throw new TunesmithError(
    "shape",
    `X has ${n} rows, but there are ${groups.length} groups; give one for each row.`,
  );
}
