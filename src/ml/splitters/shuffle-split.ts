import { TunesmithError } from "../../error.ts";
import { type Rng, shuffle, stream } from "../../math/rng.ts";
import { checkLength, codeLabels, type Label } from "../labels.ts";
import { rowsOf, type Table } from "../matrix.ts";
import { checkOptions, countOrShare, type OptionsOf, orNull, wholeFrom, wholeNumber } from "../options.ts";
import type { Split, Splitter } from "./splitter.ts";

export interface ShuffleSplitOptions {
  /** Splits; default 10. */
  readonly nSplits?: number;
  /** Rows to test on: how many, or a share in (0, 1); default 0.1, or what `trainSize` leaves. */
  readonly testSize?: number | null;
  /** Rows to learn from, likewise; default what `testSize` leaves. */
  readonly trainSize?: number | null;
  /** A whole number; default 0. */
  readonly seed?: number;
}

const declared: OptionsOf<Required<ShuffleSplitOptions>> = {
  nSplits: [10, wholeFrom(1)],
  testSize: [null, orNull(countOrShare)],
  trainSize: [null, orNull(countOrShare)],
  seed: [0, wholeNumber],
};

/** Draws rows to test on at random, anew for each split: a row may be tested in several splits, or in none. */
export class ShuffleSplit implements Splitter {
  readonly nSplits: number;
  readonly #options: Required<ShuffleSplitOptions>;

  /** @throws TunesmithError "option" */
  constructor(options: ShuffleSplitOptions = {}) {
    this.#options = checkOptions("ShuffleSplit", declared, options);
    this.nSplits = this.#options.nSplits;
  }

  reseeded(seed: number): ShuffleSplit {
    return new ShuffleSplit({ ...this.#options, seed });
  }

  /** @throws TunesmithError "data" when a side would be empty, or both together larger than X */
  split(X: Table): Split[] {
    const n = rowsOf(X);
    const { train, test } = sizesOf(n, this.#options, 0.1);
    const rows = Array.from({ length: n }, (_, i) => i);
    return Array.from({ length: this.nSplits }, (_, i) => {
      const order = shuffle(stream(this.#options.seed, "ShuffleSplit", i), rows);
      return { test: sorted(order.slice(0, test)), train: sorted(order.slice(test, test + train)) };
    });
  }
}

/** Draws rows at random, the same share of every class on each side. */
export class StratifiedShuffleSplit implements Splitter {
  readonly nSplits: number;
  readonly #options: Required<ShuffleSplitOptions>;

  /** @throws TunesmithError "option" */
  constructor(options: ShuffleSplitOptions = {}) {
    this.#options = checkOptions("StratifiedShuffleSplit", declared, options);
    this.nSplits = this.#options.nSplits;
  }

  reseeded(seed: number): StratifiedShuffleSplit {
    return new StratifiedShuffleSplit({ ...this.#options, seed });
  }

  /** @throws TunesmithError "data" when a class has a single row, or a side has fewer rows than there are classes */
  split(X: Table, y: readonly Label[]): Split[] {
    const n = rowsOf(X);
    checkLength(y, n);
    const { classes, codes } = codeLabels(y);
    const { train, test } = sizesOf(n, this.#options, 0.1);
    const members: number[][] = classes.map(() => []);
    codes.forEach((code, i) => void members[code]!.push(i));
    const single = members.findIndex((rows) => rows.length < 2);
    if (single >= 0) {
      const name = JSON.stringify(classes[single]);
      throw new TunesmithError(
        "data",
        `class ${name} has 1 row; both sides of a split need one of each class.`,
      );
    }
    if (Math.min(train, test) < classes.length) {
      throw new TunesmithError(
        "data",
        `${train} rows to learn from and ${test} to test on cannot hold ${classes.length} classes each.`,
      );
    }
    return Array.from({ length: this.nSplits }, (_, i) => {
      const rng = stream(this.#options.seed, "StratifiedShuffleSplit", i);
      const sizes = members.map((rows) => rows.length);
      const trained = allot(sizes, train, rng);
      const tested = allot(
        sizes.map((size, k) => size - trained[k]!),
        test,
        rng,
      );
      const drawn = members.map((rows) => shuffle(rng, rows));
      const from = (k: number) => trained[k]!;
      return {
        train: sorted(drawn.flatMap((rows, k) => rows.slice(0, from(k)))),
        test: sorted(drawn.flatMap((rows, k) => rows.slice(from(k), from(k) + tested[k]!))),
      };
    });
  }
}

/** How many of each class to draw: in proportion, what rounding leaves to the largest remainders, ties at random. */
function allot(sizes: readonly number[], draws: number, rng: Rng): number[] {
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const exact = sizes.map((size) => (size / total) * draws);
  const counts = exact.map(Math.floor);
  const left = draws - counts.reduce((sum, count) => sum + count, 0);
  const order = shuffle(rng, [...sizes.keys()]).sort(
    (a, b) => exact[b]! - counts[b]! - (exact[a]! - counts[a]!),
  );
  for (const k of order.slice(0, left)) counts[k]!++;
  return counts;
}

/**
 * The rows on each side: scikit-learn rounds the tested share up and the trained one down.
 *
 * @throws TunesmithError "data"
 */
export function sizesOf(
  n: number,
  { testSize, trainSize }: { readonly testSize: number | null; readonly trainSize: number | null },
  standard: number,
): { train: number; test: number } {
  const wanted = testSize ?? (trainSize === null ? standard : null);
  const tested = wanted === null ? null : wanted < 1 ? Math.ceil(wanted * n) : wanted;
  const trained = trainSize === null ? null : trainSize < 1 ? Math.floor(trainSize * n) : trainSize;
  const train = trained ?? n - tested!;
  const test = tested ?? n - train;
  if (train >= 1 && test >= 1 && train + test <= n) return { train, test };
  throw new TunesmithError(
    "data",
    `X has ${n} rows, which do not make ${train} to learn from and ${test} to test on; change testSize or trainSize.`,
  );
}

const sorted = (rows: number[]): number[] => rows.sort((a, b) => a - b);
