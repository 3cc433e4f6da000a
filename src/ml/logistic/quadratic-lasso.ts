/**
 * The quadratic model of a step under an l1 penalty: where proximal Newton goes next.
 *
 * Notation: u the weights after the step; r = g + H (u − w) the slope of the model without its penalty at u; the support
 * holds the weights that are not 0, and those without penalty.
 */
import { solveOn } from "./solve-on.ts";

/** The model g·(u − w) + ½ (u − w)ᵀH(u − w) + Σ lassoⱼ |uⱼ|. */
export interface Model {
  /** Shape [p]. */
  readonly w: Float64Array;
  /** Shape [p]. */
  readonly g: Float64Array;
  /** Symmetric, positive semidefinite, shape [p, p]. */
  readonly H: Float64Array;
  /** Each >= 0, shape [p]. */
  readonly lasso: Float64Array;
}

/** Where the model is being minimised. */
interface Place {
  readonly u: Float64Array;
  readonly r: Float64Array;
}

/** Each round but the last ends lower; so many are met only where rounding moves weights to and fro. */
const mostRounds = 100;

/** Sweeps find the support, the factor the weights: after so many the factor is the faster one. */
const mostSweeps = 20;

/** An entry into the support by less than this share of the largest weight is rounding. */
const tiniestEntry = 1e-12;

/**
 * The minimiser of the model, by an active set: on the signs of u the model is a plain quadratic, whose minimum one
 * Cholesky factor gives; sweeps of coordinate descent change the signs.
 *
 * As accurate as the factor where the support is right. Every move goes downhill, so u is a step down wherever it ends.
 *
 * @returns u, shape [p]
 * @cost O(s³) for each factor, with s weights in the support, and O(p²) for each sweep
 * @source Lee, Battle, Raina, Ng 2006, Efficient sparse coding algorithms, alg. 1; Yuan, Ho, Lin 2012, An improved
 *   GLMNET for l1-regularized logistic regression, JMLR 13
 */
export function minimizeModel(model: Model): Float64Array {
  const place = { u: Float64Array.from(model.w), r: Float64Array.from(model.g) };
  for (let round = 0; round < mostRounds; round++) {
    const isCut = descendOnSigns(model, place);
    if (!sweep(model, place) && !isCut) break;
    for (let more = 1; more < mostSweeps && sweep(model, place); more++);
  }
  return place.u;
}

/**
 * Goes to the minimum for the signs of u, or to the first weight on the way that gets to 0.
 *
 * @returns whether there was such a weight; it has left the support, and another step is due
 */
function descendOnSigns({ H, lasso }: Model, place: Place): boolean {
  const { u, r } = place;
  const free: number[] = [];
  const penalised: number[] = [];
  for (let j = 0; j < u.length; j++) {
    if (lasso[j] === 0) free.push(j);
    else if (u[j] !== 0) penalised.push(j);
  }
  const on = [...free, ...penalised];
  const slope = r.map((rj, j) => rj + lasso[j]! * Math.sign(u[j]!));
  const g_=globalThis as unknown as {facs:number[]}; (g_.facs??=[]).push(on.length);
  const d = solveOn({ H, slope, lasso, on });

  let share = 1; // how much of the way to go
  let hit = -1;
  on.forEach((j, a) => {
    const turns = lasso[j]! > 0 && u[j]! * (u[j]! + d[a]!) <= 0;
    if (!turns || (hit >= 0 && -u[j]! / d[a]! >= share)) return;
    share = -u[j]! / d[a]!;
    hit = j;
  });
  on.forEach((j, a) => {
    move(place, H, j, j === hit ? -u[j]! : share * d[a]!);
  });
  return hit >= 0;
}

/**
 * Minimises over one weight after the other (Yuan, Ho, Lin 2012, eq. 25, with ν = 0).
 *
 * @returns whether a weight has entered or left the support
 */
function sweep({ H, lasso }: Model, place: Place): boolean {
  const { u, r } = place;
  const p = u.length;
  const largest = u.reduce((max, uj) => Math.max(max, Math.abs(uj)), 0);
  let isChanged = false;
  for (let j = 0; j < p; j++) {
    const h = H[j * p + j]!;
    if (!(h > 0)) continue; // a column of zeros
    const from = u[j]!;
    const to = shrink(h * from - r[j]!, lasso[j]!) / h;
    const isEntry = lasso[j]! > 0 && from === 0 && to !== 0;
    if (to === from || (isEntry && Math.abs(to) <= tiniestEntry * largest)) continue;
    move(place, H, j, to - from);
    if (to === 0) u[j] = 0;
    isChanged ||= isEntry || (lasso[j]! > 0 && to === 0);
  }
  return isChanged;
}

function move({ u, r }: Place, H: Float64Array, j: number, delta: number): void {
  if (delta === 0) return;
  const p = u.length;
  u[j]! += delta;
  for (let m = 0; m < p; m++) r[m]! += delta * H[j * p + m]!;
}

/** Moves x towards 0 by so much, and not beyond. */
function shrink(x: number, by: number): number {
  return x > by ? x - by : x < -by ? x + by : 0;
}
