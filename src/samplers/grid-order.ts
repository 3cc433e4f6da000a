/**
 * A random order of 0 … n - 1 that needs no memory, however large n is.
 *
 * Source: Black and Rogaway 2002, "Ciphers with arbitrary finite domains": a generalized Feistel network (their method 3)
 * on pairs (left, right) with left < a, right < b and a · b >= n, and cycle walking (method 2) past the pairs over n.
 */
import { below, stream } from "../math/rng.ts";

/** A bijection of 0 … n - 1. */
export interface Order {
  /** What stands at a position. */
  at(position: number): number;
  /** Where it stands; the inverse. */
  positionOf(index: number): number;
}

/** 3 rounds suffice for large n (Luby and Rackoff 1988); small tables have few bits to mix, so there are more. */
const rounds = 12;

/**
 * The order that a seed gives.
 *
 * @param n     1 to 2^53
 * @param seed  a safe integer
 */
export function randomOrder(n: number, seed: number): Order {
  const a = Math.ceil(Math.sqrt(n));
  const b = Math.ceil(n / a);
  const rng = stream(seed, "grid order", 0);
  const keys = Array.from({ length: rounds }, () => below(rng, 2 ** 32));

  /** One way through the network: the rounds in order and `sign` 1, or backwards and -1. */
  const pass = (cell: number, order: readonly number[], sign: 1 | -1) => {
    let left = cell % a;
    let right = Math.floor(cell / a);
    for (const round of order) {
      const key = keys[round]!;
      if (round % 2 === 0) left = modulo(left + sign * (mix(right, key) % a), a);
      else right = modulo(right + sign * (mix(left, key) % b), b);
    }
    return right * a + left;
  };
  /** Again and again, until below n: a permutation of the cells, walked from below n, comes back there. */
  const walk = (cell: number, order: readonly number[], sign: 1 | -1) => {
    let to = pass(cell, order, sign);
    while (to >= n) to = pass(to, order, sign);
    return to;
  };
  const forwards = keys.map((_, round) => round);
  const backwards = forwards.toReversed();
  return {
    at: (position) => walk(position, forwards, 1),
    positionOf: (index) => walk(index, backwards, -1),
  };
}

/** 32 bits from a number below 2^32 and a key: the end of MurmurHash3. */
function mix(x: number, key: number): number {
  let h = x ^ key;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

function modulo(x: number, n: number): number {
  return x < 0 ? x + n : x % n;
}
