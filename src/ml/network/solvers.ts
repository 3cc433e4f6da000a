import type { MLPParams } from "./options.ts";

/** A way to step down a gradient that changes with the rows looked at. */
export interface Solver {
  /** Changes w by the gradient g. */
  step(w: Float64Array, g: Float64Array): void;
  /** After each pass over the rows. @param seen  rows seen in all */
  passed(seen: number): void;
  /** Nothing got better for a while: whether to end, or go on more carefully. */
  ends(): boolean;
}

/** @source Kingma and Ba 2015, "Adam", algorithm 1 */
export function adam(length: number, { learningRateInit, beta1, beta2, epsilon }: MLPParams): Solver {
  const m = new Float64Array(length);
  const v = new Float64Array(length);
  let t = 0;
  return {
    step(w, g) {
      t++;
      const rate = (learningRateInit * Math.sqrt(1 - beta2 ** t)) / (1 - beta1 ** t);
      for (let e = 0; e < length; e++) {
        const slope = g[e]!;
        m[e] = beta1 * m[e]! + (1 - beta1) * slope;
        v[e] = beta2 * v[e]! + (1 - beta2) * slope * slope;
        w[e]! -= (rate * m[e]!) / (Math.sqrt(v[e]!) + epsilon);
      }
    },
    passed: () => {},
    ends: () => true,
  };
}

/** Gradient descent with momentum. @source Sutskever et al. 2013, section 2 */
export function sgd(length: number, params: MLPParams): Solver {
  const { learningRateInit, learningRate, powerT, momentum, nesterovsMomentum } = params;
  const velocity = new Float64Array(length);
  let rate = learningRateInit;
  return {
    step(w, g) {
      for (let e = 0; e < length; e++) {
        const fresh = momentum * velocity[e]! - rate * g[e]!;
        velocity[e] = fresh;
        w[e]! += nesterovsMomentum ? momentum * fresh - rate * g[e]! : fresh;
      }
    },
    passed(seen) {
      if (learningRate === "invscaling") rate = learningRateInit / (seen + 1) ** powerT;
    },
    ends() {
      if (learningRate !== "adaptive" || rate <= 1e-6) return true; // scikit-learn's least step
      rate /= 5; // and its cut
      return false;
    },
  };
}
