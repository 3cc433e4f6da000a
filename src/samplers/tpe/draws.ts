/**
 * The next point: of many draws from the mixture of the good points that whose density is highest against the one of the bad.
 *
 * Source: Watanabe 2023, arXiv:2304.11127, which has both: a joint mixture (multivariate), and one for each coordinate.
 */
import type { Rng } from "../../math/rng.ts";
import { type Axis, isActive } from "../unit-space.ts";
import { parzen } from "./parzen.ts";

/** Points, shape [n][d], NaN where inactive, with weights, shape [n]. */
export interface Weighted {
  readonly points: readonly Float64Array[];
  readonly weights: Float64Array;
}

export interface Search {
  readonly axes: readonly Axis[];
  readonly good: Weighted;
  readonly bad: Weighted;
  readonly candidates: number;
  readonly rng: Rng;
  readonly isTaken: (u: Float64Array) => boolean;
  /** What an expert's belief adds to the score of a point, or of the coordinates of it that are not NaN. */
  readonly believed: (u: Float64Array) => number;
}

export interface Drawn {
  readonly u: Float64Array;
  /** ln of how many times as dense the good ones are there. */
  readonly score: number;
}

/** By mixtures over all coordinates at once; null where all draws are taken. */
export function drawTogether(search: Search): Drawn | null {
  const { axes, good, bad, candidates, rng, isTaken, believed } = search;
  const l = parzen(axes, good.points, good.weights);
  const g = parzen(axes, bad.points, bad.weights);
  let best: Drawn | null = null;
  for (let i = 0; i < candidates; i++) {
    const u = l.draw(rng);
    const gain = l.logDensity(u) + believed(u);
    const score: number = gain - g.logDensity(u, best ? gain - best.score : Infinity);
    if ((best === null || score > best.score) && !isTaken(u)) best = { u, score };
  }
  return best;
}

/** By a mixture for each coordinate, one after the other; null likewise. */
export function drawApart(search: Search): Drawn | null {
  const { axes, good, bad, candidates, isTaken, believed } = search;
  const nothing = new Float64Array(axes.length).fill(Number.NaN);
  for (let tries = 0; tries < candidates; tries++) {
    const u = nothing.slice();
    let score = 0;
    axes.forEach(({ kind, ...axis }, j) => {
      if (!isActive(axes, u, j)) return;
      const best = drawTogether({
        ...search,
        axes: [{ ...axis, kind: kind === "arc" ? "number" : kind, parent: -1 }],
        good: along(good, j),
        bad: along(bad, j),
        isTaken: () => false,
        believed: (x) => believed(nothing.with(j, x[0]!)),
      })!;
      u[j] = best.u[0]!;
      score += best.score;
    });
    if (!isTaken(u)) return { u, score };
  }
  return null;
}

/** One coordinate of the points that have it. */
function along({ points, weights }: Weighted, j: number): Weighted {
  const has = (_: unknown, i: number) => !Number.isNaN(points[i]![j]!);
  return { points: points.filter(has).map((u) => u.slice(j, j + 1)), weights: weights.filter(has) };
}
