/**
 * A product of categorical distributions that moves towards better choices by the natural gradient, at a rate that its own
 * signal sets.
 *
 * Notation: q[i][k] is the chance of category k of variable i. Sources: Akimoto et al. 2019, "Adaptive stochastic natural
 * gradient method", algorithm 1 and appendix B; the margin of Hamano et al. 2024, "CatCMA", arXiv:2405.09962, eq. 14 and 15.
 */
import type { Rng } from "./rng.ts";

/** Plain data. */
export interface AsngState {
  q: number[][];
  /** The averaged direction, and what its squared length would be without a signal. */
  s: Float64Array;
  gamma: number;
  /** The signal-to-noise scale Δ: the rate is 1 / Δ. */
  scale: number;
}

/** @param sizes  the number of categories of each variable, each >= 1 */
export function asngStart(sizes: readonly number[]): AsngState {
  const q = sizes.map((k) => Array<number>(k).fill(1 / k));
  return { q, s: new Float64Array(freedomOf(sizes)), gamma: 0, scale: 1 };
}

/** One category of each variable. */
export function asngSample({ q }: AsngState, rng: Rng): number[] {
  return q.map((p) => {
    let rest = rng();
    for (let k = 0; k < p.length - 1; k++) {
      if (rest < p[k]!) return k;
      rest -= p[k]!;
    }
    return p.length - 1;
  });
}

/**
 * @param state    changed in place
 * @param ranked   categories of the population, the best first, shape [lambda][variables]
 * @param weights  shape [lambda], >= 0, the better ones larger, with sum 1
 */
export function asngUpdate(
  state: AsngState,
  ranked: readonly (readonly number[])[],
  weights: readonly number[],
): void {
  const { q } = state;
  const freedom = freedomOf(q.map((p) => p.length));
  if (freedom === 0) return;
  const gradient = q.map((p, i) => {
    const g = p.map((v) => -v);
    ranked.forEach((c, r) => {
      g[c[i]!]! += weights[r]!;
    });
    return g;
  });
  const whitened = Float64Array.from(q.flatMap((p, i) => whiten(p, gradient[i]!)));
  const length = Math.sqrt(whitened.reduce((sum, v) => sum + v * v, 0)) + 1e-30;
  const rate = 1 / state.scale;
  q.forEach((p, i) => {
    p.forEach((v, k) => {
      p[k] = v + (rate / length) * gradient[i]![k]!;
    });
  });
  const beta = Math.min(1, rate / Math.sqrt(freedom));
  state.s = state.s.map((v, j) => (1 - beta) * v + (Math.sqrt(beta * (2 - beta)) * whitened[j]!) / length);
  state.gamma = (1 - beta) ** 2 * state.gamma + beta * (2 - beta);
  const signal = state.s.reduce((sum, v) => sum + v * v, 0);
  state.scale *= Math.exp(beta * (state.gamma - signal / alpha));
  keepMargin(q);
}

/** The signal-to-noise ratio that is aimed at. @source Akimoto et al. 2019, section 4 */
const alpha = 1.5;

/** Each category keeps a chance: at 0 it would be lost for ever. */
function keepMargin(q: number[][]): void {
  for (const p of q) {
    if (p.length === 1) continue;
    const least = (1 - 0.73 ** (1 / q.length)) / (p.length - 1);
    const lifted = p.map((v) => Math.max(v, least)); // eq. 14
    const over = lifted.reduce((sum, v) => sum + v, 0) - 1;
    const room = lifted.reduce((sum, v) => sum + v - least, 0);
    p.forEach((_, k) => {
      p[k] = room > 0 ? lifted[k]! - (over * (lifted[k]! - least)) / room : 1 / p.length; // eq. 15
    });
  }
}

/** The gradient times the square root of the Fisher information. @source Akimoto et al. 2019, appendix B */
function whiten(p: readonly number[], g: readonly number[]): number[] {
  const last = p.at(-1)!;
  const sum = g.slice(0, -1).reduce((s, v) => s + v, 0);
  return g.slice(0, -1).map((v, k) => {
    const root = Math.sqrt(p[k]!);
    return v / root + (root * sum) / (last + Math.sqrt(last));
  });
}

function freedomOf(sizes: readonly number[]): number {
  return sizes.reduce((sum, k) => sum + k - 1, 0);
}
