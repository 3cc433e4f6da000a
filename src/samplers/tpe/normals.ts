/**
 * Normals along several coordinates that are cut to [0, 1]: the kernels about points, and a wide one, the prior, as the last.
 */
import { normalCdf } from "../../math/special.ts";

/**
 * Shape [n][d] each, kernel by kernel, so that what is read together lies together. The density at x is that of
 * N(centre, σ²), divided by `mass`.
 */
export interface Normals {
  readonly n: number;
  readonly d: number;
  readonly centre: Float64Array;
  /** NaN where the kernel is uniform: its point does not have this coordinate. */
  readonly sigma: Float64Array;
  /** The ln of the density falls by steep (x − centre)²; 0 where uniform. */
  readonly steep: Float64Array;
  /** What of the whole normal lies below 0. */
  readonly below: (at: number) => number;
  /** What of the whole normal lies in [0, 1]. */
  readonly mass: (at: number) => number;
}

/**
 * Widths reach to the farther one of the two neighbours; they lie between 1 / min(100, n) and 1, which the prior has.
 *
 * @param points  shape [n − 1][…], NaN where inactive
 * @param places  shape [d]: which of their coordinates
 * @cost O(n d)
 * @source Bergstra, Bardenet, Bengio, Kégl 2011, section 4; the least width is hyperopt's "magic clip"
 */
export function normalsOf(points: readonly Float64Array[], places: readonly number[]): Normals {
  const [n, d] = [points.length + 1, places.length];
  const end = (n - 1) * d;
  const centre = new Float64Array(n * d).fill(0.5);
  const sigma = new Float64Array(n * d).fill(Number.NaN);
  for (let at = 0, i = 0; at < end; i++) {
    for (let j = 0; j < d; j++) centre[at++] = points[i]![places[j]!]!;
  }
  // Without sorting: in a cell of the least width only the outermost may reach farther.
  const [first, last] = [new Int32Array(101), new Int32Array(101)];
  for (let j = 0; j < d; j++) {
    let count = 0;
    for (let at = j; at < end; at += d) if (!Number.isNaN(centre[at]!)) count++;
    const cells = Math.min(100, count + 2);
    const least = 1 / cells;
    first.fill(-1);
    for (let at = j; at < end; at += d) {
      const x = centre[at]!;
      if (Number.isNaN(x)) continue;
      sigma[at] = least;
      const cell = Math.floor(x * cells);
      const isFirst = first[cell] === -1;
      if (isFirst || x < centre[first[cell]!]!) first[cell] = at;
      if (isFirst || x >= centre[last[cell]!]!) last[cell] = at;
    }
    for (let cell = 0, left = -1; cell <= cells; cell++) {
      const here = first[cell]!;
      if (here === -1) continue;
      const gap = left === -1 ? 0 : centre[here]! - centre[left]!;
      if (gap > least) {
        sigma[left] = Math.max(sigma[left]!, gap);
        sigma[here] = gap;
      }
      left = last[cell]!;
    }
    sigma[end + j] = 1;
  }
  const steep = new Float64Array(n * d);
  for (let at = 0; at < n * d; at++) {
    const s = sigma[at]!;
    if (Number.isNaN(s)) centre[at] = 0.5;
    else steep[at] = 0.5 / (s * s);
  }
  const below = lazily(n * d, (at) => normalCdf(-centre[at]! / sigma[at]!));
  const mass = lazily(n * d, (at) => massOf(centre[at]!, sigma[at]!));
  return { n, d, centre, sigma, steep, below, mass };
}

/** What of N(m, s²) lies in [0, 1]. */
export function massOf(m: number, s: number): number {
  const mass = isNear(1 - m, s) ? normalCdf((1 - m) / s) : 1;
  return isNear(m, s) ? mass - normalCdf(-m / s) : mass;
}

/** A quick bound of it: Φ lies above its chord from 0 to 3, where it is 0.998. */
export function massAtLeast(m: number, s: number): number {
  const slope = 0.166 / s;
  return Math.min(0.498, slope * m) + Math.min(0.498, slope * (1 - m));
}

/** Whether anything of a normal is left so far out: Φ(8.3) is 1 to the last digit. */
export const isNear = (gap: number, s: number): boolean => gap <= 8.3 * s;

/** Values on 0 … n − 1, computed when first asked for. */
export function lazily(n: number, of: (i: number) => number): (i: number) => number {
  let known: Float64Array | undefined;
  return (i) => {
    known ??= new Float64Array(n).fill(Number.NaN);
    if (Number.isNaN(known[i]!)) known[i] = of(i);
    return known[i]!;
  };
}
