import { distance } from "../../math/kernel.ts";
import type { Axis } from "../unit-space.ts";

/** More points than this make the model slow (its cost grows with their cube) and little better. */
export const mostPoints = 250;

/**
 * The points that a model is fitted to: all, or the 100 best, the 50 newest, and others that lie far from them.
 *
 * @param X  shape [n][d], in the order of time
 * @param y  shape [n], to be minimised
 * @returns indices into X, ascending
 */
export function subsetOf(X: readonly Float64Array[], y: Float64Array, axes: readonly Axis[]): number[] {
  const all = X.map((_, i) => i);
  if (X.length <= mostPoints) return all;
  const chosen = new Set([...all].sort((a, b) => y[a]! - y[b]! || a - b).slice(0, 100));
  for (const i of all.slice(-50)) chosen.add(i);

  const gap = (i: number, k: number) =>
    axes.reduce((sum, { kind }, j) => sum + distance(kind, X[i]![j]!, X[k]![j]!), 0);
  const nearest = all.map((i) => Math.min(...[...chosen].map((k) => gap(i, k))));
  while (chosen.size < mostPoints) {
    const farthest = all.reduce((best, i) => (nearest[i]! > nearest[best]! ? i : best), 0);
    if (nearest[farthest] === 0) break; // all others are copies
    chosen.add(farthest);
    for (const i of all) nearest[i] = Math.min(nearest[i]!, gap(i, farthest));
  }
  return [...chosen].sort((a, b) => a - b);
}
