import { type Model, move, type Place } from "./quadratic-model.ts";
import { solveOn } from "./solve-on.ts";

/**
 * Goes towards the minimum for the signs that u has. While no sign changes the penalty is linear, so one Cholesky factor
 * gives that minimum. A weight that would change its sign on the way stops at 0; if the model rises so, half the way is
 * tried, and so on, down to where the first weight stops: so far the model falls for sure.
 *
 * @returns whether a weight has stopped at 0 and left the support, so that another step is due
 * @cost O(s³) with s weights in the support, those that are not 0 or without penalty
 * @source Andrew, Gao 2007, Scalable training of l1-regularized log-linear models, eq. 5 (stopping at 0); Lee, Battle,
 *   Raina, Ng 2006, Efficient sparse coding algorithms, alg. 1 (solving on the signs)
 */
export function stepOnSigns(model: Model, place: Place): boolean {
  const { H, lasso } = model;
  const { u, r } = place;
  const p = u.length;
  const on = supportOf(model, place);
  const slope = r.map((rj, j) => rj + lasso[j]! * Math.sign(u[j]!));
  const d = solveOn({ H, slope, lasso, on });

  const turns = (j: number, change: number) => lasso[j]! > 0 && u[j]! * (u[j]! + change) <= 0;
  const stopped = (share: number) =>
    Float64Array.from(on, (j, a) => (turns(j, share * d[a]!) ? -u[j]! : share * d[a]!));
  const gain = (step: Float64Array) => {
    let sum = 0;
    on.forEach((j, a) => {
      let bend = 0;
      for (let b = 0; b < on.length; b++) bend += H[j * p + on[b]!]! * step[b]!;
      sum -= step[a]! * (slope[j]! + bend / 2);
    });
    return sum;
  };

  let firstStop = Infinity; // the share of the way where the first weight gets to 0
  let stops = 0;
  on.forEach((j, a) => {
    if (!turns(j, d[a]!)) return;
    firstStop = Math.min(firstStop, -u[j]! / d[a]!);
    stops++;
  });
  let share = 1;
  let step = stopped(share);
  while (stops > 1 && share > firstStop && !(gain(step) > 0)) {
    share = Math.max(share / 2, firstStop);
    step = stopped(share);
  }
  on.forEach((j, a) => {
    move(model, place, j, step[a]!);
  });
  return stops > 0;
}

/** The weights that are not 0 or bear no penalty, the latter first. */
function supportOf({ lasso }: Model, { u }: Place): number[] {
  const free: number[] = [];
  const penalised: number[] = [];
  for (let j = 0; j < u.length; j++) {
    if (lasso[j] === 0) free.push(j);
    else if (u[j] !== 0) penalised.push(j);
  }
  return [...free, ...penalised];
}
