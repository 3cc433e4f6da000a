/**
 * Children of good points, of which a model says which to try: they lie near their parents, where a search of the whole space
 * goes to wherever the model errs most to its own good.
 *
 * Sources: Deb et al. 2002 (children); Emmerich, Giannakoglou and Naujoks 2006, "Single- and multiobjective evolutionary
 * optimization assisted by Gaussian random field metamodels" (models that choose).
 */
import { pick, type Rng } from "../../math/rng.ts";
import { childOf } from "../evolution/variation.ts";
import { crowdingOf } from "../nsga2.ts";
import { type Acquisition, byValue, type Scored } from "../surrogate/search.ts";
import type { Axis } from "../unit-space.ts";
import type { Losses } from "./volume.ts";

/** So many are judged. */
const brood = 32;

/** Where none promises e to this, in units of the losses' spreads, what is near the front is found, and the whole space is searched. */
const least = -7;

/** Who may have children: points, shape [n][d], and for each how likely it is chosen, beside the others, > 0. */
export interface Parents {
  readonly points: readonly Float64Array[];
  readonly weights: readonly number[];
}

/**
 * Children of pairs of points.
 *
 * @param acquisition  a logarithm
 * @returns the best first; none where there is one parent, or they promise little
 */
export function childrenOf(
  axes: readonly Axis[],
  acquisition: Acquisition,
  { points, weights, rng }: Parents & { readonly rng: Rng },
): Scored[] {
  if (points.length < 2) return [];
  const variation = { etaCrossover: 10, etaMutation: 20, mutation: 0 }; // as in `nsga2`
  const total = weights.reduce((a, b) => a + b, 0);
  const parent = () => points[pick(weights, rng() * total)]!;
  const children = Array.from({ length: brood }, () => {
    const u = childOf(axes, [parent(), parent()], rng, variation);
    return { u, value: acquisition.value(u) };
  }).sort(byValue);
  return children[0]!.value > least ? children : [];
}

/**
 * Weights of the points of a front: how far its neighbours are away, in the goals. Else those that crowd in a corner, where a
 * model that errs has led search after search, have nearly all the children, and these end there, too.
 */
export function lonelinessOf(front: readonly Losses[]): number[] {
  const crowding = crowdingOf(
    front.map((losses) => ({ losses })),
    front.map(() => 0),
  );
  const most = Math.max(...crowding.filter(Number.isFinite), 1e-9); // the ends are infinitely lonely
  return crowding.map((far) => Math.max(Math.min(far, most), 1e-9));
}
