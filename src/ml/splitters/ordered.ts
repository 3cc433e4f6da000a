import { TunesmithError } from "../../error.ts";
import { checkLength, type Label } from "../labels.ts";
import { rowsOf, type Table } from "../matrix.ts";
import { checkOptions, type OptionsOf, orNull, wholeFrom } from "../options.ts";
import { enoughRows, type Split, type Splitter } from "./splitter.ts";

export interface TimeSeriesOptions {
  /** Splits, from 2; default 5. */
  readonly nSplits?: number;
  /** Rows to learn from at most, the latest; default all that came before. */
  readonly maxTrainSize?: number | null;
  /** Rows of each test; default n / (nSplits + 1), rounded down. */
  readonly testSize?: number | null;
  /** Rows left out between training and test; default 0. */
  readonly gap?: number;
}

const declared: OptionsOf<Required<TimeSeriesOptions>> = {
  nSplits: [5, wholeFrom(2)],
  maxTrainSize: [null, orNull(wholeFrom(1))],
  testSize: [null, orNull(wholeFrom(1))],
  gap: [0, wholeFrom(0)],
};

/** Learns from what came before, and tests on what comes next: rows stand in the order of time. */
export class TimeSeriesSplit implements Splitter {
  readonly nSplits: number;
  readonly #options: Required<TimeSeriesOptions>;

  /** @throws TunesmithError "option" */
  constructor(options: TimeSeriesOptions = {}) {
    this.#options = checkOptions("TimeSeriesSplit", declared, options);
    this.nSplits = this.#options.nSplits;
  }

  /** @throws TunesmithError "data" when the rows do not suffice */
  split(X: Table): Split[] {
    const { nSplits, maxTrainSize, gap } = this.#options;
    const n = enoughRows(X, nSplits + 1);
    const size = this.#options.testSize ?? Math.floor(n / (nSplits + 1));
    if (n - gap - size * nSplits <= 0) {
      throw new TunesmithError(
        "data",
        `X has ${n} rows, too few for ${nSplits} tests of ${size} rows behind a gap of ${gap}; take fewer splits.`,
      );
    }
    return Array.from({ length: nSplits }, (_, i) => {
      const start = n - (nSplits - i) * size;
      const end = start - gap;
      const from = maxTrainSize !== null && maxTrainSize < end ? end - maxTrainSize : 0;
      return { train: range(from, end), test: range(start, start + size) };
    });
  }
}

/** Tests each row alone: as many fits as rows. */
export class LeaveOneOut implements Splitter {
  readonly nSplits = null;

  /** @throws TunesmithError "data" for a single row */
  split(X: Table): Split[] {
    const n = rowsOf(X);
    if (n < 2) throw new TunesmithError("data", `X has ${n} rows; to leave one out takes two.`);
    return range(0, n).map((i) => ({ train: [...range(0, i), ...range(i + 1, n)], test: [i] }));
  }
}

/** Folds that somebody fixed before: row i is tested in fold `testFold[i]`, and in none where that is -1. */
export class PredefinedSplit implements Splitter {
  readonly nSplits: number;
  readonly #testFold: readonly number[];
  readonly #folds: readonly number[];

  /** @throws TunesmithError "option" for what is no whole number from -1, or when no row is tested */
  constructor(testFold: readonly number[]) {
    const isFold = (fold: unknown) => Number.isSafeInteger(fold) && (fold as number) >= -1;
    const folds = [...new Set(testFold)].filter((fold) => fold !== -1).sort((a, b) => a - b);
    if (folds.length === 0 || !testFold.every(isFold)) {
      throw new TunesmithError(
        "option",
        "PredefinedSplit: give the number of the fold that tests it for each row, and -1 for a row that none tests.",
      );
    }
    this.#testFold = [...testFold];
    this.#folds = folds;
    this.nSplits = folds.length;
  }

  /** @throws TunesmithError "shape" when there is not one fold for each row */
  split(X: Table, _y?: readonly Label[]): Split[] {
    checkLength(this.#testFold, rowsOf(X));
    const rows = range(0, this.#testFold.length);
    return this.#folds.map((fold) => ({
      train: rows.filter((row) => this.#testFold[row] !== fold),
      test: rows.filter((row) => this.#testFold[row] === fold),
    }));
  }
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i);
}
