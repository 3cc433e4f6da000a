import type { Label } from "../labels.ts";
import { Learner } from "../learner.ts";
import { linearScores } from "../linear-scores.ts";
import { checkCols, type Matrix, type Table, toMatrix } from "../matrix.ts";
import { r2Score } from "../metrics/index.ts";
import { targetsOf } from "../targets.ts";

/** Weights of a linear regression. */
export interface Weights {
  /** Shape [d]. */
  readonly coef: readonly number[];
  readonly intercept: number;
}

/** What linear regressions have in common: all but the way to the weights. */
export abstract class LinearModel<P extends object, W extends Weights = Weights> extends Learner<P, W> {
  readonly kind = "regressor";

  protected abstract weights(X: Matrix, y: Float64Array): W;

  /**
   * Learns the weights.
   *
   * @param X  shape [n, d]
   * @param y  numbers, shape [n]
   * @throws TunesmithError "shape", "data"
   */
  fit(X: Table, y: readonly Label[]): this {
    const matrix = toMatrix(X);
    return this.learned(this.weights(matrix, targetsOf(y, matrix.rows)));
  }

  /** @throws TunesmithError "shape", "data" */
  predict(X: Table): number[] {
    const { coef, intercept } = this.model;
    const matrix = toMatrix(X);
    checkCols(matrix, coef.length, this.name);
    return linearScores(matrix, [coef], [intercept]).map((row) => row[0]!);
  }

  /** The share of variance explained on those rows. */
  score(X: Table, y: readonly Label[]): number {
    return r2Score(y, this.predict(X));
  }

  /** Shape [d]. */
  get coef(): readonly number[] {
    return this.model.coef;
  }

  get intercept(): number {
    return this.model.intercept;
  }
}
