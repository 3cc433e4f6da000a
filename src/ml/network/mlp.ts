import { TunesmithError } from "../../error.ts";
import { Classifier, type CodedRows } from "../classifier.ts";
import type { Matrix } from "../matrix.ts";
import { type NumberedRows, Regressor } from "../regressor.ts";
import { topOf } from "../targets.ts";
import { Network } from "./network.ts";
import { type MLPParams, networkOptions } from "./options.ts";
import { type Judge, type Trained, train } from "./train.ts";

/**
 * A feed-forward network that decides between classes; give it standardised columns.
 *
 * @source Rumelhart, Hinton and Williams 1986, doi:10.1038/323533a0; Kingma and Ba 2015, "Adam"
 * @example
 * const model = pipeline(new StandardScaler(), new MLPClassifier({ hiddenLayerSizes: [50], earlyStopping: true }));
 */
export class MLPClassifier extends Classifier<MLPParams, Trained> {
  protected override readonly takesWeight = true;

  constructor(params: Partial<MLPParams> = {}) {
    super("MLPClassifier", networkOptions, params);
  }

  clone(params: Partial<MLPParams> = {}): MLPClassifier {
    return new MLPClassifier({ ...this.getParams(), ...params });
  }

  /** The loss after each pass; of "lbfgs" the last one. */
  get lossCurve(): readonly number[] {
    return this.model.inner.lossCurve;
  }

  /** The accuracies on the rows laid aside, after each pass; empty without early stopping. */
  get validationScores(): readonly number[] {
    return this.model.inner.validationScores;
  }

  protected learn({ X, codes, k, weight }: CodedRows): Trained {
    if (k === 1) {
      throw new TunesmithError("data", "all rows are of one class; at least two classes are needed.");
    }
    const { hiddenLayerSizes, activation, alpha } = this.params;
    const sizes = [X.cols, ...hiddenLayerSizes, k === 2 ? 1 : k];
    const network = new Network({ sizes, goal: k === 2 ? "twoClasses" : "classes", activation, alpha });
    const lesson = { X, y: Float64Array.from(codes), weight };
    return train(network, { lesson, judge: accuracy, isOfClasses: true }, this.params);
  }

  protected probabilities({ shape, w }: Trained, X: Matrix, k: number): number[][] {
    const said = new Network(shape).outputs(w, X);
    return Array.from({ length: X.rows }, (_, i) => {
      return k === 2 ? [1 - said[i]!, said[i]!] : Array.from(said.subarray(i * k, (i + 1) * k));
    });
  }
}

/**
 * A feed-forward network that learns numbers; give it standardised columns.
 *
 * @source Rumelhart, Hinton and Williams 1986, doi:10.1038/323533a0; Kingma and Ba 2015, "Adam"
 */
export class MLPRegressor extends Regressor<MLPParams, Trained> {
  protected override readonly takesWeight = true;

  constructor(params: Partial<MLPParams> = {}) {
    super("MLPRegressor", networkOptions, params);
  }

  clone(params: Partial<MLPParams> = {}): MLPRegressor {
    return new MLPRegressor({ ...this.getParams(), ...params });
  }

  /** Half the mean squared error with the penalty, after each pass; of "lbfgs" the last one. */
  get lossCurve(): readonly number[] {
    return this.model.inner.lossCurve;
  }

  /** R² on the rows laid aside, after each pass; empty without early stopping. */
  get validationScores(): readonly number[] {
    return this.model.inner.validationScores;
  }

  protected learn({ X, y, weight }: NumberedRows): Trained {
    const { hiddenLayerSizes, activation, alpha } = this.params;
    const sizes = [X.cols, ...hiddenLayerSizes, 1];
    const network = new Network({ sizes, goal: "numbers", activation, alpha });
    return train(network, { lesson: { X, y, weight }, judge: explained, isOfClasses: false }, this.params);
  }

  protected values({ shape, w }: Trained, X: Matrix): number[] {
    return Array.from(new Network(shape).outputs(w, X));
  }
}

const accuracy: Judge = (network, w, { X, y, weight }) => {
  const said = network.outputs(w, X);
  const k = network.shape.sizes.at(-1)!;
  let [right, total] = [0, 0];
  y.forEach((code, i) => {
    const top = k === 1 ? Number(said[i]! > 0.5) : topOf(said.subarray(i * k, (i + 1) * k));
    const count = weight ? weight[i]! : 1;
    total += count;
    if (top === code) right += count;
  });
  return right / total;
};

const explained: Judge = (network, w, { X, y, weight }) => {
  const said = network.outputs(w, X);
  const of = (value: (i: number) => number) =>
    y.reduce((sum, _, i) => sum + value(i) * (weight?.[i] ?? 1), 0);
  const mean = of((i) => y[i]!) / of(() => 1);
  return 1 - of((i) => (y[i]! - said[i]!) ** 2) / of((i) => (y[i]! - mean) ** 2);
};
