/**
 * The expected gain of hypervolume from one more point whose losses are independent normals, exactly, in the logarithm.
 *
 * Notation: the free region is cut into boxes with ends l and u; g(a) = E[(a − Y)₊] = σ h((a − μ)/σ) is the expected
 * improvement below a. A box gains Π_j [g(u_j) − g(l_j)].
 *
 * Sources: Yang, Emmerich, Deutz and Bäck 2019, "Efficient computation of expected hypervolume improvement using box
 * decomposition", eq. 10; Ament et al. 2023 for working with logarithms.
 */
import type { Box } from "./hypervolume.ts";
import { log1mexp, logH, logNormalCdf } from "./special.ts";

/** ln of the expected gain, with its derivatives by each mean and standard deviation, shape [k] each. */
export interface LogGain {
  readonly value: number;
  readonly byMean: Float64Array;
  readonly bySd: Float64Array;
}

const logSqrt2Pi = 0.5 * Math.log(2 * Math.PI);

/** The gain over a set of boxes. */
export interface Gain {
  /** ln of the expected gain; means and sds have shape [k], each sd > 0. */
  value(means: readonly number[], sds: readonly number[]): number;
  slope(means: readonly number[], sds: readonly number[]): LogGain;
}

/**
 * Neighbouring boxes share their ends, so each end of each goal is worked out once.
 *
 * @param boxes  what no point dominates so far, see `freeBoxes`
 * @param k      goals
 * @cost O(boxes · k) a point
 */
export function expectedGain(boxes: readonly Box[], k: number): Gain {
  const ends = Array.from({ length: k }, (_, j) => [
    ...new Set(boxes.flatMap((b) => [b.low[j]!, b.high[j]!])),
  ]);
  const places = ends.map((list) => new Map(list.map((end, i) => [end, i])));
  const lows = boxes.map(({ low }) => low.map((end, j) => places[j]!.get(end)!));
  const highs = boxes.map(({ high }) => high.map((end, j) => places[j]!.get(end)!));
  const sides = new Float64Array(boxes.length * k);
  const logs = new Float64Array(boxes.length);

  const value = (means: readonly number[], sds: readonly number[]): number => {
    const g = ends.map((list, j) =>
      list.map((end) =>
        end === Number.NEGATIVE_INFINITY ? end : Math.log(sds[j]!) + logH((end - means[j]!) / sds[j]!),
      ),
    );
    let max = Number.NEGATIVE_INFINITY;
    for (let b = 0; b < boxes.length; b++) {
      let log = 0;
      for (let j = 0; j < k; j++) {
        const side = logDifference(g[j]![highs[b]![j]!]!, g[j]![lows[b]![j]!]!);
        sides[b * k + j] = side;
        log += side;
      }
      logs[b] = log;
      if (log > max) max = log;
    }
    if (max === Number.NEGATIVE_INFINITY) return max;
    let sum = 0;
    for (let b = 0; b < boxes.length; b++) sum += Math.exp(logs[b]! - max);
    return max + Math.log(sum);
  };
  return {
    value,
    slope(means, sds) {
      const all = value(means, sds);
      const byMean = new Float64Array(k);
      const bySd = new Float64Array(k);
      if (all === Number.NEGATIVE_INFINITY) return { value: all, byMean, bySd };
      const z = ends.map((list, j) => list.map((end) => (end - means[j]!) / sds[j]!));
      const cdf = z.map((list) => list.map((v) => (v === Number.NEGATIVE_INFINITY ? v : logNormalCdf(v))));
      const pdf = z.map((list) => list.map((v) => -0.5 * v * v - logSqrt2Pi));
      for (let b = 0; b < boxes.length; b++) {
        const weight = Math.exp(logs[b]! - all);
        if (weight < 1e-14) continue;
        for (let j = 0; j < k; j++) {
          const logD = sides[b * k + j]!;
          const [low, high] = [lows[b]![j]!, highs[b]![j]!];
          byMean[j]! -= weight * (Math.exp(cdf[j]![high]! - logD) - Math.exp(cdf[j]![low]! - logD)); // ∂g/∂μ = −Φ
          bySd[j]! += weight * (Math.exp(pdf[j]![high]! - logD) - Math.exp(pdf[j]![low]! - logD)); // ∂g/∂σ = φ
        }
      }
      return { value: all, byMean, bySd };
    },
  };
}

/** ln (eᵃ − eᵇ), a >= b but for rounding. */
function logDifference(a: number, b: number): number {
  if (b === Number.NEGATIVE_INFINITY) return a;
  return b < a ? a + log1mexp(b - a) : Number.NEGATIVE_INFINITY;
}
