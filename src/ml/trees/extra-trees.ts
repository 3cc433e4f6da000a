import { Classifier, type CodedRows } from "../classifier.ts";
import type { Matrix } from "../matrix.ts";
import { type NumberedRows, Regressor } from "../regressor.ts";
import { growTrees, leavesOf } from "./forest.ts";
import { classesGoal, numbersGoal } from "./goal.ts";
import type { Tree } from "./grow.ts";
import { type ForestParams, forestOptions } from "./options.ts";

/** The mean of many trees that cut columns at random places; each learns from all rows, a split looks at the root of d columns. */
export class ExtraTreesClassifier extends Classifier<ForestParams, readonly Tree[]> {
  protected override readonly takesWeight = true;

  constructor(params: Partial<ForestParams> = {}) {
    super("ExtraTreesClassifier", forestOptions("sqrt", false), params);
  }

  clone(params: Partial<ForestParams> = {}): ExtraTreesClassifier {
    return new ExtraTreesClassifier({ ...this.getParams(), ...params });
  }

  protected learn({ X, codes, k, weight }: CodedRows): readonly Tree[] {
    const lesson = { X, goal: classesGoal(codes, k), weight };
    return growTrees("ExtraTreesClassifier", lesson, { ...this.params, cutsAtRandom: true });
  }

  protected probabilities(trees: readonly Tree[], X: Matrix, k: number): number[][] {
    return leavesOf(trees, X, k);
  }
}

/** The mean of many trees that cut columns at random places; each learns from all rows, a split looks at all columns. */
export class ExtraTreesRegressor extends Regressor<ForestParams, readonly Tree[]> {
  protected override readonly takesWeight = true;

  constructor(params: Partial<ForestParams> = {}) {
    super("ExtraTreesRegressor", forestOptions(null, false), params);
  }

  clone(params: Partial<ForestParams> = {}): ExtraTreesRegressor {
    return new ExtraTreesRegressor({ ...this.getParams(), ...params });
  }

  protected learn({ X, y, weight }: NumberedRows): readonly Tree[] {
    const lesson = { X, goal: numbersGoal(y), weight };
    return growTrees("ExtraTreesRegressor", lesson, { ...this.params, cutsAtRandom: true });
  }

  protected values(trees: readonly Tree[], X: Matrix): number[] {
    return leavesOf(trees, X, 1).map((row) => row[0]!);
  }
}
