import { Classifier, type CodedRows } from "../classifier.ts";
import type { Matrix } from "../matrix.ts";
import { type NumberedRows, Regressor } from "../regressor.ts";
import { checkNeighbors, eachNearest, type NeighborsParams, neighborsOptions } from "./nearest.ts";

/** The class that most of the nearest rows have. @source Cover and Hart 1967, doi:10.1109/TIT.1967.1053964 */
export class KNeighborsClassifier extends Classifier<NeighborsParams, CodedRows> {
  constructor(params: Partial<NeighborsParams> = {}) {
    super("KNeighborsClassifier", neighborsOptions, params);
  }

  clone(params: Partial<NeighborsParams> = {}): KNeighborsClassifier {
    return new KNeighborsClassifier({ ...this.getParams(), ...params });
  }

  protected learn(rows: CodedRows): CodedRows {
    checkNeighbors(rows.X.rows, this.params.nNeighbors);
    return rows;
  }

  protected probabilities({ X, codes }: CodedRows, queries: Matrix, k: number): number[][] {
    const out = Array.from({ length: queries.rows }, () => Array<number>(k).fill(0));
    eachNearest(X, queries, this.params, (q, rows, weights) => {
      const row = out[q]!;
      let total = 0;
      rows.forEach((i, place) => {
        row[codes[i]!]! += weights[place]!;
        total += weights[place]!;
      });
      for (let c = 0; c < k; c++) row[c]! /= total;
    });
    return out;
  }
}

/** The mean of the nearest rows. */
export class KNeighborsRegressor extends Regressor<NeighborsParams, NumberedRows> {
  constructor(params: Partial<NeighborsParams> = {}) {
    super("KNeighborsRegressor", neighborsOptions, params);
  }

  clone(params: Partial<NeighborsParams> = {}): KNeighborsRegressor {
    return new KNeighborsRegressor({ ...this.getParams(), ...params });
  }

  protected learn(rows: NumberedRows): NumberedRows {
    checkNeighbors(rows.X.rows, this.params.nNeighbors);
    return rows;
  }

  protected values({ X, y }: NumberedRows, queries: Matrix): number[] {
    const out = Array<number>(queries.rows).fill(0);
    eachNearest(X, queries, this.params, (q, rows, weights) => {
      let [sum, total] = [0, 0];
      rows.forEach((i, place) => {
        sum += y[i]! * weights[place]!;
        total += weights[place]!;
      });
      out[q] = sum / total;
    });
    return out;
  }
}
