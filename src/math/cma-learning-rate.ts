/**
 * Learning-rate adaptation of CMA-ES: slower steps where they are mostly noise, so that the usual population solves
 * multimodal and noisy functions.
 *
 * Source: Nomura, Akimoto and Ono 2023, "CMA-ES with learning rate adaptation", arXiv:2304.03473, eq. 9 to 17.
 */

import { type CmaState, decompose, whiten } from "./cma.ts";
import { dot } from "./dot.ts";
import { symmetricEigen } from "./eigen.ts";

/** Plain data: of the mean (m) and of the covariance (S) the averaged step, its averaged squared length, and the rate. */
export interface LearningRate {
  m: Average;
  S: Average;
}

interface Average {
  E: Float64Array;
  V: number;
  eta: number;
}

const alpha = 1.4; // the signal-to-noise ratio aimed at
const gamma = 0.1; // how fast a rate may change
const betas = { m: 0.1, S: 0.03 };

export function learningRateStart(d: number): LearningRate {
  const of = (n: number) => ({ E: new Float64Array(n), V: 0, eta: 1 });
  return { m: of(d), S: of(d * d) };
}

/**
 * Takes back part of an update.
 *
 * @param rate    changed in place
 * @param before  the distribution before the update; full covariance
 * @param after   the distribution after it; changed in place
 */
export function slowDown(rate: LearningRate, before: CmaState, after: CmaState): void {
  const d = before.mean.length;
  const step = after.mean.map((v, j) => v - before.mean[j]!);
  const was = before.C.map((v) => v * before.sigma ** 2);
  const change = after.C.map((v, i) => v * after.sigma ** 2 - was[i]!);
  const etaBefore = rate.m.eta;

  const local = whiten(before, step).map((v) => v / before.sigma); // eq. 9
  const localS = whitenBothSides(before, change).map((v) => v / (Math.SQRT2 * before.sigma ** 2)); // eq. 10
  adapt(rate.m, local, betas.m);
  adapt(rate.S, localS, betas.S);

  after.mean = before.mean.map((v, j) => v + rate.m.eta * step[j]!);
  const S = was.map((v, i) => v + rate.S.eta * change[i]!);
  const { values } = symmetricEigen(S, d);
  const logDet = values.reduce((sum, v) => sum + Math.log(Math.max(v, 1e-300)), 0);
  const sigma = Math.exp(logDet / (2 * d));
  after.C = S.map((v) => v / sigma ** 2);
  after.sigma = sigma * (etaBefore / rate.m.eta); // eq. 17
  decompose(after);
}

/** Eq. 11 to 15. */
function adapt(a: Average, step: Float64Array, beta: number): void {
  a.E = a.E.map((v, i) => (1 - beta) * v + beta * step[i]!);
  a.V = (1 - beta) * a.V + beta * dot(step, step);
  const power = dot(a.E, a.E);
  const noise = a.V - power;
  const snr = noise > 0 ? (power - (beta / (2 - beta)) * a.V) / noise : Number.POSITIVE_INFINITY;
  const wish = Math.min(1, Math.max(-1, snr / (alpha * a.eta) - 1));
  a.eta = Math.min(1, a.eta * Math.exp(Math.min(gamma * a.eta, beta) * wish));
}

/** C^(−1/2) A C^(−1/2). */
function whitenBothSides(state: CmaState, A: Float64Array): Float64Array {
  const d = state.mean.length;
  const half = new Float64Array(d * d);
  for (let i = 0; i < d; i++) half.set(whiten(state, A.slice(i * d, (i + 1) * d)), i * d); // rows: A is symmetric
  const out = new Float64Array(d * d);
  for (let i = 0; i < d; i++) {
    const column = whiten(
      state,
      Float64Array.from({ length: d }, (_, k) => half[k * d + i]!),
    );
    for (let k = 0; k < d; k++) out[k * d + i] = column[k]!;
  }
  return out;
}
