/**
 * The Sobol sequence, point by point from its index, plain or scrambled.
 *
 * Sources: Sobol 1967; direction numbers of Joe and Kuo 2008; nested uniform (Owen 1995) scrambling by hashing as in
 * Burley 2020, "Practical hash-based Owen scrambling", with the hash of Laine and Karras 2011 in Vegdahl's form.
 */
import { directions } from "./sobol-directions.ts";

/** As many coordinates as there are direction numbers for; further ones are scrambled copies, see {@link sobol}. */
export const sobolDimensions = directions.length + 1;

/**
 * A Sobol sequence in [0, 1)^d.
 *
 * @param d     coordinates, >= 1; beyond {@link sobolDimensions} the first ones come again under another scramble, and in
 *              an order of their own, so they are no longer low-discrepancy with their originals
 * @param seed  a safe integer to scramble by; null for the plain sequence, which begins with the zero point
 * @returns the point of an index, 0 <= index < 2^32, as shape [d], written into `out` where one is given
 */
export function sobol(d: number, seed: number | null): (index: number, out?: Float64Array) => Float64Array {
  const matrices = Array.from({ length: Math.min(d, sobolDimensions) }, (_, j) => directionsOf(j));
  const seeds = Array.from({ length: d }, (_, j) => hashOf(seed ?? 0, j));
  const orders = Array.from({ length: Math.ceil(d / sobolDimensions) }, (_, copy) =>
    hashOf(seed ?? 0, -1 - copy),
  );
  return (index, u = new Float64Array(d)) => {
    for (let j = 0; j < d; j++) {
      const copy = Math.floor(j / sobolDimensions);
      const i = copy === 0 ? index >>> 0 : scramble(index >>> 0, orders[copy]!);
      const x = coordinate(matrices[j % sobolDimensions]!, i ^ (i >>> 1)); // Gray code: the order that all use
      u[j] = (seed === null && copy === 0 ? x : scramble(x, seeds[j]!)) / 4_294_967_296;
    }
    return u;
  };
}

/** The xor of the direction numbers at the one bits of the index , so that any point comes at once. */
function coordinate(v: Uint32Array, index: number): number {
  let x = 0;
  for (let bit = 0, rest = index; rest !== 0; bit++, rest >>>= 1) if (rest & 1) x ^= v[bit]!;
  return x >>> 0;
}

/** The 32 direction numbers of a coordinate, scaled to 32 bits. @source Joe and Kuo 2008, eq. 2 */
function directionsOf(j: number): Uint32Array {
  const v = new Uint32Array(32);
  if (j === 0) return v.map((_, k) => 1 << (31 - k));
  const [a, ...m] = directions[j - 1]! as [number, ...number[]];
  const s = m.length;
  for (let k = 0; k < 32; k++) {
    if (k < s) {
      v[k] = m[k]! << (31 - k);
      continue;
    }
    let x = v[k - s]! ^ (v[k - s]! >>> s);
    for (let i = 1; i < s; i++) if ((a >>> (s - 1 - i)) & 1) x ^= v[k - i]!;
    v[k] = x;
  }
  return v;
}

/** Owen's scramble: each bit is flipped by a hash of the bits above it. */
function scramble(x: number, seed: number): number {
  return reverse(permute(reverse(x), seed));
}

/** A hash in which each bit depends on the seed and on lower bits only. @source Vegdahl 2021, for Laine and Karras 2011 */
function permute(x: number, seed: number): number {
  let h = x ^ Math.imul(x, 0x3d20adea);
  h = (h + seed) | 0;
  h = Math.imul(h, (seed >>> 16) | 1);
  h ^= Math.imul(h, 0x05526c56);
  return h ^ Math.imul(h, 0x53a22864);
}

function reverse(x: number): number {
  let r = ((x >>> 1) & 0x55555555) | ((x & 0x55555555) << 1);
  r = ((r >>> 2) & 0x33333333) | ((r & 0x33333333) << 2);
  r = ((r >>> 4) & 0x0f0f0f0f) | ((r & 0x0f0f0f0f) << 4);
  r = ((r >>> 8) & 0x00ff00ff) | ((r & 0x00ff00ff) << 8);
  return ((r >>> 16) | (r << 16)) >>> 0;
}

/** 32 bits from a seed (its high part, too) and a coordinate. */
function hashOf(seed: number, j: number): number {
  let h = 0x9e3779b9;
  for (const word of [seed, Math.floor(seed / 4_294_967_296), j]) {
    h = Math.imul(h ^ word, 0x85ebca6b);
    h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
    h ^= h >>> 16;
  }
  return h;
}
