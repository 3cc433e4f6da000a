/**
 * Which trials are good when there are several goals: the first fronts, and of the front that is too large for the rest of the
 * places, those that dominate most together.
 *
 * Source: Ozaki, Tanigaki, Watanabe and Onishi 2020, "Multiobjective tree-structured Parzen estimator", section 4.2.
 */
import { contributions, frontsOf, hypervolumeSubset, referenceBeyond } from "../../math/hypervolume.ts";

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

/**
 * How much each of the good points counts: by what it alone dominates, as a share of the most.
 *
 * @param losses  shape [n][k]; null for one that has none, or where there is one goal: then all count the same
 * @returns shape [n]
 * @source Ozaki et al. 2020, the weights of MOTPE
 */
export function weightsOf(losses: readonly (readonly number[] | null)[]): Float64Array {
  const known = losses.filter((l) => l !== null);
  const isByVolume = known.length === losses.length && known.length > 0 && known[0]!.length <= mostByVolume;
  if (!isByVolume) return new Float64Array(losses.length).fill(1);
  const points = scaled(known);
  const alone = contributions(points, referenceBeyond(points));
  const most = Math.max(...alone);
  return Float64Array.from(alone, (volume) => (most > 0 ? Math.max(least, volume / most) : 1));
}

/** Points of later fronts dominate nothing alone, and still are good. */
const least = 0.05;

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
