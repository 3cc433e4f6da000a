import type { Estimator } from "./estimator.ts";
import type { Label } from "./labels.ts";
import { Learner } from "./learner.ts";
import { checkCols, type Matrix, type Table, toMatrix } from "./matrix.ts";
import { r2Score } from "./metrics/index.ts";
import { targetsOf } from "./targets.ts";

/** What regressors have in common that are no linear models. */
export abstract class Regressor<P extends object, Model>
  extends Learner<P, { readonly cols: number; readonly inner: Model }>
  implements Estimator
{
  readonly kind = "regressor";

  abstract clone(params?: Partial<P>): Regressor<P, Model>;
  /** Whether it learns from rows with gaps, NaN for what is missing. */
  protected readonly takesMissing: boolean = false;
  protected abstract learn(X: Matrix, y: Float64Array): Model;
  /** Shape [n]. */
  protected abstract values(model: Model, X: Matrix): number[];

  /**
   * Learns.
   *
   * @param X  shape [n, d]
   * @param y  numbers, shape [n]
   * @throws TunesmithError "shape", "data"
   */
  fit(X: Table, y: readonly Label[]): this {
    const matrix = toMatrix(X, { missing: this.takesMissing });
    return this.learned({ cols: matrix.cols, inner: this.learn(matrix, targetsOf(y, matrix.rows)) });
  }

  /** Shape [n]. @throws TunesmithError "shape", "data" */
  predict(X: Table): number[] {
    const { cols, inner } = this.model;
    const matrix = toMatrix(X, { missing: this.takesMissing });
    checkCols(matrix, cols, this.name);
    return this.values(inner, matrix);
  }

  /** The share of variance explained on those rows. */
  score(X: Table, y: readonly Label[]): number {
    return r2Score(y, this.predict(X));
  }
}
