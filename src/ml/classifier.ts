import type { ProbabilisticEstimator } from "./estimator.ts";
import { checkLength, codeLabels, type Label } from "./labels.ts";
import { Learner } from "./learner.ts";
import { checkCols, type Matrix, type Table, toMatrix } from "./matrix.ts";
import { accuracyScore } from "./metrics/index.ts";
import { topOf } from "./targets.ts";

/** What was learned, with the classes it was learned from. */
interface Known<Model> {
  readonly classes: readonly Label[];
  readonly cols: number;
  readonly inner: Model;
}

/** Rows with the numbers of their classes. */
export interface CodedRows {
  readonly X: Matrix;
  /** Shape [n], each in [0, k). */
  readonly codes: Int32Array;
  /** Classes. */
  readonly k: number;
  /** Shape [n]; null where all rows count alike. */
  readonly weight: Float64Array | null;
}

/** What classifiers have in common: all but how they decide. */
export abstract class ClassLearner<P extends object, Model> extends Learner<P, Known<Model>> {
  readonly kind = "classifier";

  abstract clone(params?: Partial<P>): ClassLearner<P, Model>;
  /** Whether it learns from rows with gaps, NaN for what is missing. */
  protected readonly takesMissing: boolean = false;
  protected abstract learn(rows: CodedRows): Model;
  /** The class of each row. @throws TunesmithError "shape", "data" */
  abstract predict(X: Table): Label[];

  /**
   * Learns.
   *
   * @param X  shape [n, d]
   * @param y  classes, shape [n]
   * @param sampleWeight  how much each row counts, shape [n]; default 1
   * @throws TunesmithError "shape", "data"; "unsupported" for weights it cannot take
   */
  fit(X: Table, y: readonly Label[], sampleWeight?: ArrayLike<number>): this {
    const matrix = toMatrix(X, { missing: this.takesMissing });
    checkLength(y, matrix.rows);
    const { classes, codes } = codeLabels(y);
    const weight = this.rowWeights(sampleWeight, matrix.rows);
    const inner = this.learn({ X: matrix, codes, k: classes.length, weight });
    return this.learned({ classes, cols: matrix.cols, inner });
  }

  /** A table to predict from, as a matrix. @throws TunesmithError "shape", "data" */
  protected checked(X: Table): Matrix {
    const { cols } = this.model;
    const matrix = toMatrix(X, { missing: this.takesMissing });
    checkCols(matrix, cols, this.name);
    return matrix;
  }

  /** The accuracy on those rows. */
  score(X: Table, y: readonly Label[]): number {
    return accuracyScore(y, this.predict(X));
  }

  /** The different labels, ascending. */
  get classes(): readonly Label[] {
    return this.model.classes;
  }
}

/** What classifiers have in common that decide by probabilities. */
export abstract class Classifier<P extends object, Model>
  extends ClassLearner<P, Model>
  implements ProbabilisticEstimator
{
  abstract override clone(params?: Partial<P>): Classifier<P, Model>;
  /** Shape [n][k]. */
  protected abstract probabilities(model: Model, X: Matrix, k: number): number[][];

  /** The most likely class of each row; of equal ones the first. @throws TunesmithError "shape", "data" */
  predict(X: Table): Label[] {
    const { classes } = this;
    return this.predictProba(X).map((row) => classes[topOf(row)]!);
  }

  /** The probability of each class, in the order of `classes`, shape [n][k]. @throws TunesmithError "shape", "data" */
  predictProba(X: Table): number[][] {
    return this.probabilities(this.model.inner, this.checked(X), this.classes.length);
  }
}
