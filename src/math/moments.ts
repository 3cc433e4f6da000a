/** A normal distribution from points that were good elsewhere. */
import { symmetricEigen } from "./eigen.ts";

/**
 * The normal nearest to the mixture of N(x, alpha² I) around the points.
 *
 * @param points  shape [n][d], n >= 1
 * @param alpha   how far a good point here may lie from one there, as a share of the cube; 0.1 in the paper
 * @returns the mean; sigma and C with det C = 1
 * @source Nomura et al. 2021, "Warm starting CMA-ES for hyperparameter optimization", AAAI, eq. 7 and 8
 */
export function matchedNormal(
  points: readonly Float64Array[],
  alpha = 0.1,
): { readonly mean: Float64Array; readonly sigma: number; readonly C: Float64Array } {
  const d = points[0]!.length;
  const n = points.length;
  const mean = new Float64Array(d);
  for (const x of points) for (let j = 0; j < d; j++) mean[j]! += x[j]! / n;
  const S = new Float64Array(d * d);
  for (let a = 0; a < d; a++) {
    for (let b = 0; b <= a; b++) {
      let sum = a === b ? alpha ** 2 : 0;
      for (const x of points) sum += ((x[a]! - mean[a]!) * (x[b]! - mean[b]!)) / n;
      S[a * d + b] = sum;
      S[b * d + a] = sum;
    }
  }
  const logDet = symmetricEigen(S, d).values.reduce((sum, v) => sum + Math.log(v), 0);
  const sigma = Math.exp(logDet / (2 * d));
  return { mean, sigma, C: S.map((v) => v / sigma ** 2) };
}
