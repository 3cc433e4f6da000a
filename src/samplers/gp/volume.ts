/**
 * The hypervolume that a point may add to a front, by a Gaussian process for each goal.
 *
 * Sources: Emmerich 2005 (expected hypervolume improvement); the parts name their own.
 */
import { expectedGain } from "../../math/ehvi.ts";
import type { Posterior } from "../../math/gp.ts";
import { freeBoxes } from "../../math/hypervolume.ts";
import type { Acquisition } from "../surrogate/search.ts";

/** One a goal. */
export type Losses = readonly number[];

/** The ln of the gain that is expected beyond what is attained, up to a reference point. */
export function gainOfVolume(
  posteriors: readonly Posterior[],
  attained: readonly Losses[],
  reference: Losses,
): Required<Acquisition> {
  const gain = expectedGain(freeBoxes(attained, reference), posteriors.length);
  return {
    value(u) {
      const at = posteriors.map((posterior) => posterior.predict(u));
      return gain.value(
        at.map((p) => p.mean),
        at.map((p) => Math.sqrt(p.variance)),
      );
    },
    slope(u) {
      const at = posteriors.map((posterior) => posterior.predictWithSlope(u));
      const sds = at.map((p) => Math.sqrt(p.variance));
      const means = at.map((p) => p.mean);
      const { value, byMean, bySd } = gain.slope(means, sds);
      const gradient = new Float64Array(u.length);
      at.forEach(({ meanSlope, varianceSlope }, j) => {
        for (let i = 0; i < u.length; i++) {
          gradient[i]! += byMean[j]! * meanSlope[i]! + (bySd[j]! * varianceSlope[i]!) / (2 * sds[j]!);
        }
      });
      return { value, gradient };
    },
  };
}

/**
 * A tenth of the front's range beyond its worst; where the front is a point in some goal, of all trials' range. In goals that
 * are `far` the same beyond the worst of all trials.
 *
 * @source Balandat et al. 2020, BoTorch's `infer_reference_point`
 */
export function referenceOf(
  front: readonly Losses[],
  all: readonly Losses[],
  far: readonly boolean[],
): number[] {
  return far.map((isFar, j) => {
    const [low, high] = rangeOf(front.map((f) => f[j]!));
    const [least, most] = rangeOf(all.map((f) => f[j]!));
    const range = high > low ? high - low : most > least ? most - least : 1;
    return isFar ? most + 0.1 * (most - least || 1) : high + 0.1 * range;
  });
}

/**
 * Whether the front has less than half of the range of all trials in a goal: it may be a corner, and beyond a reference near it
 * nothing gains, however good in the other goals.
 */
export function isNarrow(front: Losses, all: Losses): boolean {
  const [low, high] = rangeOf(front);
  const [least, most] = rangeOf(all);
  return high / 2 - low / 2 < 0.5 * (most / 2 - least / 2); // halves: a difference may overflow
}

const rangeOf = (values: Losses) => [Math.min(...values), Math.max(...values)] as const;
