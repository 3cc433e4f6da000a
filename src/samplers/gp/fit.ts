/** The hyperparameters of the `gp` sampler's model: fitted from time to time, and remembered by the trials. */
import type { Json } from "../../json.ts";
import { fitTheta } from "../../math/gp.ts";
import { type Observations, priorOf } from "../../math/gp-evidence.ts";
import type { Axis } from "../unit-space.ts";

/** Hyperparameters, and how many trials there were when they were fitted. */
export interface Fitted {
  readonly theta: readonly number[];
  readonly n: number;
}

/**
 * A fit is most of the cost of an ask: so with more trials it comes less often, goes on from the last one, and looks at a
 * part of them.
 *
 * @param data  what the model is made of
 * @param o.n   how many trials there are; of many, `data` has a part
 * @param o.last  the newest fit
 */
export function fit(
  data: Observations,
  { axes, n, last }: { readonly axes: readonly Axis[]; readonly n: number; readonly last: Fitted | null },
): Fitted {
  const d = axes.length;
  const warm = last?.theta.length === d + 3 ? last : null;
  if (warm && n - warm.n < n / 25 - 1) return warm; // each time up to 50 trials, then every second, third … time
  const prior = priorOf(d, activeOf(axes));
  // A fit that goes on may have been led astray: at first each one, then now and then, begins anew, too.
  const isFresh = !warm || n <= 30 || Math.floor(n / 25) !== Math.floor(warm.n / 25);
  const starts = [...(warm ? [Float64Array.from(warm.theta)] : []), ...(isFresh ? [prior.mean] : [])];
  const { theta } = fitTheta(thinned(data), prior, { starts, maxIterations: d > 40 ? 10 : 30 });
  return { theta: [...theta], n };
}

/** The fit that a trial remembers: of its goal, or of what else it has a model of. */
export function fittedIn(memo: Json, of = "fitted"): Fitted | null {
  const fitted = Object(memo)[of] as Json;
  return isFit(fitted) ? fitted : null;
}

/** The fits, one a goal or a bound, that a trial remembers. */
export function fitsIn(memo: Json, of = "fits"): readonly Fitted[] | null {
  const fits = Object(memo)[of] as Json;
  return Array.isArray(fits) && fits.every(isFit) ? fits : null;
}

function isFit(fit: unknown): fit is Json & Fitted {
  return typeof fit === "object" && fit !== null && "n" in fit && "theta" in fit && Array.isArray(fit.theta);
}

/** How many coordinates a point has on average, when cases are chosen evenly. */
function activeOf(axes: readonly Axis[]): number {
  const chances: number[] = [];
  for (const { parent } of axes) {
    chances.push(parent < 0 ? 1 : chances[parent]! / axes[parent]!.cells);
  }
  return chances.reduce((sum, p) => sum + p, 0);
}

/** Hyperparameters change little with more points, and the cost of a fit grows with their cube. */
const mostFitted = 120;

/** The best ones up to half of what is fitted to, and of the rest every so many. */
function thinned(data: Observations): Observations {
  const { X, y, kinds } = data;
  if (y.length <= mostFitted) return data;
  const order = [...y.keys()].sort((a, b) => y[a]! - y[b]! || a - b);
  const half = mostFitted / 2;
  const stride = (order.length - half) / half;
  const chosen = Array.from({ length: mostFitted }, (_, i) =>
    i < half ? order[i]! : order[half + Math.floor((i - half) * stride)]!,
  ).sort((a, b) => a - b);
  return { X: chosen.map((i) => X[i]!), y: Float64Array.from(chosen, (i) => y[i]!), kinds };
}
