/** What a sampler with a model suggests where the model has nothing to say. */
import type { Rng } from "../math/rng.ts";
import { sobol } from "../math/sobol.ts";
import { decode, drawAllowed } from "../space/index.ts";
import { beliefsOf } from "./prior.ts";
import type { Problem, Suggestion } from "./sampler.ts";
import { type Axis, draw, snap } from "./unit-space.ts";

type IsTaken = (u: Float64Array) => boolean;

/**
 * Before there is a model: the middle of the space, then scrambled Sobol points, leaving out what was tried. With an expert's
 * prior: its likeliest point, then Sobol points and draws from it by turns.
 *
 * @param o.known  trials so far, those that run included
 * @param o.total  trials before there is a model
 */
export function startup(
  problem: Problem,
  axes: readonly Axis[],
  rng: Rng,
  { known, total, isTaken }: { readonly known: number; readonly total: number; readonly isTaken: IsTaken },
): Suggestion {
  const { space, seed } = problem;
  const spread = sobol(axes.length, seed);
  const beliefs = problem.prior && beliefsOf(axes, problem.prior);
  const middle = new Float64Array(axes.length).fill(0.5);
  const placeOf = (i: number): [u: Float64Array, what: string] => {
    if (i === 0)
      return beliefs
        ? [beliefs.mode, "the likeliest point of the prior"]
        : [middle, "the middle of the space"];
    // Every second one by the prior: so that there is something to learn from when it is wrong.
    return beliefs && i % 2 === 0
      ? [beliefs.draw(rng), "a draw from the prior"]
      : [spread(i - 1), `Sobol point ${i}`];
  };
  for (let i = known; i < known + 100; i++) {
    const [place, what] = placeOf(i);
    const u = snap(axes, place, () => 0.5);
    if (isTaken(u)) continue;
    const turn = known < total ? ` (${known + 1} of ${total})` : "";
    const why = `startup: ${what}, before there is a model${turn}`;
    return { params: decode(space, u), memo: { why, phase: "startup" } };
  }
  return fallBack(problem, axes, rng, isTaken);
}

/** When all that a model proposed was tried: a random point that was not, or any, when there is none. */
export function fallBack(problem: Problem, axes: readonly Axis[], rng: Rng, isTaken: IsTaken): Suggestion {
  const fresh = drawFresh(axes, rng, isTaken);
  const why = fresh
    ? "random: all that the model proposed was tried already"
    : "random, and a repetition: no point was found that was not tried";
  const { space } = problem;
  const params = fresh ? decode(space, fresh) : (drawAllowed(problem, rng) ?? decode(space, draw(axes, rng)));
  return { params, memo: { why, phase: "fallback" } };
}

/** Draws points until one is not taken; null when that does not come about. */
export function drawFresh(axes: readonly Axis[], rng: Rng, isTaken: IsTaken): Float64Array | null {
  for (let i = 0; i < 1000; i++) {
    const u = draw(axes, rng);
    if (!isTaken(u)) return u;
  }
  return null;
}
