/** Makes values look more normal. Source: Yeo and Johnson 2000, Biometrika 87, eq. 2.1 and 3.1. */

/** The transform of one value; increasing in y for every lambda. */
export function yeoJohnson(y: number, lambda: number): number {
  return y >= 0 ? bent(Math.log1p(y), lambda) : -bent(Math.log1p(-y), 2 - lambda);
}

/**
 * The lambda in [-3, 5] that makes the values most likely under a normal.
 *
 * @param y  shape [n], n >= 1, finite; of moderate size, as after standardising
 * @returns 1 (no change) when all values are equal
 */
export function yeoJohnsonLambda(y: readonly number[]): number {
  if (y.every((v) => v === y[0])) return 1;
  const logs = Float64Array.from(y, (v) => Math.log1p(Math.abs(v)));
  const jacobian = logs.reduce((sum, l, i) => sum + Math.sign(y[i]!) * l, 0);
  const t = new Float64Array(y.length);
  const l = (lambda: number) => {
    for (let i = 0; i < t.length; i++)
      t[i] = y[i]! >= 0 ? bent(logs[i]!, lambda) : -bent(logs[i]!, 2 - lambda);
    return logLikelihood(t, lambda, jacobian);
  };
  let [best, most] = [1, Number.NEGATIVE_INFINITY];
  for (let lambda = -3; lambda <= 5; lambda += 0.25) {
    const here = l(lambda);
    if (here > most) [best, most] = [lambda, here];
  }
  return goldenSection(l, Math.max(-3, best - 0.25), Math.min(5, best + 0.25));
}

/** The transform of a value >= 0, from ln(1 + value). */
function bent(log: number, lambda: number): number {
  return Math.abs(lambda) < 1e-10 ? log : Math.expm1(lambda * log) / lambda;
}

/** Eq. 3.1 at the best mean and variance of the transformed t, without constants; -Infinity where the variance is gone. */
function logLikelihood(t: Float64Array, lambda: number, jacobian: number): number {
  const n = t.length;
  let mean = 0;
  for (let i = 0; i < n; i++) mean += t[i]! / n;
  let variance = 0;
  for (let i = 0; i < n; i++) variance += (t[i]! - mean) ** 2 / n;
  const l = -0.5 * n * Math.log(variance) + (lambda - 1) * jacobian;
  return Number.isFinite(l) ? l : Number.NEGATIVE_INFINITY;
}

/** The maximum of a function with one peak in [a, b], to 1e-6. @source Kiefer 1953 */
function goldenSection(f: (x: number) => number, a: number, b: number): number {
  const ratio = (Math.sqrt(5) - 1) / 2;
  let [low, high] = [a, b];
  while (high - low > 1e-6) {
    const left = high - ratio * (high - low);
    const right = low + ratio * (high - low);
    if (f(left) > f(right)) high = right;
    else low = left;
  }
  return (low + high) / 2;
}
