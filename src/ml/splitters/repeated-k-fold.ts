import type { Label } from "../labels.ts";
import type { Table } from "../matrix.ts";
import { checkOptions, type OptionsOf, wholeFrom, wholeNumber } from "../options.ts";
import { KFold } from "./k-fold.ts";
import type { FoldOptions, Split, Splitter } from "./splitter.ts";
import { StratifiedKFold } from "./stratified-k-fold.ts";

export interface RepeatedOptions {
  /** Folds, from 2; default 5. */
  readonly nSplits?: number;
  /** How often the rows are shuffled and cut anew; default 10. */
  readonly nRepeats?: number;
  /** A whole number; default 0. */
  readonly seed?: number;
}

const declared: OptionsOf<Required<RepeatedOptions>> = {
  nSplits: [5, wholeFrom(2)],
  nRepeats: [10, wholeFrom(1)],
  seed: [0, wholeNumber],
};

/** `KFold` again and again, each time shuffled anew. */
export class RepeatedKFold implements Splitter {
  readonly nSplits: number;
  readonly #options: Required<RepeatedOptions>;

  /** @throws TunesmithError "option" */
  constructor(options: RepeatedOptions = {}) {
    this.#options = checkOptions("RepeatedKFold", declared, options);
    this.nSplits = this.#options.nSplits * this.#options.nRepeats;
  }

  reseeded(seed: number): RepeatedKFold {
    return new RepeatedKFold({ ...this.#options, seed });
  }

  /** @throws TunesmithError "data" */
  split(X: Table): Split[] {
    return repeated(this.#options, (options) => new KFold(options).split(X));
  }
}

/** `StratifiedKFold` again and again, each time shuffled anew. */
export class RepeatedStratifiedKFold implements Splitter {
  readonly nSplits: number;
  readonly #options: Required<RepeatedOptions>;

  /** @throws TunesmithError "option" */
  constructor(options: RepeatedOptions = {}) {
    this.#options = checkOptions("RepeatedStratifiedKFold", declared, options);
    this.nSplits = this.#options.nSplits * this.#options.nRepeats;
  }

  reseeded(seed: number): RepeatedStratifiedKFold {
    return new RepeatedStratifiedKFold({ ...this.#options, seed });
  }

  /** @throws TunesmithError "data" */
  split(X: Table, y: readonly Label[]): Split[] {
    return repeated(this.#options, (options) => new StratifiedKFold(options).split(X, y));
  }
}

function repeated(
  { nSplits, nRepeats, seed }: Required<RepeatedOptions>,
  splits: (options: FoldOptions) => Split[],
): Split[] {
  // Far seeds, so that neighbouring ones share no repeat.
  return Array.from({ length: nRepeats }, (_, r) =>
    splits({ nSplits, shuffle: true, seed: (seed % 1e9) * 1_000_003 + r }),
  ).flat();
}
