/** How much better than the best a point may be, by a Gaussian process. */
import { Posterior } from "../../math/gp.ts";
import type { Observations } from "../../math/gp-evidence.ts";
import { logH, logHSlope } from "../../math/special.ts";
import type { Acquisition } from "../surrogate/search.ts";

/** The same hyperparameters with lengths of a third: short enough to see the gaps, long enough to keep off bad ground. */
export function shortened(theta: Float64Array): Float64Array {
  const d = theta.length - 3;
  return theta.map((t, j) => (j < d ? t - Math.log(3) : t));
}

/** A posterior, and what it takes for the results of the trials that run. */
export interface Belief {
  readonly posterior: Posterior;
  /** Shape [p]. */
  readonly believed: readonly number[];
}

/** Takes the mean for the results of the trials that run: so that no two are the same. */
export function believing(data: Observations, theta: Float64Array, pending: readonly Float64Array[]): Belief {
  const posterior = new Posterior(data, theta);
  if (pending.length === 0) return { posterior, believed: [] };
  const believed = pending.map((u) => posterior.mean(u));
  const X = [...data.X, ...pending];
  return {
    posterior: new Posterior({ ...data, X, y: Float64Array.from([...data.y, ...believed]) }, theta),
    believed,
  };
}

/** ln EI below `best`, under the posterior. @source Ament et al. 2023 */
export function logExpectedImprovement(posterior: Posterior, best: number): Required<Acquisition> {
  const gradient = new Float64Array(posterior.d);
  return {
    value(u) {
      const { mean, variance } = posterior.predict(u);
      const sd = Math.sqrt(variance);
      return logH((best - mean) / sd) + Math.log(sd);
    },
    slope(u) {
      const { mean, variance } = posterior.predict(u);
      const sd = Math.sqrt(variance);
      const z = (best - mean) / sd;
      return {
        value: logH(z) + Math.log(sd),
        get gradient() {
          const { meanSlope, varianceSlope } = posterior.slopesAt(u);
          const h = logHSlope(z);
          for (let j = 0; j < gradient.length; j++) {
            const ofSd = varianceSlope[j]! / (2 * sd);
            gradient[j] = (h * (-meanSlope[j]! - z * ofSd) + ofSd) / sd;
          }
          return gradient;
        },
      };
    },
  };
}
