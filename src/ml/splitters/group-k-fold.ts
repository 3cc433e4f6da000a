import { TunesmithError } from "../../error.ts";
import { shuffle, stream } from "../../math/rng.ts";
import { checkLength, codeLabels, type Label } from "../labels.ts";
import type { Table } from "../matrix.ts";
import { checkOptions } from "../options.ts";
import { foldAt } from "./k-fold.ts";
import {
  checkGroups,
  enoughRows,
  type FoldOptions,
  foldOptions,
  type Split,
  type Splitter,
  splitsOf,
} from "./splitter.ts";
import { checkMembers } from "./stratified-k-fold.ts";

/** Cuts the rows into folds of like size so that no group is in two of them; without `shuffle` scikit-learn's. */
export class GroupKFold implements Splitter {
  readonly nSplits: number;
  readonly #options: Required<FoldOptions>;

  /** @throws TunesmithError "option" */
  constructor(options: FoldOptions = {}) {
    this.#options = checkOptions("GroupKFold", foldOptions, options);
    this.nSplits = this.#options.nSplits;
  }

  /** @throws TunesmithError "data" when there are no groups, or fewer than folds; "shape" */
  split(X: Table, _y?: readonly Label[], groups?: readonly Label[]): Split[] {
    const { nSplits } = this;
    const codes = codesOfGroups(X, groups, nSplits);
    const sizes = countsOf(codes);
    const foldOfGroup = new Int32Array(sizes.length);
    if (this.#options.shuffle) {
      const order = shuffle(stream(this.#options.seed, "GroupKFold", 0), [...sizes.keys()]);
      order.forEach((group, place) => {
        foldOfGroup[group] = foldAt(place, sizes.length, nSplits);
      });
    } else {
      // The largest group to the lightest fold; of equal groups the last, of equal folds the first.
      const order = [...sizes.keys()].sort((a, b) => sizes[b]! - sizes[a]! || b - a);
      const loads = Array<number>(nSplits).fill(0);
      for (const group of order) {
        const fold = loads.indexOf(Math.min(...loads));
        loads[fold]! += sizes[group]!;
        foldOfGroup[group] = fold;
      }
    }
    return splitsOf(
      codes.map((code) => foldOfGroup[code]!),
      nSplits,
    );
  }
}

/** Keeps groups together and the share of every class alike; without `shuffle` scikit-learn's. */
export class StratifiedGroupKFold implements Splitter {
  readonly nSplits: number;
  readonly #options: Required<FoldOptions>;

  /** @throws TunesmithError "option" */
  constructor(options: FoldOptions = {}) {
    this.#options = checkOptions("StratifiedGroupKFold", foldOptions, options);
    this.nSplits = this.#options.nSplits;
  }

  /** @throws TunesmithError "data" when there are no groups, fewer than folds, or no class has as many rows; "shape" */
  split(X: Table, y: readonly Label[], groups?: readonly Label[]): Split[] {
    const { nSplits } = this;
    const groupOf = codesOfGroups(X, groups, nSplits);
    checkLength(y, groupOf.length);
    const { classes, codes } = codeLabels(y);
    const totals = countsOf(codes);
    checkMembers(totals, nSplits);
    const ofGroup = countsOf(groupOf).map(() => Array<number>(classes.length).fill(0));
    groupOf.forEach((group, i) => {
      ofGroup[group]![codes[i]!]!++;
    });
    let order = [...ofGroup.keys()];
    if (this.#options.shuffle) order = shuffle(stream(this.#options.seed, "StratifiedGroupKFold", 0), order);
    // The most one-sided groups first, while all folds are open.
    const spread = ofGroup.map(deviation);
    order.sort((a, b) => spread[b]! - spread[a]!);
    const loads = Array.from({ length: nSplits }, () => Array<number>(classes.length).fill(0));
    const foldOfGroup = new Int32Array(ofGroup.length);
    for (const group of order) {
      const fold = bestFold(loads, ofGroup[group]!, totals);
      foldOfGroup[group] = fold;
      ofGroup[group]!.forEach((count, k) => {
        loads[fold]![k]! += count;
      });
    }
    return splitsOf(
      groupOf.map((group) => foldOfGroup[group]!),
      nSplits,
    );
  }
}

/** The fold that a group makes least uneven; of about equal ones the lightest. */
function bestFold(loads: number[][], counts: readonly number[], totals: readonly number[]): number {
  let best = 0;
  let least = Infinity;
  let lightest = Infinity;
  loads.forEach((load, fold) => {
    const spreads = totals.map((total, k) =>
      deviation(loads.map((other, i) => (other[k]! + (i === fold ? counts[k]! : 0)) / total)),
    );
    const uneven = spreads.reduce((sum, spread) => sum + spread, 0) / totals.length;
    const weight = load.reduce((sum, count) => sum + count, 0);
    const isClose = Math.abs(uneven - least) <= 1e-8 + 1e-5 * Math.abs(least); // numpy's isclose
    if (uneven < least || (isClose && weight < lightest)) {
      best = fold;
      least = uneven;
      lightest = weight;
    }
  });
  return best;
}

/** The standard deviation, by n. */
function deviation(xs: readonly number[]): number {
  const mean = xs.reduce((sum, x) => sum + x, 0) / xs.length;
  return Math.sqrt(xs.reduce((sum, x) => sum + (x - mean) ** 2, 0) / xs.length);
}

function codesOfGroups(X: Table, groups: readonly Label[] | undefined, nSplits: number): Int32Array {
  const { classes, codes } = codeLabels(checkGroups(groups, enoughRows(X, nSplits)));
  if (classes.length >= nSplits) return codes;
  throw new TunesmithError(
    "data",
    `${nSplits} folds need as many groups, but there are ${classes.length}; take fewer folds.`,
  );
}

function countsOf(codes: Int32Array): number[] {
  const counts: number[] = [];
  for (const code of codes) counts[code] = (counts[code] ?? 0) + 1;
  return counts;
}
