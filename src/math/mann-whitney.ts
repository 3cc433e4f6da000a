/** Whether one sample tends to lie below another. Source: Mann and Whitney 1947; ties as in Hollander and Wolfe 1999, 4.1. */
import { normalCdf } from "./special.ts";

/** The answer of the test. */
export interface MannWhitney {
  /** The chance that a value of `a` is below one of `b`; an equal one counts half. */
  readonly below: number;
  /** The chance of a difference at least so large, either way, if both came from one source. */
  readonly p: number;
}

/** Up to so many values of each, without ties, the chance is counted exactly. */
const exactUpTo = 20;

/**
 * The two-sided test.
 *
 * @param a  at least one value; so `b`
 */
export function mannWhitney(a: readonly number[], b: readonly number[]): MannWhitney {
  const [m, n] = [a.length, b.length];
  let u = 0;
  for (const x of a) for (const y of b) u += x < y ? 1 : x === y ? 0.5 : 0;
  const hasTies = new Set([...a, ...b]).size < m + n;
  const far = Math.max(u, m * n - u);
  const p = !hasTies && m <= exactUpTo && n <= exactUpTo ? exact(far, m, n) : approximate(far, a, b);
  return { below: u / (m * n), p };
}

/** Twice the share of the orders of m + n values with a U of at least `far`. */
function exact(far: number, m: number, n: number): number {
  // counts[i][u]: orders of i of the one kind and all j of the other so far that have U = u
  let counts = Array.from({ length: m + 1 }, () => [1]);
  for (let j = 1; j <= n; j++) {
    const next: number[][] = [[1]];
    for (let i = 1; i <= m; i++) {
      const row = Array<number>(i * j + 1).fill(0);
      next[i - 1]!.forEach((c, u) => {
        row[u + j]! += c; // the largest is of the one kind: above all j of the other
      });
      counts[i]!.forEach((c, u) => {
        row[u]! += c;
      });
      next.push(row);
    }
    counts = next;
  }
  const all = counts[m]!;
  const total = all.reduce((sum, c) => sum + c, 0);
  const tail = all.slice(Math.ceil(far)).reduce((sum, c) => sum + c, 0);
  return Math.min(1, (2 * tail) / total);
}

/** By the normal distribution, with corrections for ties and continuity. */
function approximate(far: number, a: readonly number[], b: readonly number[]): number {
  const [m, n] = [a.length, b.length];
  const counts = new Map<number, number>();
  for (const x of [...a, ...b]) counts.set(x, (counts.get(x) ?? 0) + 1);
  let ties = 0;
  for (const t of counts.values()) ties += t ** 3 - t;
  const N = m + n;
  const variance = ((m * n) / 12) * (N + 1 - ties / (N * (N - 1)));
  if (variance === 0) return 1;
  return Math.min(1, 2 * normalCdf(-(far - (m * n) / 2 - 0.5) / Math.sqrt(variance)));
}
