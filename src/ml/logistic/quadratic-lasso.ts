import { type Model, move, type Place, startOf } from "./quadratic-model.ts";
import { stepOnSigns } from "./sign-step.ts";

/** Each round but the last ends lower; so many are met only where rounding moves weights to and fro. */
const mostRounds = 100;

/** Sweeps find the support, and a factor the weights: after so many the factor is the faster one. */
const mostSweeps = 20;

/** An entry into the support by less than this share of the largest weight is rounding. */
const tiniestEntry = 1e-12;

/**
 * The minimiser of the quadratic model with its l1 penalty, by an active set: Cholesky steps for the signs that the
 * weights have, sweeps of coordinate descent to change them.
 *
 * As accurate as the factor where the support is right. Every move goes downhill, so u is a step down wherever it ends.
 *
 * @returns u, shape [p]
 * @cost O(s³) for each factor, with s weights in the support, and O(p²) for each sweep
 */
export function minimizeModel(model: Model): Float64Array {
  const place = startOf(model);
  for (let round = 0; round < mostRounds; round++) {
    while (stepOnSigns(model, place));
    if (!sweep(model, place)) break;
    for (let more = 1; more < mostSweeps && sweep(model, place); more++);
  }
  return place.u;
}

/**
 * Minimises over one weight after the other.
 *
 * @returns whether a weight has entered or left the support
 * @source Friedman, Hastie, Tibshirani 2010, Regularization paths for generalized linear models via coordinate descent,
 *   J. Stat. Softw. 33(1), eq. 10
 */
function sweep(model: Model, place: Place): boolean {
  const { H, lasso } = model;
  const { u, r } = place;
  const p = u.length;
  const largest = u.reduce((max, uj) => Math.max(max, Math.abs(uj)), 0);
  let isChanged = false;
  for (let j = 0; j < p; j++) {
    const h = H[j * p + j]!;
    if (!(h > 0)) continue; // a column of zeros
    const from = u[j]!;
    const to = shrink(h * from - r[j]!, lasso[j]!) / h; // eq. 10
    if (to === from) continue;
    const isEntry = from === 0 && lasso[j]! > 0;
    if (isEntry && Math.abs(to) <= tiniestEntry * largest) continue;
    move(model, place, j, to - from);
    if (to !== 0 && !isEntry) continue;
    u[j] = to;
    isChanged ||= lasso[j]! > 0;
  }
  return isChanged;
}

/** Moves x towards 0 by so much, and not beyond. */
function shrink(x: number, by: number): number {
  return x > by ? x - by : x < -by ? x + by : 0;
}
