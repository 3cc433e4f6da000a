/**
 * What a trial costs: a Gaussian process over the logarithm of its seconds, so that gains can be counted by the second.
 *
 * Source: Snoek, Larochelle and Adams 2012, "Practical Bayesian optimization of machine learning algorithms", section 3.2
 * (expected improvement per second).
 */
import type { Finished } from "../../history/index.ts";
import { Posterior } from "../../math/gp.ts";
import type { Acquisition } from "../surrogate/search.ts";
import type { Axis } from "../unit-space.ts";
import { type Fitted, fit } from "./fit.ts";

/** What is known of costs: the seconds of each trial, null where they say nothing; and the newest fit. */
export interface Costs {
  readonly seconds: (number | null)[];
  fitted: Fitted | null;
}

/** A model of the cost of a point. */
export interface CostModel {
  readonly posterior: Posterior;
  /** ln of the seconds is `middle` + `scale` · the posterior's mean. */
  readonly middle: number;
  readonly scale: number;
  readonly fitted: Fitted;
}

/** How long the last attempt took; null for a trial that did not go to its end, and for one that came from elsewhere, in no time. */
export function secondsOf({ state, startedAt, finishedAt }: Finished): number | null {
  if (state !== "complete" || finishedAt === null || finishedAt <= startedAt) return null;
  return (finishedAt - startedAt) / 1000;
}

/** Trials that differ by less than this share cost the same. */
const sameCost = 0.05;

/** So many of the newest trials are looked at. */
const mostModelled = 200;

/**
 * @param X  where the trials were, shape [n][d]
 * @returns null where there is nothing to tell apart
 */
export function costModel(
  X: readonly Float64Array[],
  { seconds, fitted: last }: Costs,
  axes: readonly Axis[],
): CostModel | null {
  const known = [...seconds.keys()].filter((i) => seconds[i] !== null).slice(-mostModelled);
  if (known.length < 3) return null;
  const logs = known.map((i) => Math.log(seconds[i]!));
  const middle = logs.reduce((sum, y) => sum + y, 0) / logs.length;
  const scale = Math.sqrt(logs.reduce((sum, y) => sum + (y - middle) ** 2, 0) / logs.length);
  if (scale < sameCost) return null;
  const data = {
    X: known.map((i) => X[i]!),
    y: Float64Array.from(logs, (y) => (y - middle) / scale),
    kinds: axes.map((a) => a.kind),
  };
  const fitted = fit(data, { axes, n: X.length, last });
  return { posterior: new Posterior(data, Float64Array.from(fitted.theta)), middle, scale, fitted };
}

/** The seconds that a point should take, by the mean of their logarithm. */
export function expectedSeconds({ posterior, middle, scale }: CostModel, u: Float64Array): number {
  return Math.exp(middle + scale * posterior.mean(u));
}

/** The ln of a gain by the second, but for a constant. */
export function bySecond(
  gain: Required<Acquisition>,
  { posterior, scale }: CostModel,
): Required<Acquisition> {
  const gradient = new Float64Array(posterior.d);
  return {
    value: (u) => gain.value(u) - scale * posterior.mean(u),
    slope(u) {
      const { value, gradient: ofGain } = gain.slope(u);
      const { mean, meanSlope } = posterior.predictWithSlope(u);
      for (let j = 0; j < gradient.length; j++) gradient[j] = ofGain[j]! - scale * meanSlope[j]!;
      return { value: value - scale * mean, gradient };
    },
  };
}
