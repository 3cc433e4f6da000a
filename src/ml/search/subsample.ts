import { shuffle, stream } from "../../math/rng.ts";
import { selectFrom } from "../columns.ts";
import type { Fold, Sample } from "../folds.ts";
import { selectLabels } from "../labels.ts";
import { rowsOf } from "../matrix.ts";

/** Which fold it is, and the seed of the study. */
export interface Drawn {
  readonly index: number;
  readonly seed: number;
}

/**
 * A share of a fold, of its training rows and of its test rows.
 *
 * As many rows as scikit-learn takes, but not the same ones: its draws are numpy's. Here every share of a fold holds the
 * smaller ones, so that candidates see what they saw before and more.
 *
 * @param share  in (0, 1]
 */
export function subsample(fold: Fold, share: number, { index, seed }: Drawn): Fold {
  const part = ({ X, y }: Sample, side: "train" | "test"): Sample => {
    const count = rowsOf(X);
    const n = Math.floor(share * count);
    if (n === count) return { X, y };
    const all = Array.from({ length: count }, (_, i) => i);
    const drawn = shuffle(stream(seed, `subsample ${side}`, index), all).slice(0, n);
    const rows = drawn.sort((a, b) => a - b);
    return { X: selectFrom(X, rows), y: selectLabels(y, rows) };
  };
  return { train: part(fold.train, "train"), test: part(fold.test, "test") };
}
