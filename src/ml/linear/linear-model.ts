import type { Label } from "../labels.ts";
import { Learner } from "../learner.ts";
import { linearScores } from "../linear-scores.ts";
import { checkCols, type Table, toMatrix } from "../matrix.ts";
import { r2Score } from "../metrics/index.ts";
import type { NumberedRows } from "../regressor.ts";
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

  protected override readonly takesWeight = true;
  protected abstract weights(rows: NumberedRows): W;

  /**
   * Learns the weights.
   *
   * @param X  shape [n, d]
   * @param y  numbers, shape [n]
   * @param sampleWeight  how much each row counts, shape [n]; default 1
   * @throws TunesmithError "shape", "data"
   */
  fit(X: Table, y: readonly Label[], sampleWeight?: ArrayLike<number>): this {
    const matrix = toMatrix(X);
    const weight = this.rowWeights(sampleWeight, matrix.rows);
    return this.learned(this.weights({ X: matrix, y: targetsOf(y, matrix.rows), weight }));
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
