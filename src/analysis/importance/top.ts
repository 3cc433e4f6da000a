/** The share of the trials that counts as the best, as in PED-ANOVA's paper. */
const bestShare = 0.1;

/**
 * Which rows are among the best tenth; ties at the edge are in.
 *
 * @param rows  shape [m], m >= 1; indices into `losses`
 * @returns shape [m]
 */
export function bestRows(losses: Float64Array, rows: Int32Array): boolean[] {
  const sorted = Float64Array.from(rows, (i) => losses[i]!).sort();
  const edge = sorted[Math.ceil(bestShare * rows.length) - 1]!;
  return Array.from(rows, (i) => losses[i]! <= edge);
}
