/**
 * The normal distribution and its like, exact in the tails.
 *
 * Sources: Abramowitz and Stegun 1964, 7.1.5 and 7.1.14 (erfc); Ament et al. 2023, "Unexpected improvements to expected
 * improvement", eq. 9 and appendix A (log h); Mächler 2012, "Accurately computing log(1 - exp(-|a|))".
 *
 * Notation: phi, Phi are density and distribution function of N(0, 1).
 */

const sqrtPi = Math.sqrt(Math.PI);
const logSqrt2Pi = 0.5 * Math.log(2 * Math.PI);
const logHalfPi = Math.log(Math.PI / 2);

/** exp(x²) erfc(x), which stays in range where erfc does not; Infinity below -26.6. */
export function erfcx(x: number): number {
  if (x < 0) return 2 * Math.exp(x * x) - erfcx(-x);
  if (x > 50) {
    const t = 1 / (2 * x * x);
    return (1 - t + 3 * t * t) / (x * sqrtPi); // 7.1.23
  }
  if (x < 2) {
    let term = x; // 7.1.6, times exp(x²)
    let sum = x;
    for (let k = 1; term > 1e-17 * sum; k++) {
      term *= (2 * x * x) / (2 * k + 1);
      sum += term;
    }
    return Math.exp(x * x) - (2 / sqrtPi) * sum;
  }
  const depth = x < 4 ? 120 : x < 10 ? 50 : 20; // enough for the last digit, found by comparison with scipy
  let f = x;
  for (let k = depth; k >= 1; k--) f = x + k / 2 / f; // 7.1.14
  return 1 / (sqrtPi * f);
}

/** Phi(x). */
export function normalCdf(x: number): number {
  const tail = 0.5 * Math.exp(-0.5 * x * x) * erfcx(Math.abs(x) * Math.SQRT1_2);
  return x < 0 ? tail : 1 - tail;
}

/** ln Phi(x), finite for every finite x. */
export function logNormalCdf(x: number): number {
  if (x > 5) return Math.log1p(-normalCdf(-x));
  if (x > -1) return Math.log(normalCdf(x));
  return Math.log(0.5 * erfcx(-x * Math.SQRT1_2)) - 0.5 * x * x;
}

/** ln(1 - exp(x)) for x < 0. */
export function log1mexp(x: number): number {
  return x > -Math.LN2 ? Math.log(-Math.expm1(x)) : Math.log1p(-Math.exp(x));
}

/**
 * ln h(z), h(z) = phi(z) + z Phi(z): the logarithm of expected improvement in units of the standard deviation.
 *
 * @source Ament et al. 2023, eq. 9
 */
export function logH(z: number): number {
  const logPhi = -0.5 * z * z - logSqrt2Pi;
  if (z > -1) return Math.log(Math.exp(logPhi) + z * normalCdf(z));
  if (z < -1e6) return logPhi - 2 * Math.log(-z);
  return logPhi + log1mexp(Math.log(erfcx(-z * Math.SQRT1_2) * -z) + 0.5 * logHalfPi);
}

/** d ln h / dz = Phi(z) / h(z). */
export function logHSlope(z: number): number {
  return Math.exp(logNormalCdf(z) - logH(z));
}

/**
 * The inverse of Phi.
 *
 * @param p  in [0, 1]; the ends give -Infinity and Infinity
 * @source start: Abramowitz and Stegun 26.2.23; then Newton on ln Phi, which converges in the tail, too
 */
export function normalQuantile(p: number): number {
  if (!(p > 0)) return p === 0 ? Number.NEGATIVE_INFINITY : Number.NaN;
  if (p >= 1) return p === 1 ? Number.POSITIVE_INFINITY : Number.NaN;
  if (p > 0.5) return -normalQuantile(1 - p);
  const t = Math.sqrt(-2 * Math.log(p));
  let x = -(
    t -
    (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)))
  );
  for (let i = 0; i < 20; i++) {
    const logP = logNormalCdf(x);
    const slope = Math.exp(-0.5 * x * x - logSqrt2Pi - logP); // d ln Phi / dx
    const step = (logP - Math.log(p)) / slope;
    x -= step;
    if (Math.abs(step) < 1e-15 * Math.max(1, Math.abs(x))) break;
  }
  return x;
}
