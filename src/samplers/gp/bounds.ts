/**
 * Bounds on goals: a Gaussian process for each, and the chance that all of them hold.
 *
 * Sources: Schonlau, Welch and Jones 1998 (expected improvement times the chance to be feasible); Eriksson and Poloczek 2021,
 * "SCBO" (the bilog transform).
 */
import { type Finished, type Goals, marginsOf } from "../../history/index.ts";
import type { Posterior } from "../../math/gp.ts";
import { logNormalCdf } from "../../math/special.ts";
import type { Situation } from "../situation.ts";
import type { Acquisition } from "../surrogate/search.ts";
import { subsetOf } from "../surrogate/subset.ts";
import { type Fitted, fit, fitsIn } from "./fit.ts";
import { believing } from "./improvement.ts";

/** What is known of each trial where there are bounds, infeasible ones included; in order. */
export interface Bounded<Loss = number> {
  readonly losses: (Loss | null)[];
  /** By how much each bound is exceeded; null where the trial did not say. */
  readonly margins: (readonly number[] | null)[];
  /** The newest fits of the bounds. */
  fits: readonly Fitted[];
}

/** @returns null where no goal has a bound */
export function noneBounded<Loss>(goals: Goals): Bounded<Loss> | null {
  const hasBounds = Object.values(goals).some((goal) => typeof goal !== "string");
  return hasBounds ? { losses: [], margins: [], fits: [] } : null;
}

/** @param loss  as it is, whether or not the bounds hold */
export function rememberBounds<Loss>(
  bounded: Bounded<Loss>,
  goals: Goals,
  { values, memo }: Finished,
  loss: Loss | null,
): void {
  bounded.losses.push(loss);
  bounded.margins.push(values ? marginsOf(goals, values) : null);
  bounded.fits = fitsIn(memo, "boundFits") ?? bounded.fits;
}

/** One model for each bound, of by how much it is exceeded. */
export interface BoundModels {
  readonly posteriors: readonly Posterior[];
  readonly fits: readonly Fitted[];
}

/**
 * @param X  where, shape [n][d]
 * @returns null where there are no bounds, or no trial has said how it stands with them
 */
export function boundModels(
  X: readonly Float64Array[],
  bounded: Bounded<unknown> | null,
  { axes, pending }: Pick<Situation, "axes" | "pending">,
): BoundModels | null {
  const { margins, fits: last } = bounded ?? { margins: [], fits: [] };
  const known = [...margins.keys()].filter((i) => margins[i] !== null);
  if (known.length === 0) return null;
  const k = margins[known[0]!]!.length;
  const models = Array.from({ length: k }, (_, j) => {
    const y = bilog(known.map((i) => margins[i]![j]!));
    const chosen = subsetOf(y);
    const data = {
      X: chosen.map((c) => X[known[c]!]!),
      y: Float64Array.from(chosen, (c) => y[c]!),
      kinds: axes.map((a) => a.kind),
    };
    const fitted = fit(data, { axes, n: X.length, last: last[j] ?? null });
    return { fitted, posterior: believing(data, Float64Array.from(fitted.theta), pending).posterior };
  });
  return { posteriors: models.map((m) => m.posterior), fits: models.map((m) => m.fitted) };
}

/** Whether a point may be expected to keep the bounds. */
export function isPromise(bounds: BoundModels | null, u: Float64Array): boolean {
  return bounds?.posteriors.every((posterior) => posterior.mean(u) <= 0) ?? true;
}

/** Draws large ones together, and leaves 0 where it is: sign(m) ln(1 + |m| / s), with s their middle size; then of variance 1. */
function bilog(values: readonly number[]): Float64Array {
  const sizes = values.map(Math.abs).sort((a, b) => a - b);
  const middle = sizes[sizes.length >> 1] || sizes.at(-1) || 1;
  const y = Float64Array.from(
    values,
    (v) => Math.sign(v) * Math.log1p(Math.min(Math.abs(v) / middle, 1e300)),
  );
  const size = Math.sqrt(y.reduce((sum, v) => sum + v * v, 0) / y.length);
  return size > 0 ? y.map((v) => v / size) : y;
}

/** The ln of the chance that all bounds hold, each at least e⁻²⁰: beyond, slopes would be all that is seen. */
export function logFeasible(posteriors: readonly Posterior[]): Required<Acquisition> {
  const gradient = new Float64Array(posteriors[0]!.d);
  return {
    value: (u) =>
      posteriors.reduce((sum, posterior) => {
        const { mean, variance } = posterior.predict(u);
        return sum + Math.max(least, logNormalCdf(-mean / Math.sqrt(variance)));
      }, 0),
    slope(u) {
      gradient.fill(0);
      let value = 0;
      for (const posterior of posteriors) {
        const { mean, variance, meanSlope, varianceSlope } = posterior.predictWithSlope(u);
        const sd = Math.sqrt(variance);
        const z = -mean / sd;
        const log = logNormalCdf(z);
        value += Math.max(least, log);
        if (log < least) continue;
        const byZ = Math.exp(-0.5 * z * z - log) / Math.sqrt(2 * Math.PI); // φ / Φ
        for (let j = 0; j < gradient.length; j++) {
          gradient[j]! += (byZ * (-meanSlope[j]! - (z * varianceSlope[j]!) / (2 * sd))) / sd;
        }
      }
      return { value, gradient };
    },
  };
}

const least = -20;

/** The sum of two logs: of what is gained, and of the chance that it counts. */
export function both(a: Required<Acquisition>, b: Required<Acquisition>): Required<Acquisition> {
  return {
    value: (u) => a.value(u) + b.value(u),
    slope(u) {
      const [first, second] = [a.slope(u), b.slope(u)];
      const gradient = first.gradient.map((g, j) => g + second.gradient[j]!);
      return { value: first.value + second.value, gradient };
    },
  };
}
