/**
 * A Parzen estimator over a mixed and conditional space: a mixture of products, one kernel for each point that was seen,
 * and one, the prior, for what nobody has seen yet.
 *
 * Source: Watanabe 2023, "Tree-structured Parzen estimator", arXiv:2304.11127, section 3.
 */
import { pick, type Rng } from "../../math/rng.ts";
import { type Axis, isActive, snapOne } from "../unit-space.ts";
import { columnOf } from "./column.ts";

/** A mixture; its points are those of the unit cube, NaN where inactive. */
export interface Parzen {
  /** ln of the density, or of the chance where all values are finitely many. */
  logDensity(u: Float64Array): number;
  draw(rng: Rng): Float64Array;
}

/**
 * @param points   shape [n][d]
 * @param weights  shape [n], each > 0; the prior has weight 1 beside them
 * @cost O(n d) for a density, after O(n d log n)
 */
export function parzen(
  axes: readonly Axis[],
  points: readonly Float64Array[],
  weights: readonly number[],
): Parzen {
  const columns = axes.map((axis, j) => {
    const xs = new Float64Array(points.length);
    for (let i = 0; i < xs.length; i++) xs[i] = points[i]![j]!;
    return columnOf(axis, xs);
  });
  const all = [...weights, 1];
  const total = all.reduce((sum, w) => sum + w, 0);
  const logWeights = new Float64Array(all).map((w) => Math.log(w / total));
  const logs = new Float64Array(all.length);
  return {
    logDensity(u) {
      logs.set(logWeights);
      for (let j = 0; j < columns.length; j++) if (!Number.isNaN(u[j]!)) columns[j]!.addLogs(u[j]!, logs);
      return logSumExp(logs);
    },
    draw(rng) {
      const kernel = pick(all, rng() * total);
      const u = new Float64Array(axes.length).fill(Number.NaN);
      axes.forEach((axis, j) => {
        if (isActive(axes, u, j)) u[j] = snapOne(axis, columns[j]!.draw(kernel, rng));
      });
      return u;
    },
  };
}

function logSumExp(logs: Float64Array): number {
  let max = -Infinity;
  for (const log of logs) if (log > max) max = log;
  if (max === -Infinity) return max;
  let sum = 0;
  for (const log of logs) sum += Math.exp(log - max);
  return max + Math.log(sum);
}
