import { TunesmithError } from "../../error.ts";
import { Classifier, type CodedRows } from "../classifier.ts";
import { softmaxProbabilities } from "../logistic/probability.ts";
import type { Matrix } from "../matrix.ts";
import { flag, notNegative, type OptionsOf } from "../options.ts";

export interface MultinomialNBParams {
  /** What is added to the count of each column in each class, from 0; default 1. */
  readonly alpha: number;
  /** Whether classes count by their share of the rows, not alike; default true. */
  readonly fitPrior: boolean;
}

interface Counts {
  /** ln of the share of each class, shape [k]. */
  readonly prior: Float64Array;
  /** ln of the share of each column in each class, shape [k, d]. */
  readonly share: Float64Array;
}

const declared: OptionsOf<MultinomialNBParams> = { alpha: [1, notNegative], fitPrior: [true, flag] };

/** scikit-learn's least alpha: at 0 a column that a class never has would rule that class out for ever. */
const leastAlpha = 1e-10;

/**
 * Bayes' rule for counts, such as those of words: each class has its own shares of columns.
 *
 * @source Manning, Raghavan and Schütze 2008, "Introduction to Information Retrieval", chapter 13
 */
export class MultinomialNB extends Classifier<MultinomialNBParams, Counts> {
  protected override readonly takesWeight = true;

  constructor(params: Partial<MultinomialNBParams> = {}) {
    super("MultinomialNB", declared, params);
  }

  clone(params: Partial<MultinomialNBParams> = {}): MultinomialNB {
    return new MultinomialNB({ ...this.getParams(), ...params });
  }

  protected learn({ X, codes, k, weight }: CodedRows): Counts {
    const { data, rows, cols } = X;
    const wrong = data.findIndex((x) => x < 0);
    if (wrong >= 0) {
      throw new TunesmithError(
        "data",
        `MultinomialNB: X[${Math.floor(wrong / cols)}][${wrong % cols}] is ${data[wrong]}; counts are not negative.`,
      );
    }
    const alpha = Math.max(this.params.alpha, leastAlpha);
    const share = new Float64Array(k * cols).fill(alpha);
    const members = new Float64Array(k);
    for (let i = 0; i < rows; i++) {
      const c = codes[i]!;
      const w = weight ? weight[i]! : 1;
      members[c]! += w;
      for (let j = 0; j < cols; j++) share[c * cols + j]! += w * data[i * cols + j]!;
    }
    for (let c = 0; c < k; c++) {
      const own = share.subarray(c * cols, (c + 1) * cols);
      const all = own.reduce((sum, x) => sum + x, 0);
      for (let j = 0; j < cols; j++) own[j] = Math.log(own[j]!) - Math.log(all);
    }
    const total = members.reduce((sum, count) => sum + count, 0);
    const prior = members.map((count) => (this.params.fitPrior ? Math.log(count / total) : -Math.log(k)));
    return { prior, share };
  }

  protected probabilities({ prior, share }: Counts, X: Matrix, k: number): number[][] {
    const { data, rows, cols } = X;
    return Array.from({ length: rows }, (_, i) => {
      const logs = Array.from(prior);
      for (let j = 0; j < cols; j++) {
        const x = data[i * cols + j]!;
        if (x === 0) continue;
        for (let c = 0; c < k; c++) logs[c]! += x * share[c * cols + j]!;
      }
      return softmaxProbabilities(logs);
    });
  }
}
