import { TunesmithError } from "../../error.ts";
import { Classifier, type CodedRows } from "../classifier.ts";
import { softmaxProbabilities } from "../logistic/probability.ts";
import type { Matrix } from "../matrix.ts";
import { notNegative, type OptionsOf } from "../options.ts";

export interface GaussianNBParams {
  /** What is added to all variances, as a share of the largest; default 1e-9. */
  readonly varSmoothing: number;
}

interface Bells {
  /** ln of the share of each class, shape [k]. */
  readonly prior: Float64Array;
  /** Shape [k, d]. */
  readonly mean: Float64Array;
  /** Shape [k, d]. */
  readonly variance: Float64Array;
}

const declared: OptionsOf<GaussianNBParams> = { varSmoothing: [1e-9, notNegative] };

/** Bayes' rule with a normal distribution for each class and column, columns taken as independent. */
export class GaussianNB extends Classifier<GaussianNBParams, Bells> {
  protected override readonly takesWeight = true;

  constructor(params: Partial<GaussianNBParams> = {}) {
    super("GaussianNB", declared, params);
  }

  clone(params: Partial<GaussianNBParams> = {}): GaussianNB {
    return new GaussianNB({ ...this.getParams(), ...params });
  }

  protected learn({ X, codes, k, weight }: CodedRows): Bells {
    const { data, rows, cols } = X;
    const counts = new Float64Array(k);
    codes.forEach((c, i) => {
      counts[c]! += weight ? weight[i]! : 1;
    });
    if (counts.some((count) => count === 0)) {
      throw new TunesmithError(
        "data",
        "GaussianNB: all rows of a class have weight 0; leave those rows out.",
      );
    }
    const total = counts.reduce((sum, count) => sum + count, 0);
    const mean = new Float64Array(k * cols);
    const variance = new Float64Array(k * cols);
    for (let i = 0; i < rows; i++) {
      const c = codes[i]!;
      const part = (weight ? weight[i]! : 1) / counts[c]!;
      for (let j = 0; j < cols; j++) mean[c * cols + j]! += data[i * cols + j]! * part;
    }
    for (let i = 0; i < rows; i++) {
      const c = codes[i]!;
      const part = (weight ? weight[i]! : 1) / counts[c]!;
      for (let j = 0; j < cols; j++) {
        variance[c * cols + j]! += (data[i * cols + j]! - mean[c * cols + j]!) ** 2 * part;
      }
    }
    const extra = this.params.varSmoothing * largestVariance(X);
    for (let at = 0; at < variance.length; at++) variance[at]! += extra;
    return { prior: counts.map((count) => Math.log(count / total)), mean, variance };
  }

  protected probabilities({ prior, mean, variance }: Bells, X: Matrix, k: number): number[][] {
    const { data, rows, cols } = X;
    const out: number[][] = [];
    for (let i = 0; i < rows; i++) {
      const logs = Array.from(prior);
      for (let c = 0; c < k; c++) {
        for (let j = 0; j < cols; j++) {
          const v = variance[c * cols + j]!;
          const off = data[i * cols + j]! - mean[c * cols + j]!;
          logs[c]! -= 0.5 * (Math.log(2 * Math.PI * v) + off ** 2 / v);
        }
      }
      out.push(softmaxProbabilities(logs));
    }
    return out;
  }
}

function largestVariance({ data, rows, cols }: Matrix): number {
  let largest = 0;
  for (let j = 0; j < cols; j++) {
    let [mean, square] = [0, 0];
    for (let i = 0; i < rows; i++) mean += data[i * cols + j]! / rows;
    for (let i = 0; i < rows; i++) square += (data[i * cols + j]! - mean) ** 2 / rows;
    largest = Math.max(largest, square);
  }
  return largest;
}
