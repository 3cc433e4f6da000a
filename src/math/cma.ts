/**
 * Covariance matrix adaptation: the distribution, its samples, and its update from a ranked population.
 *
 * Notation and equation numbers: Hansen 2016, "The CMA evolution strategy: a tutorial", arXiv:1604.00772. A population of
 * lambda points x = m + sigma y, y ~ N(0, C), C = B D² Bᵀ; p_sigma and p_c are the evolution paths. A diagonal C
 * (Ros and Hansen 2008, "sep-CMA-ES") is kept as a vector, and costs O(d).
 */
import { identity, symmetricEigen } from "./eigen.ts";
import { normal, type Rng } from "./rng.ts";

/** The constants of a strategy in d dimensions. */
export interface CmaConstants {
  readonly d: number;
  readonly lambda: number;
  /** Shape [lambda]; the best half are positive and sum to 1, the others negative. */
  readonly weights: Float64Array;
  readonly mu: number;
  readonly muEff: number;
  readonly cSigma: number;
  readonly dSigma: number;
  readonly cc: number;
  readonly c1: number;
  readonly cMu: number;
  /** The expected length of a standard normal vector. */
  readonly chi: number;
  /** How far the negative weights are scaled down; see eq. 50 to 52. */
  readonly minAlpha: number;
}

/** The distribution of a generation: plain data. `generation` counts the updates. */
export interface CmaState {
  mean: Float64Array;
  sigma: number;
  /** Shape [d, d], or [d] when diagonal. */
  C: Float64Array;
  pSigma: Float64Array;
  pC: Float64Array;
  /** The axes of C, shape [d, d], one a column; empty when diagonal. */
  B: Float64Array;
  /** The square roots of its eigenvalues, shape [d]. */
  D: Float64Array;
  generation: number;
  /** The generation of which B and D are. */
  eigenGeneration: number;
}

/** 4 + ⌊3 ln d⌋. @source eq. 48 */
export function defaultPopulation(d: number): number {
  return 4 + Math.floor(3 * Math.log(Math.max(1, d)));
}

/**
 * @param isDiagonal  learns (d + 2) / 3 times as fast, as Ros and Hansen 2008 found right
 * @param lambda      >= 2
 */
export function cmaConstants(d: number, lambda: number, isDiagonal = false): CmaConstants {
  const raw = Float64Array.from({ length: lambda }, (_, i) => Math.log((lambda + 1) / 2) - Math.log(i + 1)); // eq. 49
  const mu = Math.floor(lambda / 2);
  const effective = (w: Float64Array) => w.reduce((s, v) => s + v, 0) ** 2 / w.reduce((s, v) => s + v * v, 0);
  const muEff = effective(raw.subarray(0, mu));
  const muEffMinus = lambda > mu ? effective(raw.subarray(mu)) : 0;
  const faster = isDiagonal ? (d + 2) / 3 : 1;
  const c1 = Math.min(0.5, (faster * 2) / ((d + 1.3) ** 2 + muEff)); // eq. 57
  const cMu = Math.min(
    1 - c1 - 1e-8,
    (faster * 2 * (muEff - 2 + 1 / muEff)) / ((d + 2) ** 2 + muEff), // eq. 58
  );
  const minAlpha = Math.min(
    1 + c1 / cMu, // eq. 50
    1 + (2 * muEffMinus) / (muEff + 2), // eq. 51
    (1 - c1 - cMu) / (d * cMu), // eq. 52
  );
  const sumOf = (isPositive: boolean) =>
    raw.reduce((s, v) => s + (v >= 0 === isPositive ? Math.abs(v) : 0), 0);
  const [plus, minus] = [sumOf(true), sumOf(false)];
  const weights = raw.map((w) => (w >= 0 ? w / plus : minus > 0 ? (minAlpha * w) / minus : 0)); // eq. 53
  const cSigma = (muEff + 2) / (d + muEff + 5); // eq. 55
  return {
    d,
    lambda,
    weights,
    mu,
    muEff,
    cSigma,
    dSigma: 1 + 2 * Math.max(0, Math.sqrt((muEff - 1) / (d + 1)) - 1) + cSigma,
    cc: (4 + muEff / d) / (d + 4 + (2 * muEff) / d), // eq. 56
    c1,
    cMu,
    chi: Math.sqrt(d) * (1 - 1 / (4 * d) + 1 / (21 * d * d)),
    minAlpha,
  };
}

/**
 * The first distribution.
 *
 * @param mean   shape [d]
 * @param o.C    shape [d, d], or [d] when diagonal; default: the identity
 */
export function cmaStart(
  mean: Float64Array,
  sigma: number,
  o: { readonly isDiagonal?: boolean; readonly C?: Float64Array } = {},
): CmaState {
  const d = mean.length;
  const C = o.C?.slice() ?? (o.isDiagonal ? new Float64Array(d).fill(1) : identity(d));
  const zero = () => new Float64Array(d);
  const state: CmaState = {
    mean: mean.slice(),
    sigma,
    C,
    pSigma: zero(),
    pC: zero(),
    B: new Float64Array(0),
    D: zero(),
    generation: 0,
    eigenGeneration: 0,
  };
  decompose(state);
  return state;
}

/** A point of the distribution. @source eq. 38 to 40 */
export function cmaSample({ mean, sigma, B, D }: CmaState, rng: Rng): Float64Array {
  const scaled = D.map((s) => s * normal(rng));
  const y = B.length === 0 ? scaled : times(B, scaled);
  return mean.map((m, j) => m + sigma * y[j]!);
}

/**
 * Moves the distribution towards the better points.
 *
 * @param state   changed in place
 * @param ranked  shape [lambda][d], the best first
 */
export function cmaUpdate(state: CmaState, k: CmaConstants, ranked: readonly Float64Array[]): void {
  const { d, weights, mu, muEff, cSigma, dSigma, cc, c1, cMu, chi } = k;
  const { mean, sigma } = state;
  const ys = ranked.map((x) => x.map((v, j) => (v - mean[j]!) / sigma));
  const yw = new Float64Array(d); // eq. 41
  for (let i = 0; i < mu; i++) for (let j = 0; j < d; j++) yw[j]! += weights[i]! * ys[i]![j]!;
  state.mean = mean.map((m, j) => m + sigma * yw[j]!); // eq. 42

  const whitened = whiten(state, yw);
  const pull = Math.sqrt(cSigma * (2 - cSigma) * muEff);
  state.pSigma = state.pSigma.map((p, j) => (1 - cSigma) * p + pull * whitened[j]!); // eq. 43
  const length = norm(state.pSigma);
  const isCalm =
    length / Math.sqrt(1 - (1 - cSigma) ** (2 * (state.generation + 1))) < (1.4 + 2 / (d + 1)) * chi;
  const h = isCalm ? 1 : 0;
  const pullC = h * Math.sqrt(cc * (2 - cc) * muEff);
  state.pC = state.pC.map((p, j) => (1 - cc) * p + pullC * yw[j]!); // eq. 45

  // eq. 46: negative weights by their length, so that C stays positive
  const w = ys.map((y, i) => {
    if (weights[i]! >= 0) return weights[i]!;
    const z = norm(whiten(state, y));
    return (weights[i]! * d) / (z * z + 1e-8);
  });
  const delta = (1 - h) * cc * (2 - cc);
  const keep = 1 + c1 * delta - c1 - cMu * weights.reduce((s, v) => s + v, 0);
  learn(state, { keep, c1, cMu, ys, w });
  state.sigma = Math.min(1e4, sigma * Math.exp((cSigma / dSigma) * (length / chi - 1))); // eq. 44
  state.generation += 1;
  // C changes little in so few generations that they cost less than its eigenvectors.
  const lag = Math.max(1, Math.floor(1 / (10 * d * (c1 + cMu))));
  if (state.generation - state.eigenGeneration >= lag) decompose(state);
}

/** @source eq. 47 */
function learn(
  state: CmaState,
  o: {
    readonly keep: number;
    readonly c1: number;
    readonly cMu: number;
    readonly ys: readonly Float64Array[];
    readonly w: readonly number[];
  },
): void {
  const { C, pC } = state;
  const d = pC.length;
  const isDiagonal = C.length === d && d > 1;
  for (let a = 0; a < d; a++) {
    for (let b = isDiagonal ? a : 0; b <= a; b++) {
      let rankMu = 0;
      for (let i = 0; i < o.ys.length; i++) rankMu += o.w[i]! * o.ys[i]![a]! * o.ys[i]![b]!;
      const at = isDiagonal ? a : a * d + b;
      const value = o.keep * C[at]! + o.c1 * pC[a]! * pC[b]! + o.cMu * rankMu;
      C[at] = value;
      if (!isDiagonal) C[b * d + a] = value;
    }
  }
}

/** Brings B and D up to date with C; eigenvalues that rounding made too small are lifted. */
export function decompose(state: CmaState): void {
  const d = state.mean.length;
  if (state.C.length === d && d > 1) {
    state.C = state.C.map((v) => Math.max(v, 1e-20));
    state.D = state.C.map(Math.sqrt);
  } else {
    const { values, vectors } = symmetricEigen(state.C, d);
    const least = Math.max(1e-20, values[d - 1]! * 1e-15);
    state.D = values.map((v) => Math.sqrt(Math.max(v, least)));
    state.B = vectors;
    if (values[0]! < least) state.C = fromAxes(vectors, state.D);
  }
  state.eigenGeneration = state.generation;
}

/** B D² Bᵀ. */
export function fromAxes(B: Float64Array, D: Float64Array): Float64Array {
  const d = D.length;
  const C = new Float64Array(d * d);
  for (let a = 0; a < d; a++) {
    for (let b = 0; b <= a; b++) {
      let sum = 0;
      for (let i = 0; i < d; i++) sum += B[a * d + i]! * D[i]! ** 2 * B[b * d + i]!;
      C[a * d + b] = sum;
      C[b * d + a] = sum;
    }
  }
  return C;
}

/** C^(−1/2) y. */
export function whiten({ B, D }: Pick<CmaState, "B" | "D">, y: Float64Array): Float64Array {
  const d = D.length;
  if (B.length === 0) return y.map((v, j) => v / D[j]!);
  const scaled = new Float64Array(d);
  for (let i = 0; i < d; i++) {
    let sum = 0;
    for (let j = 0; j < d; j++) sum += B[j * d + i]! * y[j]!;
    scaled[i] = sum / D[i]!;
  }
  return times(B, scaled);
}

/** The variance of a coordinate, without sigma². */
export function varianceOf({ C, mean }: Pick<CmaState, "C" | "mean">, j: number): number {
  const d = mean.length;
  return C.length === d && d > 1 ? C[j]! : C[j * d + j]!;
}

function times(B: Float64Array, v: Float64Array): Float64Array {
  const d = v.length;
  const out = new Float64Array(d);
  for (let i = 0; i < d; i++) {
    let sum = 0;
    for (let j = 0; j < d; j++) sum += B[i * d + j]! * v[j]!;
    out[i] = sum;
  }
  return out;
}

export function norm(v: Float64Array): number {
  let sum = 0;
  for (const x of v) sum += x * x;
  return Math.sqrt(sum);
}
