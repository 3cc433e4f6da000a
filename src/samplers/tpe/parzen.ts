/**
 * A Parzen estimator over a mixed and conditional space: a mixture of products, one kernel for each point that was seen,
 * and one, the prior, for what nobody has seen yet.
 *
 * Source: Watanabe 2023, "Tree-structured Parzen estimator", arXiv:2304.11127, section 3.
 */
import { pick, type Rng } from "../../math/rng.ts";
import { type Axis, isActive, snapOne } from "../unit-space.ts";
import { columnOf } from "./column.ts";
import type { Normals } from "./normals.ts";

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
  weights: Float64Array,
): Parzen {
  const columns = axes.map((axis, j) => {
    const xs = new Float64Array(points.length);
    for (let i = 0; i < xs.length; i++) xs[i] = points[i]![j]!;
    return columnOf(axis, xs);
  });
  const all = Float64Array.of(...weights, 1);
  const total = all.reduce((sum, w) => sum + w);
  const logWeights = all.map((w) => Math.log(w / total));
  const logs = new Float64Array(all.length);
  const others = columns.flatMap(({ normals, addLogs }, place) => (normals ? [] : { place, addLogs }));
  const logSum = productOf(
    columns.flatMap(({ normals }, place) => (normals ? { place, normals } : [])),
    all.length,
  );
  return {
    logDensity(u) {
      logs.set(logWeights);
      for (const { place, addLogs } of others) if (!Number.isNaN(u[place]!)) addLogs(u[place]!, logs);
      return logSum(u, logs);
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

/** exp(−40) of the largest is under its last digit, even of thousands. */
const negligible = 40;

/**
 * From a point and a start for each kernel, shape [n], to ln Σ exp(start + Σ ln normal(u)). Half of the time of an ask goes
 * by here: a kernel's numbers lie side by side, and one that has become negligible is left at once.
 */
function productOf(
  columns: readonly { readonly place: number; readonly normals: Normals }[],
  n: number,
): (u: Float64Array, logs: Float64Array) => number {
  const d = columns.length;
  const top = new Float64Array(n);
  const [centre, steep] = [new Float64Array(n * d), new Float64Array(n * d)];
  columns.forEach(({ normals }, j) => {
    for (let i = 0; i < n; i++) {
      top[i]! += normals.top[i]!;
      centre[i * d + j] = normals.centre[i]!;
      steep[i * d + j] = normals.steep[i]!;
    }
  });
  const x = new Float64Array(d);
  return (u, logs) => {
    for (let j = 0; j < d; j++) x[j] = u[columns[j]!.place]!;
    let max = -Infinity;
    // The prior first: it gives something everywhere, beside which most kernels are negligible.
    for (let i = n - 1; i >= 0; i--) {
      let log = logs[i]! + top[i]!;
      for (let j = 0, at = i * d; j < d && log > max - negligible; j++, at++) {
        const gap = x[j]! - centre[at]!;
        log -= steep[at]! * gap * gap;
      }
      logs[i] = log;
      if (log > max) max = log;
    }
    if (max === -Infinity) return max;
    let sum = 0;
    for (const log of logs) if (log > max - negligible) sum += Math.exp(log - max);
    return max + Math.log(sum);
  };
}
