import type { Matrix } from "./matrix.ts";

/**
 * The scores X Wᵀ + b of a linear model.
 *
 * @param coef       shape [m][d]
 * @param intercept  shape [m]
 * @returns shape [n][m]
 */
export function linearScores(
  X: Matrix,
  coef: readonly (readonly number[])[],
  intercept: readonly number[],
): number[][] {
  const { data, rows, cols } = X;
  return Array.from({ length: rows }, (_, i) =>
    coef.map((w, c) => {
      let sum = intercept[c]!;
      for (let j = 0; j < cols; j++) sum += data[i * cols + j]! * w[j]!;
      return sum;
    }),
  );
}
