/** Makes values look more normal. Source: Yeo and Johnson 2000, Biometrika 87, eq. 2.1 and 3.1. */

/** The transform of one value; increasing in y for every lambda. */
export function yeoJohnson(y: number, lambda: number): number {
  if (y >= 0) return Math.abs(lambda) < 1e-10 ? Math.log1p(y) : Math.expm1(lambda * Math.log1p(y)) / lambda;
  const mu = 2 - lambda;
  return Math.abs(mu) < 1e-10 ? -Math.log1p(-y) : -Math.expm1(mu * Math.log1p(-y)) / mu;
}

/**
 * The lambda in [-3, 5] that makes the values most likely under a normal.
 *
 * @param y  shape [n], n >= 1, finite; of moderate size, as after standardising
 * @returns 1 (no change) when all values are equal
 */
export function yeoJohnsonLambda(y: readonly number[]): number {
  if (y.every((v) => v === y[0])) return 1;
  let [best, most] = [1, Number.NEGATIVE_INFINITY];
  for (let lambda = -3; lambda <= 5; lambda += 0.1) {
    const l = logLikelihood(y, lambda);
    if (l > most) [best, most] = [lambda, l];
  }
  return goldenSection(
    (lambda) => logLikelihood(y, lambda),
    Math.max(-3, best - 0.1),
    Math.min(5, best + 0.1),
  );
}

/** Eq. 3.1 at the best mean and variance, without constants; -Infinity where the variance is gone. */
function logLikelihood(y: readonly number[], lambda: number): number {
  const n = y.length;
  const t = y.map((v) => yeoJohnson(v, lambda));
  const mean = t.reduce((sum, v) => sum + v, 0) / n;
  const variance = t.reduce((sum, v) => sum + (v - mean) ** 2, 0) / n;
  const jacobian = y.reduce((sum, v) => sum + Math.sign(v) * Math.log1p(Math.abs(v)), 0);
  const l = -0.5 * n * Math.log(variance) + (lambda - 1) * jacobian;
  return Number.isFinite(l) ? l : Number.NEGATIVE_INFINITY;
}

/** The maximum of a function with one peak in [a, b], to 1e-9. @source Kiefer 1953 */
function goldenSection(f: (x: number) => number, a: number, b: number): number {
  const ratio = (Math.sqrt(5) - 1) / 2;
  let [low, high] = [a, b];
  while (high - low > 1e-9) {
    const left = high - ratio * (high - low);
    const right = low + ratio * (high - low);
    if (f(left) > f(right)) high = right;
    else low = left;
  }
  return (low + high) / 2;
}
