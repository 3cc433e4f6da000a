import { yeoJohnson, yeoJohnsonLambda } from "./yeo-johnson.ts";

/**
 * Losses as a Gaussian process likes them: mean 0, variance 1, no long tail.
 *
 * Losses far on the bad side are cut, so that one explosion does not flatten all the rest; the good side is never
 * touched. Then Yeo-Johnson, after 6 values (with fewer its parameter is a guess). HEBO's lesson (Cowen-Rivers et al.
 * 2022): of all parts of the model this one gains the most for its size.
 *
 * @param losses  shape [n], n >= 1; null where there is none: it counts as a little worse than the worst
 * @returns shape [n], finite
 */
export function targetsOf(losses: readonly (number | null)[]): Float64Array {
  const known = losses.filter((l): l is number => l !== null);
  if (known.length === 0) return new Float64Array(losses.length);
  const y = known.map(targetMap(known));
  const asBad = Math.max(...y) + 0.5;
  let next = 0;
  return Float64Array.from(losses, (l) => (l === null ? asBad : y[next++]!));
}

/**
 * The map behind {@link targetsOf}, for losses that were not among those it was made from, too.
 *
 * @param known  shape [n], n >= 1
 */
export function targetMap(known: readonly number[]): (loss: number) => number {
  const size = scaled(known);
  const cut = cutAbove(known.map(size));
  const first = standardised(known.map(size).map(cut));
  const straight = (loss: number) => first(cut(size(loss)));
  if (known.length < 6) return straight;
  const y = known.map(straight);
  const lambda = Math.min(1, yeoJohnsonLambda(y)); // above 1 it would draw the good side together
  const second = standardised(y.map((v) => yeoJohnson(v, lambda)));
  const bent = (loss: number) => second(yeoJohnson(straight(loss), lambda));
  return known.map(bent).every(Number.isFinite) ? bent : straight;
}

type Map = (value: number) => number;

/** Takes values to a size at which squares stay in range. */
function scaled(values: readonly number[]): Map {
  const size = Math.max(...values.map(Math.abs));
  return size > 1e100 || (size > 0 && size < 1e-100) ? (v) => v / size : (v) => v;
}

/** Brings values above median + 20 interquartile ranges down to there. */
function cutAbove(values: readonly number[]): Map {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (q: number) => sorted[Math.round(q * (sorted.length - 1))]!;
  const range = at(0.75) - at(0.25);
  const top = at(0.5) + 20 * range;
  return range > 0 ? (v) => Math.min(v, top) : (v) => v;
}

/** Makes mean 0 and variance 1; all 0 when all are equal. */
function standardised(values: readonly number[]): Map {
  const n = values.length;
  const mean = values.reduce((sum, v) => sum + v / n, 0);
  const sd = Math.sqrt(values.reduce((sum, v) => sum + (v - mean) ** 2 / n, 0));
  return (v) => (sd > 0 ? (v - mean) / sd : 0);
}
