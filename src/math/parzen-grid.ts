/**
 * A density on a grid of n cells from counts in them, with a uniform-like prior of weight 1.
 *
 * Source: Watanabe, Bansal and Hutter 2023, "PED-ANOVA", appendix (Parzen estimators on a grid); Scott 1992 for the
 * bandwidth. The conventions that decide the last digits (quartiles by cumulative weight, the least bandwidth, the width
 * of the prior) are those of Optuna 5, so that numbers can be compared.
 */
import { normalCdf } from "./special.ts";

/**
 * The density on an ordered grid: truncated normals about the cells that were seen.
 *
 * @param counts  shape [n], n >= 1, not all 0
 * @returns shape [n], sums to 1
 */
export function orderedDensity(counts: ArrayLike<number>): Float64Array {
  const n = counts.length;
  const seen = Array.from(counts, (_, i) => i).filter((i) => counts[i]! > 0);
  const total = seen.reduce((sum, i) => sum + counts[i]!, 0);
  const width = bandwidth(seen, counts, total);
  const density = new Float64Array(n);
  const add = (mu: number, sigma: number, weight: number) => {
    const edge = (x: number) => normalCdf((x - mu) / sigma);
    const below = edge(-0.5);
    const inside = edge(n - 0.5) - below;
    for (let i = 0, low = below; i < n; i++) {
      const high = edge(i + 0.5);
      density[i]! += (weight * (high - low)) / inside;
      low = high;
    }
  };
  for (const i of seen) add(i, width, counts[i]! / (total + 1));
  add((n - 1) / 2, n, 1 / (total + 1)); // the prior
  return density;
}

/**
 * The density over labels.
 *
 * @param counts  shape [n], n >= 1, not all 0
 * @returns shape [n], sums to 1
 */
export function labelDensity(counts: ArrayLike<number>): Float64Array {
  const n = counts.length;
  const seen = Array.from(counts, (_, i) => i).filter((i) => counts[i]! > 0);
  const total = seen.reduce((sum, i) => sum + counts[i]!, 0);
  const kernels = seen.length + 1; // and the prior
  const rest = 1 / kernels;
  const whole = 1 + n * rest;
  const density = new Float64Array(n).fill(1 / (total + 1) / n);
  for (const i of seen) {
    const weight = counts[i]! / (total + 1);
    for (let j = 0; j < n; j++) density[j]! += (weight * (rest + (i === j ? 1 : 0))) / whole;
  }
  return density;
}

/** Scott's rule on the cells seen, at least so wide that a cell holds 90 % of its kernel. */
function bandwidth(seen: readonly number[], counts: ArrayLike<number>, total: number): number {
  const mean = seen.reduce((sum, i) => sum + i * counts[i]!, 0) / total;
  const square = seen.reduce((sum, i) => sum + (i - mean) ** 2 * counts[i]!, 0);
  const sd = Math.sqrt(square / Math.max(1, total - 1));
  const cumulative: number[] = [];
  for (const i of seen) cumulative.push((cumulative.at(-1) ?? 0) + counts[i]!);
  const first = cumulative.findIndex((c) => c >= Math.floor(total / 4));
  const third = cumulative.findIndex((c) => c > Math.floor((total * 3) / 4));
  const range = seen[third < 0 ? seen.length - 1 : third]! - seen[first]!;
  const scott = 1.059 * Math.min(range / 1.34, sd) * total ** -0.2;
  return Math.max(scott, 0.5 / 1.64);
}
