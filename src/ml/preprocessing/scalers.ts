import { Learner } from "../learner.ts";
import { checkCols, type Matrix, type Table, toMatrix } from "../matrix.ts";
import { flag, type OptionsOf, type Rule } from "../options.ts";
import type { Transformer } from "./transformer.ts";

export interface StandardScalerParams {
  /** Whether the mean becomes 0; default true. */
  readonly withMean: boolean;
  /** Whether the standard deviation becomes 1; default true. */
  readonly withStd: boolean;
}

export interface MinMaxScalerParams {
  /** What the least and the largest become; default [0, 1]. */
  readonly featureRange: readonly [number, number];
  /** Whether rows beyond what was seen are cut to the range; default false. */
  readonly clip: boolean;
}

/** x becomes (x − shift) · scale. */
interface Scaling {
  /** Shape [d]. */
  readonly shift: Float64Array;
  /** Shape [d]. */
  readonly scale: Float64Array;
}

const standard: OptionsOf<StandardScalerParams> = { withMean: [true, flag], withStd: [true, flag] };

const range: Rule = {
  takes: (v) => Array.isArray(v) && v.length === 2 && v.every(Number.isFinite) && v[0] < v[1],
  want: "two numbers, the smaller first",
};
const minMax: OptionsOf<MinMaxScalerParams> = { featureRange: [[0, 1], range], clip: [false, flag] };

/** Gives each column mean 0 and standard deviation 1; a constant column becomes 0. */
export class StandardScaler extends Learner<StandardScalerParams, Scaling> implements Transformer {
  constructor(params: Partial<StandardScalerParams> = {}) {
    super("StandardScaler", standard, params);
  }

  clone(params: Partial<StandardScalerParams> = {}): StandardScaler {
    return new StandardScaler({ ...this.getParams(), ...params });
  }

  /** @throws TunesmithError "shape", "data" */
  fit(X: Table): this {
    const matrix = toMatrix(X);
    const { data, rows, cols } = matrix;
    const shift = new Float64Array(cols);
    const scale = new Float64Array(cols).fill(1);
    for (let j = 0; j < cols; j++) {
      let sum = 0;
      for (let i = 0; i < rows; i++) sum += data[i * cols + j]!;
      const mean = sum / rows;
      let square = 0;
      for (let i = 0; i < rows; i++) square += (data[i * cols + j]! - mean) ** 2;
      const sd = Math.sqrt(square / rows);
      if (this.params.withMean) shift[j] = mean;
      // What rounding leaves of a constant is no spread.
      if (this.params.withStd && sd > rows * Number.EPSILON * Math.abs(mean)) scale[j] = 1 / sd;
    }
    return this.learned({ shift, scale });
  }

  /** @throws TunesmithError "shape", "data" */
  transform(X: Table): Matrix {
    return scaled(X, this.model, this.name);
  }
}

/** Brings each column into a range, [0, 1] unless told otherwise; a constant column becomes the lower end. */
export class MinMaxScaler extends Learner<MinMaxScalerParams, Scaling> implements Transformer {
  constructor(params: Partial<MinMaxScalerParams> = {}) {
    super("MinMaxScaler", minMax, params);
  }

  clone(params: Partial<MinMaxScalerParams> = {}): MinMaxScaler {
    return new MinMaxScaler({ ...this.getParams(), ...params });
  }

  /** @throws TunesmithError "shape", "data" */
  fit(X: Table): this {
    const { data, rows, cols } = toMatrix(X);
    const [low, high] = this.params.featureRange;
    const shift = new Float64Array(cols);
    const scale = new Float64Array(cols);
    for (let j = 0; j < cols; j++) {
      let [least, most] = [Infinity, -Infinity];
      for (let i = 0; i < rows; i++) {
        least = Math.min(least, data[i * cols + j]!);
        most = Math.max(most, data[i * cols + j]!);
      }
      scale[j] = (high - low) / (most > least ? most - least : 1);
      shift[j] = least - low / scale[j]!;
    }
    return this.learned({ shift, scale });
  }

  /** @throws TunesmithError "shape", "data" */
  transform(X: Table): Matrix {
    const out = scaled(X, this.model, this.name);
    if (!this.params.clip) return out;
    const [low, high] = this.params.featureRange;
    return { ...out, data: out.data.map((x) => Math.min(high, Math.max(low, x))) };
  }
}

function scaled(X: Table, { shift, scale }: Scaling, what: string): Matrix {
  const { data, rows, cols } = toMatrix(X);
  checkCols({ data, rows, cols }, shift.length, what);
  const out = new Float64Array(data.length);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < cols; j++) out[i * cols + j] = (data[i * cols + j]! - shift[j]!) * scale[j]!;
  }
  return { data: out, rows, cols };
}
