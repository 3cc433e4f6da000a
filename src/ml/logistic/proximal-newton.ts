/**
 * Proximal Newton: minimises a smooth convex loss plus Σ lassoⱼ |wⱼ|. Without a lasso it is Newton's method.
 *
 * Source: Lee, Sun, Saunders 2014, Proximal Newton-type methods for minimizing composite functions, SIAM J. Optim. 24(3).
 *
 * Notation: f the loss; g, H its gradient and Hessian at w; F = f + Σ lassoⱼ |wⱼ|; d the step, t how much of it is taken.
 */
import type { SmoothLoss } from "./loss.ts";
import { minimizeModel } from "./quadratic-lasso.ts";

export interface NewtonOptions {
  /** The l1 penalty on each weight, each >= 0, shape [p]. */
  readonly lasso: Float64Array;
  /** Ends when a step is smaller than this share of the largest weight, > 0. */
  readonly tol: number;
  /** Steps at most. */
  readonly maxIter: number;
}

export interface Minimum {
  /** Shape [p]. */
  readonly w: Float64Array;
  /** Steps taken. */
  readonly nIter: number;
  /** false when the steps ran out first. */
  readonly converged: boolean;
}

/** The share of the promised decrease that a step must bring, in (0, ½): alg. 1. */
const alpha = 1e-4;

/** Halvings at most; 2^−40 of a step is none. */
const mostHalvings = 40;

/** A slope so much less than at w = 0 is the rounding of a sum of n terms: some hundred times 2^−53. */
const flat = 1e-14;

/** By how much of itself F may seem to rise by the rounding of a sum of some hundred terms. */
const slack = 1e-13;

/** Less than this share of F cannot be seen in F. */
const invisible = 1e-15;

/**
 * Minimises F from w = 0. The error shrinks quadratically near the end, so a step of relative size `tol` leaves an error
 * far below it.
 *
 * Where F has no minimum, as for separable classes without a penalty, it ends when the slope is lost in rounding.
 *
 * @returns finite weights, always
 */
export function minimize(loss: SmoothLoss, { lasso, tol, maxIter }: NewtonOptions): Minimum {
  const p = loss.size;
  const H = new Float64Array(p * p);
  const g = new Float64Array(p);
  const trial = new Float64Array(p);
  let w = new Float64Array(p);
  let F = loss.value(w);
  let steepest = 0;
  for (let nIter = 0; nIter < maxIter; nIter++) {
    loss.derivatives(g, H);
    if (nIter === 0) steepest = largest(g);
    if (slopeOf(w, g, lasso) <= flat * steepest) return { w, nIter, converged: true };

    const u = minimizeModel({ w, g, H, lasso });

    const d = u.map((uj, j) => uj - w[j]!);
    const promised = dot(g, d) + norm1(u, lasso) - norm1(w, lasso); // eq. 2.9: λ
    const isLast = largest(d) <= tol * largest(u) || -promised <= invisible * F;
    let t = 1;
    for (let halvings = 0; ; halvings++, t /= 2) {
      for (let j = 0; j < p; j++) trial[j] = t === 1 ? u[j]! : w[j]! + t * d[j]!;
      const next = loss.value(trial) + norm1(trial, lasso);
      if (next <= F + alpha * t * promised + slack * Math.abs(F)) {
        // eq. 2.10
        F = next;
        break;
      }
      if (halvings === mostHalvings) return { w, nIter, converged: isLast };
    }
    w = Float64Array.from(trial);
    if (isLast) return { w, nIter: nIter + 1, converged: true };
  }
  return { w, nIter: maxIter, converged: false };
}

/** The steepest slope of F at w: 0 at its minimum. At a weight of 0 the penalty takes off what it can. */
function slopeOf(w: Float64Array, g: Float64Array, lasso: Float64Array): number {
  let most = 0;
  for (let j = 0; j < w.length; j++) {
    const slope =
      w[j] === 0 ? Math.max(0, Math.abs(g[j]!) - lasso[j]!) : Math.abs(g[j]! + lasso[j]! * Math.sign(w[j]!));
    most = Math.max(most, slope);
  }
  return most;
}

function norm1(w: Float64Array, lasso: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < w.length; j++) sum += lasso[j]! * Math.abs(w[j]!);
  return sum;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < a.length; j++) sum += a[j]! * b[j]!;
  return sum;
}

function largest(a: Float64Array): number {
  let max = 0;
  for (let j = 0; j < a.length; j++) max = Math.max(max, Math.abs(a[j]!));
  return max;
}
