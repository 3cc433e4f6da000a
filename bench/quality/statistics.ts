export function mean(xs: readonly number[]): number {
  return xs.reduce((sum, x) => sum + x, 0) / xs.length;
}

export function median(xs: readonly number[]): number {
  const sorted = [...xs].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** The ranks of numbers, from 1; ties share their mean rank. */
export function ranks(xs: readonly number[]): number[] {
  const sorted = [...xs].sort((a, b) => a - b);
  return xs.map((x) => (sorted.indexOf(x) + sorted.lastIndexOf(x)) / 2 + 1);
}

/**
 * How likely two samples that differ so much would be if they came from one distribution: the rank-sum test, two-sided, by
 * the normal approximation with ties and continuity corrected; the sign says which is lower.
 *
 * @returns p, negative when `a` is the lower one
 * @source Wilcoxon 1945; Mann and Whitney 1947
 */
export function rankSum(a: readonly number[], b: readonly number[]): number {
  const all = [...a, ...b];
  const r = ranks(all);
  const [n, m] = [a.length, b.length];
  const u = r.slice(0, n).reduce((sum, x) => sum + x, 0) - (n * (n + 1)) / 2;
  const counts = new Map<number, number>();
  for (const x of all) counts.set(x, (counts.get(x) ?? 0) + 1);
  const ties = [...counts.values()].reduce((sum, t) => sum + t ** 3 - t, 0);
  const N = n + m;
  const sd = Math.sqrt(((n * m) / 12) * (N + 1 - ties / (N * (N - 1))));
  if (sd === 0) return 1;
  const z = Math.max(0, Math.abs(u - (n * m) / 2) - 0.5) / sd;
  const p = Math.min(1, 2 * upperTail(z));
  return u < (n * m) / 2 ? -p : p;
}

/**
 * The tests whose hypotheses are rejected so that the chance of rejecting even one true one is at most `level`.
 *
 * @param tests  the sign of a p says a direction, and does not count
 * @source Holm 1979, "A simple sequentially rejective multiple test procedure"
 */
export function holm<T extends { readonly p: number }>(tests: readonly T[], level: number): T[] {
  const sorted = [...tests].sort((a, b) => Math.abs(a.p) - Math.abs(b.p));
  const kept = sorted.findIndex(({ p }, i) => Math.abs(p) > level / (tests.length - i));
  return kept < 0 ? sorted : sorted.slice(0, kept);
}

/** 1 - Φ(z), z >= 0, to 7 digits. @source Abramowitz and Stegun 1964, 26.2.17 */
function upperTail(z: number): number {
  const t = 1 / (1 + 0.2316419 * z);
  const tail =
    t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return (tail * Math.exp((-z * z) / 2)) / Math.sqrt(2 * Math.PI);
}

/** A number in (0, 1) that is always the same for a seed and a place. @source Steele, Lea and Flood 2014 (SplitMix) */
export function uniform(seed: number, place: number): number {
  let z = (Math.imul(seed + 1, 0x9e3779b9) + Math.imul(place + 1, 0x85ebca6b)) | 0;
  z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
  z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
  return ((z ^ (z >>> 16)) >>> 0) / 2 ** 32 + 2 ** -33;
}

/** A standard normal number, likewise. @source Box and Muller 1958 */
export function normal(seed: number, place: number): number {
  const radius = Math.sqrt(-2 * Math.log(uniform(seed, 2 * place)));
  return radius * Math.cos(2 * Math.PI * uniform(seed, 2 * place + 1));
}
