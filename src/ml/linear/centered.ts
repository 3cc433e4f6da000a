import type { NumberedRows } from "../regressor.ts";

/** The products a least-squares problem is made of, columns moved to mean 0 where there is an intercept. */
export interface Centered {
  /** Xᵀ X, shape [d, d]. */
  readonly gram: Float64Array;
  /** Xᵀ y, shape [d]. */
  readonly moment: Float64Array;
  /** yᵀ y. */
  readonly square: number;
  /** Shape [d]; zeros without an intercept. */
  readonly xMean: Float64Array;
  readonly yMean: number;
}

/** Products count by the weights, where there are some. @cost n d² / 2 multiplications */
export function centered({ X, y, weight }: NumberedRows, hasIntercept: boolean): Centered {
  const { data, rows, cols } = X;
  const total = weight ? weight.reduce((sum, w) => sum + w, 0) : rows;
  const xMean = new Float64Array(cols);
  let yMean = 0;
  if (hasIntercept) {
    for (let i = 0; i < rows; i++) {
      const part = (weight ? weight[i]! : 1) / total;
      yMean += y[i]! * part;
      for (let j = 0; j < cols; j++) xMean[j]! += data[i * cols + j]! * part;
    }
  }
  const gram = new Float64Array(cols * cols);
  const moment = new Float64Array(cols);
  const row = new Float64Array(cols);
  let square = 0;
  for (let i = 0; i < rows; i++) {
    const w = weight ? weight[i]! : 1;
    if (w === 0) continue;
    const target = y[i]! - yMean;
    square += w * target * target;
    for (let j = 0; j < cols; j++) row[j] = data[i * cols + j]! - xMean[j]!;
    for (let j = 0; j < cols; j++) {
      const x = row[j]!;
      if (x === 0) continue;
      moment[j]! += w * x * target;
      for (let k = 0; k <= j; k++) gram[j * cols + k]! += w * x * row[k]!;
    }
  }
  for (let j = 0; j < cols; j++) for (let k = 0; k < j; k++) gram[k * cols + j] = gram[j * cols + k]!;
  return { gram, moment, square, xMean, yMean };
}

/** The intercept that belongs to weights. */
export function interceptOf({ xMean, yMean }: Centered, coef: ArrayLike<number>): number {
  let shift = yMean;
  for (let j = 0; j < xMean.length; j++) shift -= xMean[j]! * coef[j]!;
  return shift;
}
