/**
 * The normal distribution and its like, exact in the tails.
 *
 * Sources: Shepherd and Laframboise 1981, "Chebyshev approximation of (1 + 2x) exp(x²) erfc x" (erfcx); Ament et al. 2023, "Unexpected improvements to expected
 * improvement", eq. 9 and appendix A (log h); Mächler 2012, "Accurately computing log(1 - exp(-|a|))".
 *
 * Notation: phi, Phi are density and distribution function of N(0, 1).
 */

const logSqrt2Pi = 0.5 * Math.log(2 * Math.PI);
const logHalfPi = Math.log(Math.PI / 2);

/** The Chebyshev coefficients of (1 + 2x) erfcx(x) in t = (x - 3.75) / (x + 3.75), x >= 0, computed with mpmath to 60 digits. */
const erfcxSeries = [
  1.1775789345674017, -0.004590054580646478, -0.08424913336651792, 0.05920993999819189, -0.026658668435305753,
  0.009074997670705265, -0.002413163540417608, 0.0004907758365258086, -6.916973302501207e-5,
  4.13902798607301e-6, 7.74038306619849e-7, -2.1886401049234397e-7, 1.076499946567091e-8,
  4.521959811218287e-9, -7.754400208831351e-10, -6.318088340886684e-11, 2.86879501093067e-11,
  1.9455868545777347e-13, -9.65469674843344e-13, 3.25254814814874e-14, 3.3478119482868056e-14,
  -1.864562880419313e-15, -1.2507950530688648e-15, 7.418235256624044e-17, 5.068148904796111e-17,
];

/** exp(x²) erfc(x), which stays in range where erfc does not; Infinity below -26.6. */
export function erfcx(x: number): number {
  if (x < 0) return 2 * Math.exp(x * x) - erfcx(-x);
  const twice = x > 1e15 ? 2 : (2 * (x - 3.75)) / (x + 3.75);
  let [one, two] = [0, 0]; // Clenshaw's recurrence
  for (let k = erfcxSeries.length - 1; k > 0; k--) {
    const next = twice * one - two + erfcxSeries[k]!;
    two = one;
    one = next;
  }
  return (0.5 * twice * one - two + erfcxSeries[0]!) / (1 + 2 * x);
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
