import { TunesmithError } from "../error.ts";
import { checkedTable, selectFrom } from "./columns.ts";
import type { Estimator } from "./estimator.ts";
import { checkLength, type Label, selectLabels } from "./labels.ts";
import { settled } from "./made-once.ts";
import { type Frame, isMatrix, type Matrix, rowsOf, type Table } from "./matrix.ts";
import { KFold, type Split, type Splitter, StratifiedKFold } from "./splitters/index.ts";

/** How rows are split: so many folds (stratified for a classifier), a splitter, or the splits themselves. */
export type Cv = number | Splitter | readonly Split[];

/** The rows to learn from, and those to test on. */
export interface Fold {
  readonly train: Sample;
  readonly test: Sample;
}

/** Rows with their labels. */
export interface Sample {
  readonly X: Matrix | Frame;
  readonly y: readonly Label[];
}

/**
 * Splits rows.
 *
 * @param X   shape [n, d]
 * @param y   shape [n]
 * @param cv  default 5
 * @returns at least one fold
 * @throws TunesmithError "shape", "data" for rows that do not fit or cannot be split so, "option" for splits that are none
 */
export function foldsOf(estimator: Estimator, X: Table, y: readonly Label[], cv: Cv = 5): Fold[] {
  const table = checkedTable(X); // what it can do with, the estimator knows
  checkLength(y, rowsOf(table));
  const sampleOf = (rows: readonly number[]): Sample => {
    const X = selectFrom(table, rows);
    return { X: isMatrix(X) ? settled(X) : X, y: selectLabels(y, rows) };
  };
  return splitsOf(estimator, table, y, cv).map(({ train, test }) => ({
    train: sampleOf(train),
    test: sampleOf(test),
  }));
}

function splitsOf(estimator: Estimator, X: Table, y: readonly Label[], cv: Cv): readonly Split[] {
  if (typeof cv === "number") {
    const folds = estimator.kind === "classifier" ? StratifiedKFold : KFold;
    return new folds({ nSplits: cv }).split(X, y);
  }
  if ("split" in cv) return cv.split(X, y);
  checkSplits(cv, rowsOf(X));
  return cv;
}

function checkSplits(splits: readonly Split[], n: number): void {
  const isPart = (rows: readonly number[]) =>
    rows.length > 0 && rows.every((row) => Number.isSafeInteger(row) && row >= 0 && row < n);
  const wrong = splits.findIndex(({ train, test }) => !isPart(train) || !isPart(test));
  if (splits.length > 0 && wrong < 0) return;
  const found = splits.length === 0 ? "no splits" : `a split ${wrong} with rows that are not there`;
  throw new TunesmithError(
    "option",
    `cv has ${found}; each split is { train, test }, numbers of rows in [0, ${n}), at least one in each.`,
  );
}
