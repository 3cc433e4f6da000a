import { decode, encode, keyOf } from "../space/index.ts";
import { compareRanks, type Rank, rankOf } from "./rank.ts";
import { defineSampler, type Problem } from "./sampler.ts";
import { situationOf } from "./situation.ts";
import { draw, mutate } from "./unit-space.ts";
import { fallBack } from "./without-model.ts";

interface State {
  readonly problem: Problem;
  /** What was tried, by `keyOf` the point. */
  readonly keys: Set<string>;
  /** The first of the best trials; null before one has a result. */
  best: { readonly u: Float64Array; readonly rank: Rank } | null;
}

/** The longest and the shortest usual step, as shares of a coordinate's range; between them all magnitudes are alike. */
const [longest, shortest] = [0.1, 0.001];

/** So many steps are tried before all around the best trial is taken for tried. */
const tries = 50;

/**
 * Small steps from the best trial, of all lengths. A loss that moves in steps itself has its least values on plateaus that are
 * smaller than a model of the whole space can see; steps find the next lower one.
 *
 * For `auto`, beside models: alone it would be a hill climber that never leaves its hill.
 *
 * @source Solis and Wets 1981, "Minimization by random search techniques" (the local kind)
 */
export const nearby = defineSampler({
  name: "nearby",
  summary: "small random steps from the best trial",
  supports: ["float", "int", "categorical", "branch", "log", "bounds", "define-by-run"],
  options: {},
  defaults: {},

  init(problem): State {
    return { problem, keys: new Set(), best: null };
  },

  tell(state, trial) {
    const { space, goals } = state.problem;
    state.keys.add(keyOf(space, trial.params));
    const rank = rankOf(goals, trial);
    if (compareRanks(rank, state.best?.rank ?? null) < 0)
      state.best = { u: encode(space, trial.params), rank };
    return state;
  },

  ask({ problem, keys, best }, ask) {
    const { rng } = ask;
    const { axes, isTaken } = situationOf({ keys, count: keys.size }, problem, ask);
    const from = best?.u ?? draw(axes, rng);
    for (let i = 0; i < tries; i++) {
      const sd = longest * (shortest / longest) ** rng();
      const u = mutate(axes, from, rng, { sd, rate: Math.max(0.3, 1 / axes.length) });
      if (!isTaken(u)) return { params: decode(problem.space, u), memo: { why: whyOf(best, sd) } };
    }
    return fallBack(problem, axes, rng, isTaken);
  },
});

function whyOf(best: State["best"], sd: number): string {
  return best
    ? `a random step of about ${Number((100 * sd).toPrecision(1))} % of the ranges from the best trial`
    : "drawn at random, since no trial has a result to step from";
}
