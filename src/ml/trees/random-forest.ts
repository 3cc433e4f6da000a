import { Classifier, type CodedRows } from "../classifier.ts";
import type { Matrix } from "../matrix.ts";
import { type NumberedRows, Regressor } from "../regressor.ts";
import { growTrees, leavesOf } from "./forest.ts";
import { classesGoal, numbersGoal } from "./goal.ts";
import type { Tree } from "./grow.ts";
import { type ForestParams, forestOptions } from "./options.ts";

/** The mean of many trees, each grown on rows drawn with replacement; a split looks at the root of d columns. */
export class RandomForestClassifier extends Classifier<ForestParams, readonly Tree[]> {
  protected override readonly takesWeight = true;

  constructor(params: Partial<ForestParams> = {}) {
    super("RandomForestClassifier", forestOptions("sqrt"), params);
  }

  clone(params: Partial<ForestParams> = {}): RandomForestClassifier {
    return new RandomForestClassifier({ ...this.getParams(), ...params });
  }

  protected learn({ X, codes, k, weight }: CodedRows): readonly Tree[] {
    return growTrees("RandomForestClassifier", { X, goal: classesGoal(codes, k), weight }, this.params);
  }

  protected probabilities(trees: readonly Tree[], X: Matrix, k: number): number[][] {
    return leavesOf(trees, X, k);
  }
}

/** The mean of many trees, each grown on rows drawn with replacement; a split looks at all columns. */
export class RandomForestRegressor extends Regressor<ForestParams, readonly Tree[]> {
  protected override readonly takesWeight = true;

  constructor(params: Partial<ForestParams> = {}) {
    super("RandomForestRegressor", forestOptions(null), params);
  }

  clone(params: Partial<ForestParams> = {}): RandomForestRegressor {
    return new RandomForestRegressor({ ...this.getParams(), ...params });
  }

  protected learn({ X, y, weight }: NumberedRows): readonly Tree[] {
    return growTrees("RandomForestRegressor", { X, goal: numbersGoal(y), weight }, this.params);
  }

  protected values(trees: readonly Tree[], X: Matrix): number[] {
    return leavesOf(trees, X, 1).map((row) => row[0]!);
  }
}
