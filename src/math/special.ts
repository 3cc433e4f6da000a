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

/** Numerators and denominators, the constant first: about the middle, in the tail, and far out in it. */
const middle = {
  top: [
    3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946, 45921.95393154987,
    67265.7709270087, 33430.57558358813, 2509.0809287301227,
  ],
  bottom: [
    1, 42.31333070160091, 687.1870074920579, 5394.196021424751, 21213.794301586597, 39307.89580009271,
    28729.085735721943, 5226.495278852854,
  ],
};
const tail = {
  top: [
    1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045, 1.2704582524523684,
    0.2417807251774506, 0.022723844989269184, 0.0007745450142783414,
  ],
  bottom: [
    1, 2.053191626637759, 1.6763848301838038, 0.6897673349851, 0.14810397642748008, 0.015198666563616457,
    0.0005475938084995345, 1.0507500716444169e-9,
  ],
};
const farTail = {
  top: [
    6.657904643501103, 5.463784911164114, 1.7848265399172913, 0.29656057182850487, 0.026532189526576124,
    0.0012426609473880784, 2.7115555687434876e-5, 2.0103343992922881e-7,
  ],
  bottom: [
    1, 0.599832206555888, 0.1369298809227358, 0.014875361290850615, 0.0007868691311456133,
    1.8463183175100548e-5, 1.421511758316446e-7, 2.0442631033899397e-15,
  ],
};

/**
 * The inverse of Phi, to about 16 digits.
 *
 * @param p  in [0, 1]; the ends give -Infinity and Infinity
 * @source Wichura 1988, algorithm AS 241 (PPND16)
 */
export function normalQuantile(p: number): number {
  if (!(p > 0)) return p === 0 ? Number.NEGATIVE_INFINITY : Number.NaN;
  if (p >= 1) return p === 1 ? Number.POSITIVE_INFINITY : Number.NaN;
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) return q * ratio(middle, 0.180625 - q * q);
  const r = Math.sqrt(-Math.log(q < 0 ? p : 1 - p));
  const x = r <= 5 ? ratio(tail, r - 1.6) : ratio(farTail, r - 5);
  return q < 0 ? -x : x;
}

function ratio({ top, bottom }: typeof middle, x: number): number {
  let [above, below] = [0, 0];
  for (let k = 7; k >= 0; k--) {
    above = above * x + top[k]!;
    below = below * x + bottom[k]!;
  }
  return above / below;
}
