import { TunesmithError } from "../error.ts";
import type { Label } from "./labels.ts";
import type { Table } from "./matrix.ts";
import type { EstimatorParams } from "./params.ts";

/**
 * Something that learns from rows: what scikit-learn calls an estimator, as far as a search needs it.
 *
 * All but `getParams` and `clone` may answer with promises.
 */
export interface Estimator {
  /** "classifier": a whole number of folds is stratified, and the default score is accuracy. */
  readonly kind: "classifier" | "regressor";
  /** All parameters by name; a new object. */
  getParams(): EstimatorParams;
  /**
   * A copy that has learned nothing, with other values for the parameters given.
   *
   * @throws TunesmithError "params" for an unknown name, "option" for a value that cannot be
   */
  clone(params?: EstimatorParams): Estimator;
  /** Learns; what was learned before is forgotten. */
  fit(X: Table, y: readonly Label[]): unknown;
  /** The label of each row. */
  predict(X: Table): readonly Label[] | Promise<readonly Label[]>;
}

/** An estimator that says how sure it is. */
export interface ProbabilisticEstimator extends Estimator {
  /** The classes in the order of the columns of `predictProba`. */
  readonly classes: readonly Label[];
  /** Shape [n][k]; each row sums to 1. */
  predictProba(X: Table): readonly (readonly number[])[] | Promise<readonly (readonly number[])[]>;
}

/** @throws TunesmithError "option" for what is no estimator */
export function checkEstimator(given: unknown): void {
  if (typeof (given as Estimator | undefined)?.getParams === "function") return;
  const found = typeof given === "function" ? `the class ${given.name}` : `${JSON.stringify(given)}`;
  const remedy =
    typeof given === "function" ? `new ${given.name}()` : "new LogisticRegression(), or one of yours";
  throw new TunesmithError("option", `estimator is ${found}; give an estimator: ${remedy}.`);
}
