/** Which trials count as the best. */
import { frontsOf, hypervolumeSubset, referenceBeyond } from "../../math/hypervolume.ts";

/** The share of the trials that counts as the best, as in PED-ANOVA's paper. */
const bestShare = 0.1;

/**
 * Which rows are among the best tenth; ties at the edge are in.
 *
 * @param rows  shape [m], m >= 1; indices into `losses`
 * @returns shape [m]
 */
export function bestRows(losses: ArrayLike<number>, rows: ArrayLike<number>): boolean[] {
  const sorted = Float64Array.from(rows, (i) => losses[i]!).sort();
  const edge = sorted[Math.ceil(bestShare * rows.length) - 1]!;
  return Array.from(rows, (i) => losses[i]! <= edge);
}

/**
 * Which rows are among the best tenth by several losses: front by front, and of the last front those that together
 * dominate most.
 *
 * @param losses  shape [n][k]
 * @param rows    shape [m], m >= 1; indices into `losses`
 * @returns shape [m]
 * @source the split of Optuna 5, which is that of MOTPE (Ozaki et al. 2020)
 */
export function bestRowsOfSeveral(
  losses: readonly (readonly number[])[],
  rows: ArrayLike<number>,
): boolean[] {
  const points = Array.from(rows, (i) => losses[i]!);
  const wanted = Math.ceil(bestShare * points.length);
  const fronts = frontsOf(points, wanted);
  const isBest = Array<boolean>(points.length).fill(false);
  for (let front = 0, missing = wanted; missing > 0; front++) {
    const here = [...fronts.keys()].filter((k) => fronts[k] === front);
    const own = here.map((k) => points[k]!);
    const taken =
      here.length <= missing
        ? here
        : hypervolumeSubset(own, referenceBeyond(own), missing).map((i) => here[i]!);
    for (const k of taken) isBest[k] = true;
    missing -= taken.length;
  }
  return isBest;
}
