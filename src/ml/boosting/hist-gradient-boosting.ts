import { TunesmithError } from "../../error.ts";
import { Classifier, type CodedRows } from "../classifier.ts";
import { binaryProbabilities } from "../logistic/probability.ts";
import type { Matrix, Table } from "../matrix.ts";
import { type NumberedRows, Regressor } from "../regressor.ts";
import { type Boosted, boost, sumsOf } from "./boost.ts";
import {
  absoluteError,
  binaryLogLoss,
  checkCounts,
  exponentials,
  logLossOf,
  poisson,
  squaredError,
} from "./losses.ts";
import {
  type ClassifierParams,
  classifierOptions,
  type RegressorParams,
  regressorOptions,
} from "./options.ts";

const losses = { squaredError, absoluteError, poisson };

/**
 * A sum of small trees, each grown to what those before it got wrong, over columns in bins; NaN is a value that is missing.
 *
 * scikit-learn's trees, where nothing is drawn at random: with `earlyStopping` off, `maxFeatures` 1 and up to 200,000 rows.
 *
 * @source Friedman 2001, doi:10.1214/aos/1013203451; Ke et al. 2017, "LightGBM"
 * @example
 * const model = new HistGradientBoostingClassifier({ learningRate: 0.05, categoricalFeatures: [2] }).fit(X, y);
 */
export class HistGradientBoostingClassifier extends Classifier<ClassifierParams, Boosted> {
  protected override readonly takesMissing = true;
  protected override readonly takesWeight = true;

  constructor(params: Partial<ClassifierParams> = {}) {
    super("HistGradientBoostingClassifier", classifierOptions, params);
  }

  clone(params: Partial<ClassifierParams> = {}): HistGradientBoostingClassifier {
    return new HistGradientBoostingClassifier({ ...this.getParams(), ...params });
  }

  /**
   * How far each row lies on the side of the classes: the raw sums.
   *
   * @returns shape [n] for two classes (above 0: the second one), else [n][k]
   * @throws TunesmithError "shape", "data"
   */
  decisionFunction(X: Table): number[] | number[][] {
    const sums = sumsOf(this.model.inner, this.checked(X));
    if (sums.length === 1) return Array.from(sums[0]!);
    return Array.from(sums[0]!, (_, i) => sums.map((own) => own[i]!));
  }

  /** Rounds of trees. */
  get nIter(): number {
    return this.model.inner.rounds.length;
  }

  /** The mean log loss with its sign turned, before the first round and after each; empty without early stopping. */
  get trainScore(): readonly number[] {
    return this.model.inner.trainScore;
  }

  /** The same on the rows laid aside. */
  get validationScore(): readonly number[] {
    return this.model.inner.validationScore;
  }

  protected learn({ X, codes, k, weight }: CodedRows): Boosted {
    if (k === 1) {
      throw new TunesmithError("data", "all rows are of one class; at least two classes are needed.");
    }
    const loss = k === 2 ? binaryLogLoss : logLossOf(k);
    return boost({ X, y: Float64Array.from(codes), weight }, loss, this.params);
  }

  protected probabilities(model: Boosted, X: Matrix, k: number): number[][] {
    const sums = sumsOf(model, X);
    if (k === 2) return Array.from(sums[0]!, binaryProbabilities);
    const shares = new Float64Array(k);
    return Array.from(sums[0]!, (_, i) => {
      const total = exponentials(sums, i, shares);
      return Array.from(shares, (share) => share / total);
    });
  }
}

/**
 * A sum of small trees, each grown to what those before it left, over columns in bins; NaN is a value that is missing.
 *
 * scikit-learn's trees, where nothing is drawn at random: with `earlyStopping` off, `maxFeatures` 1 and up to 200,000 rows.
 *
 * @source Friedman 2001, doi:10.1214/aos/1013203451; Ke et al. 2017, "LightGBM"
 */
export class HistGradientBoostingRegressor extends Regressor<RegressorParams, Boosted> {
  protected override readonly takesMissing = true;
  protected override readonly takesWeight = true;

  constructor(params: Partial<RegressorParams> = {}) {
    super("HistGradientBoostingRegressor", regressorOptions, params);
  }

  clone(params: Partial<RegressorParams> = {}): HistGradientBoostingRegressor {
    return new HistGradientBoostingRegressor({ ...this.getParams(), ...params });
  }

  /** Rounds of trees. */
  get nIter(): number {
    return this.model.inner.rounds.length;
  }

  /** The mean loss with its sign turned, before the first round and after each; empty without early stopping. */
  get trainScore(): readonly number[] {
    return this.model.inner.trainScore;
  }

  /** The same on the rows laid aside. */
  get validationScore(): readonly number[] {
    return this.model.inner.validationScore;
  }

  protected learn({ X, y, weight }: NumberedRows): Boosted {
    const { loss } = this.params;
    if (loss === "poisson") checkCounts(y);
    return boost({ X, y, weight }, losses[loss], this.params);
  }

  protected values(model: Boosted, X: Matrix): number[] {
    const sums = sumsOf(model, X)[0]!;
    return Array.from(this.params.loss === "poisson" ? sums.map(Math.exp) : sums);
  }
}
