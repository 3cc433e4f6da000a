import { yeoJohnson, yeoJohnsonLambda } from "../../math/yeo-johnson.ts";

/**
 * Losses as a Gaussian process likes them: mean 0, variance 1, no long tail.
 *
 * Losses far on the bad side are cut, so that one explosion does not flatten all the rest; the good side is never
 * touched. Then Yeo-Johnson, after 6 values (with fewer its parameter is a guess). HEBO's lesson (Cowen-Rivers et al.
 * 2022): of all parts of the model this one gains the most for its size.
 *
 * @param losses  shape [n], n >= 1; null for a trial that has none: it counts as a little worse than the worst
 * @returns shape [n], finite
 */
export function targetsOf(losses: readonly (number | null)[]): Float64Array {
  const known = losses.filter((l): l is number => l !== null);
  if (known.length === 0) return new Float64Array(losses.length);
  let y = standardised(cutAbove(scaled(known)));
  if (y.length >= 6) {
    const lambda = yeoJohnsonLambda(y);
    const bent = standardised(y.map((v) => yeoJohnson(v, lambda)));
    if (bent.every(Number.isFinite)) y = bent;
  }
  const asBad = Math.max(...y) + 0.5;
  let next = 0;
  return Float64Array.from(losses, (l) => (l === null ? asBad : y[next++]!));
}

/** Taken to a size at which squares stay in range. */
function scaled(values: readonly number[]): number[] {
  const size = Math.max(...values.map(Math.abs));
  return size > 1e100 || (size > 0 && size < 1e-100) ? values.map((v) => v / size) : [...values];
}

/** Values above median + 20 interquartile ranges come down to there. */
function cutAbove(values: readonly number[]): number[] {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (q: number) => sorted[Math.round(q * (sorted.length - 1))]!;
  const range = at(0.75) - at(0.25);
  return range > 0 ? values.map((v) => Math.min(v, at(0.5) + 20 * range)) : [...values];
}

/** Mean 0 and variance 1; all 0 when all are equal. */
function standardised(values: readonly number[]): number[] {
  const n = values.length;
  const mean = values.reduce((sum, v) => sum + v / n, 0);
  const sd = Math.sqrt(values.reduce((sum, v) => sum + (v - mean) ** 2 / n, 0));
  return values.map((v) => (sd > 0 ? (v - mean) / sd : 0));
}
