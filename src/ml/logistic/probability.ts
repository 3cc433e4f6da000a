/** From scores to probabilities of classes. */

/**
 * Two classes from the one score z of the second: 1 − σ(z) and σ(z).
 *
 * @returns two numbers in [0, 1] that sum to 1
 */
export function binaryProbabilities(z: number): number[] {
  const e = Math.exp(-Math.abs(z)); // never overflows
  const near = e / (1 + e);
  return z > 0 ? [near, 1 - near] : [1 - near, near];
}

/**
 * The softmax of the scores of k classes.
 *
 * @returns shape [k], sums to 1
 */
export function softmaxProbabilities(z: readonly number[]): number[] {
  const max = Math.max(...z);
  return shares(z.map((x) => Math.exp(x - max)));
}

/**
 * σ of the score of each class against the rest, made to sum to 1: scikit-learn's for "liblinear".
 *
 * @returns shape [k], sums to 1
 */
export function restProbabilities(z: readonly number[]): number[] {
  // As logarithms, log σ(z) = −log(1 + e^−z), so that a row far from all classes is no 0 / 0.
  return softmaxProbabilities(z.map((x) => Math.min(x, 0) - Math.log1p(Math.exp(-Math.abs(x)))));
}

function shares(weights: readonly number[]): number[] {
  const sum = weights.reduce((total, w) => total + w, 0);
  return weights.map((w) => w / sum);
}
