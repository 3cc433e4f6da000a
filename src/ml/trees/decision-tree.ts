import { Classifier, type CodedRows } from "../classifier.ts";
import type { Matrix } from "../matrix.ts";
import { type NumberedRows, Regressor } from "../regressor.ts";
import { growTrees, leavesOf } from "./forest.ts";
import { classesGoal, numbersGoal } from "./goal.ts";
import type { Tree } from "./grow.ts";
import { type TreeParams, treeOptions } from "./options.ts";

/** A tree of questions, each the best split by Gini's impurity. */
export class DecisionTreeClassifier extends Classifier<TreeParams, readonly Tree[]> {
  protected override readonly takesWeight = true;

  constructor(params: Partial<TreeParams> = {}) {
    super("DecisionTreeClassifier", treeOptions(null), params);
  }

  clone(params: Partial<TreeParams> = {}): DecisionTreeClassifier {
    return new DecisionTreeClassifier({ ...this.getParams(), ...params });
  }

  protected learn({ X, codes, k, weight }: CodedRows): readonly Tree[] {
    return growTrees("DecisionTreeClassifier", { X, goal: classesGoal(codes, k), weight }, this.params);
  }

  protected probabilities(trees: readonly Tree[], X: Matrix, k: number): number[][] {
    return leavesOf(trees, X, k);
  }
}

/** A tree of questions, each the best split by the sum of squares. */
export class DecisionTreeRegressor extends Regressor<TreeParams, readonly Tree[]> {
  protected override readonly takesWeight = true;

  constructor(params: Partial<TreeParams> = {}) {
    super("DecisionTreeRegressor", treeOptions(null), params);
  }

  clone(params: Partial<TreeParams> = {}): DecisionTreeRegressor {
    return new DecisionTreeRegressor({ ...this.getParams(), ...params });
  }

  protected learn({ X, y, weight }: NumberedRows): readonly Tree[] {
    return growTrees("DecisionTreeRegressor", { X, goal: numbersGoal(y), weight }, this.params);
  }

  protected values(trees: readonly Tree[], X: Matrix): number[] {
    return leavesOf(trees, X, 1).map((row) => row[0]!);
  }
}
