import { TunesmithError } from "../../error.ts";
import type { ActiveTrial, RepeatAnswer } from "../../study/index.ts";
import type { Estimator } from "../estimator.ts";
import { type Cv, foldsOf } from "../folds.ts";
import type { Label } from "../labels.ts";
import { rowsOf, type Table } from "../matrix.ts";
import type { EstimatorParams } from "../params.ts";
import { scoreFold } from "../score-fold.ts";
import type { Scorer } from "../scorers.ts";
import { KFold, StratifiedKFold } from "../splitters/index.ts";

/** What is evaluated again, and on what. */
export interface FreshFolds {
  readonly estimator: Estimator;
  readonly paramsOf: (trial: ActiveTrial) => EstimatorParams;
  readonly scorer: Scorer;
  readonly X: Table;
  readonly y: readonly Label[];
  /** Folds that no candidate was chosen by. */
  readonly cvOf: (seed: number) => Cv;
}

/** The scores of a candidate on fresh folds, the same for each that is given that seed. */
export function onFreshFolds(f: FreshFolds): (trial: ActiveTrial) => Promise<RepeatAnswer> {
  return async (trial) => {
    const folds = foldsOf(f.estimator, f.X, f.y, f.cvOf(trial.seed));
    const values: number[] = [];
    for (const fold of folds) {
      trial.signal.throwIfAborted();
      const how = { scorers: { score: f.scorer }, returnTrainScore: false };
      values.push((await scoreFold(f.estimator, f.paramsOf(trial), fold, how)).test.score!);
    }
    const rows = (side: "train" | "test") => folds.reduce((sum, fold) => sum + rowsOf(fold[side].X), 0);
    return { folds: { values, ratio: rows("test") / rows("train") } };
  };
}

/**
 * Ways to split like this one, with other draws.
 *
 * @throws TunesmithError "option" where nothing can be drawn
 */
export function freshCv(estimator: Estimator, cv: Cv = 5): (seed: number) => Cv {
  if (typeof cv === "number") {
    const Folds = estimator.kind === "classifier" ? StratifiedKFold : KFold;
    return (seed) => new Folds({ nSplits: cv, shuffle: true, seed });
  }
  if ("split" in cv && cv.reseeded) return (seed) => cv.reseeded!(seed);
  throw new TunesmithError(
    "option",
    "the folds of this search cannot be drawn anew; give cv, a function of a seed that gives other folds: confirm(X, y, { cv: (seed) => … }).",
  );
}
