/**
 * Which trials are good when there are several goals: the first fronts, and of the front that is too large for the rest of the
 * places, those that dominate most together.
 *
 * Source: Ozaki, Tanigaki, Watanabe and Onishi 2020, "Multiobjective tree-structured Parzen estimator", section 4.2.
 */
import { frontsOf, hypervolumeSubset, referenceBeyond } from "../../math/hypervolume.ts";

/** Choosing by volume takes too long beyond: then it is by order. */
const mostByVolume = 4;

/**
 * @param losses  shape [n][k], finite
 * @param places  how many are good, >= 1
 * @returns indices into `losses`
 */
export function goodOf(losses: readonly (readonly number[])[], places: number): number[] {
  if (losses.length <= places) return losses.map((_, i) => i);
  const fronts = frontsOf(losses, places);
  const good: number[] = [];
  for (let front = 0; good.length < places; front++) {
    const here = losses.map((_, i) => i).filter((i) => fronts[i] === front);
    const left = places - good.length;
    if (here.length <= left) good.push(...here);
    else if (losses[0]!.length > mostByVolume) good.push(...here.slice(0, left));
    else {
      const points = scaled(here.map((i) => losses[i]!));
      good.push(...hypervolumeSubset(points, referenceBeyond(points), left).map((place) => here[place]!));
    }
  }
  return good;
}

/** Each goal as a share of its range, so that none counts more for its units. */
function scaled(points: readonly (readonly number[])[]): number[][] {
  const k = points[0]!.length;
  const spans = Array.from({ length: k }, (_, j) => {
    const values = points.map((p) => p[j]! / 2); // halves: a difference may overflow
    return [Math.min(...values), Math.max(...values)] as const;
  });
  return points.map((p) =>
    p.map((v, j) => {
      const [low, high] = spans[j]!;
      return high > low ? (v / 2 - low) / (high - low) : 0;
    }),
  );
}
