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

/**
 * @param boxes  what no point dominates so far, see `freeBoxes`
 * @param means  shape [k]
 * @param sds    shape [k], each > 0
 * @cost O(boxes · k)
 */
export function logExpectedGain(
  boxes: readonly Box[],
  means: readonly number[],
  sds: readonly number[],
): LogGain {
  const k = means.length;
  const logs = new Float64Array(boxes.length);
  const sides = new Float64Array(boxes.length * k);
  boxes.forEach(({ low, high }, b) => {
    for (let j = 0; j < k; j++) {
      const side = logSide(low[j]!, high[j]!, means[j]!, sds[j]!);
      sides[b * k + j] = side;
      logs[b]! += side;
    }
  });
  let max = Number.NEGATIVE_INFINITY;
  for (const v of logs) if (v > max) max = v;
  const byMean = new Float64Array(k);
  const bySd = new Float64Array(k);
  if (max === Number.NEGATIVE_INFINITY) return { value: max, byMean, bySd };
  let sum = 0;
  for (const v of logs) sum += Math.exp(v - max);
  const value = max + Math.log(sum);
  boxes.forEach(({ low, high }, b) => {
    const weight = Math.exp(logs[b]! - value);
    if (weight < 1e-14) return;
    for (let j = 0; j < k; j++) {
      const [m, s] = [means[j]!, sds[j]!];
      const logD = sides[b * k + j]!;
      const [zu, zl] = [(high[j]! - m) / s, (low[j]! - m) / s];
      const cdf = (z: number) => (z === Number.NEGATIVE_INFINITY ? 0 : Math.exp(logNormalCdf(z) - logD));
      const pdf = (z: number) => Math.exp(-0.5 * z * z - logSqrt2Pi - logD);
      byMean[j]! -= weight * (cdf(zu) - cdf(zl)); // ∂g/∂μ = −Φ
      bySd[j]! += weight * (pdf(zu) - pdf(zl)); // ∂g/∂σ = φ
    }
  });
  return { value, byMean, bySd };
}

/** ln [g(u) − g(l)]. */
function logSide(low: number, high: number, mean: number, sd: number): number {
  const top = Math.log(sd) + logH((high - mean) / sd);
  if (low === Number.NEGATIVE_INFINITY) return top;
  const bottom = Math.log(sd) + logH((low - mean) / sd);
  return bottom < top ? top + log1mexp(bottom - top) : Number.NEGATIVE_INFINITY;
}
