import type { Estimator } from "./estimator.ts";
import type { Label } from "./labels.ts";
import { Learner } from "./learner.ts";
import { checkCols, type Matrix, type Table, toMatrix } from "./matrix.ts";
import { r2Score } from "./metrics/index.ts";
import { targetsOf } from "./targets.ts";

/** Rows with numbers to learn. */
export interface NumberedRows {
  readonly X: Matrix;
  /** Shape [n]. */
  readonly y: Float64Array;
  /** Shape [n]; null where all rows count alike. */
  readonly weight: Float64Array | null;
}

/** What regressors have in common that are no linear models. */
export abstract class Regressor<P extends object, Model>
  extends Learner<P, { readonly cols: number; readonly inner: Model }>
  implements Estimator
{
  readonly kind = "regressor";

  abstract clone(params?: Partial<P>): Regressor<P, Model>;
  /** Whether it learns from rows with gaps, NaN for what is missing. */
  protected readonly takesMissing: boolean = false;
  protected abstract learn(rows: NumberedRows): Model;
  /** Shape [n]. */
  protected abstract values(model: Model, X: Matrix): number[];

  /**
   * Learns.
   *
   * @param X  shape [n, d]
   * @param y  numbers, shape [n]
   * @param sampleWeight  how much each row counts, shape [n]; default 1
   * @throws TunesmithError "shape", "data"; "unsupported" for weights it cannot take
   */
  fit(X: Table, y: readonly Label[], sampleWeight?: ArrayLike<number>): this {
    const matrix = toMatrix(X, { missing: this.takesMissing });
    const targets = targetsOf(y, matrix.rows);
    const weight = this.rowWeights(sampleWeight, matrix.rows);
    return this.learned({ cols: matrix.cols, inner: this.learn({ X: matrix, y: targets, weight }) });
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
