/**
 * Random numbers by name.
 *
 * Source: sfc32 (Chris Doty-Humphrey, PractRand 2010), seeded by MurmurHash3's 32-bit mixing of the name; the polar method
 * for normals (Marsaglia and Bray 1964).
 */

/** A stream of uniforms in [0, 1), with 53 random bits each. */
export type Rng = () => number;

/**
 * The stream named by (seed, label, number): equal names give equal streams on every machine, others independent ones.
 *
 * @param seed    a safe integer, negative ones included
 * @param number  a safe integer
 */
export function stream(seed: number, label: string, number: number): Rng {
  const next = sfc32(`${seed}/${number}/${label}`);
  return () => ((next() >>> 5) * 67_108_864 + (next() >>> 6)) / 9_007_199_254_740_992; // 27 and 26 bits of 53
}

/** A standard normal. */
export function normal(rng: Rng): number {
  for (;;) {
    const u = 2 * rng() - 1;
    const v = 2 * rng() - 1;
    const s = u * u + v * v;
    if (s > 0 && s < 1) return u * Math.sqrt((-2 * Math.log(s)) / s);
  }
}

/**
 * A whole number in [0, n), each equally likely.
 *
 * @param n  1 to 2^53; the bias of scaling 53 bits is at most n / 2^53
 */
export function below(rng: Rng, n: number): number {
  return Math.min(n - 1, Math.floor(rng() * n));
}

/** The items in random order; the array given stays as it is. */
export function shuffle<T>(rng: Rng, items: readonly T[]): T[] {
  const out = [...items];
  for (let i = out.length - 1; i > 0; i--) {
    const j = below(rng, i + 1);
    [out[i], out[j]] = [out[j]!, out[i]!];
  }
  return out;
}

/** 32 random bits at a time, from a text. */
function sfc32(name: string): () => number {
  let hash = 0x9e3779b9;
  const absorb = (word: number) => {
    hash ^= Math.imul(word, 0xcc9e2d51);
    hash = Math.imul((hash << 13) | (hash >>> 19), 5) + 0xe6546b64;
  };
  for (let i = 0; i < name.length; i++) absorb(name.charCodeAt(i) + 1);
  const word = () => {
    absorb(0x85ebca6b);
    let z = hash ^ (hash >>> 16);
    z = Math.imul(z, 0x85ebca6b);
    z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
    return z ^ (z >>> 16);
  };
  let a = word();
  let b = word();
  let c = word();
  let counter = 1;
  const next = () => {
    const out = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + out) | 0;
    return out >>> 0;
  };
  for (let i = 0; i < 12; i++) next(); // as its author advises, so that near seeds part
  return next;
}

/** The stretch in which a place lies, when they lie one after the other, each as long as its weight. */
export function pick(weights: ArrayLike<number>, at: number): number {
  let end = 0;
  for (let i = 0; i < weights.length; i++) {
    end += weights[i]!;
    if (at < end) return i;
  }
  return weights.length - 1; // by rounding
}
