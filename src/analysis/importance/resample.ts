import { below, stream } from "../../math/rng.ts";

/** Rows drawn in all, at most: a large study has narrow intervals anyway, and shall not wait for them. */
const mostRows = 2_000_000;

/** The tenth and the ninetieth percentile, shape [d] each; empty when the study is too large to say. */
export interface Spread {
  readonly low: readonly number[];
  readonly high: readonly number[];
}

/**
 * How a measure varies when the rows are drawn anew, with replacement (Efron's bootstrap).
 *
 * @param n        how many rows there are
 * @param o.rounds   how often, at least 10
 * @param o.measure  of some rows, shape [d]
 */
export function resampled(
  n: number,
  seed: number,
  o: { readonly rounds: number; readonly measure: (rows: Int32Array) => ArrayLike<number> },
): Spread {
  const rounds = Math.min(o.rounds, Math.floor(mostRows / Math.max(1, n)));
  if (n < 2 || rounds < 10) return { low: [], high: [] };
  const drawn = Array.from({ length: rounds }, (_, k) => {
    const rng = stream(seed, "resample", k);
    return o.measure(Int32Array.from({ length: n }, () => below(rng, n)));
  });
  const at = (j: number, q: number) => {
    const sorted = drawn.map((one) => one[j]!).sort((a, b) => a - b);
    return sorted[Math.round(q * (rounds - 1))]!;
  };
  const d = drawn[0]!.length;
  const all = (q: number) => Array.from({ length: d }, (_, j) => at(j, q));
  return { low: all(0.1), high: all(0.9) };
}
