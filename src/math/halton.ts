/**
 * The Halton sequence: each coordinate counts in a prime of its own, and reads the digits backwards.
 *
 * Source: Halton 1960; scrambled by random permutations of the digits, as Owen 2017, "A randomized Halton algorithm in R".
 */
import { shuffle, stream } from "./rng.ts";

/**
 * A Halton sequence in [0, 1)^d. In more than a dozen coordinates Sobol's is more even.
 *
 * @param d     coordinates, >= 1
 * @param seed  a safe integer to scramble by; null for the plain sequence, whose point 0 is zero
 * @returns the point of an index >= 0, as shape [d]
 */
export function halton(d: number, seed: number | null): (index: number) => Float64Array {
  const primes = primesUpTo(d);
  return (index) =>
    Float64Array.from(primes, (p, j) => radicalInverse(index, p, seed === null ? null : [seed, j]));
}

/** The digits of an index in base p, behind the point and in reverse order. */
function radicalInverse(
  index: number,
  p: number,
  scramble: readonly [seed: number, j: number] | null,
): number {
  let value = 0;
  let unit = 1 / p;
  // A scramble permutes the zeros, too, as far as they count: 2^-53 is the last of them.
  for (let rest = index, place = 0; scramble ? unit > 2 ** -54 : rest > 0; place++) {
    const digit = rest % p;
    rest = Math.floor(rest / p);
    value += unit * (scramble ? permutationOf(scramble, p, place)[digit]! : digit);
    unit /= p;
  }
  return Math.min(value, 1 - 2 ** -53);
}

const known = new Map<string, readonly number[]>();

/** The permutation of the digits at one place of one coordinate. */
function permutationOf([seed, j]: readonly [number, number], p: number, place: number): readonly number[] {
  const key = `${seed}/${j}/${place}`;
  const found = known.get(key);
  if (found) return found;
  if (known.size > 10_000) known.clear();
  const digits = Array.from({ length: p }, (_, i) => i);
  const permuted = shuffle(stream(seed, `halton ${j}`, place), digits);
  known.set(key, permuted);
  return permuted;
}

/** The first n primes. */
function primesUpTo(n: number): number[] {
  const primes: number[] = [];
  for (let k = 2; primes.length < n; k++) if (primes.every((p) => k % p !== 0)) primes.push(k);
  return primes;
}
