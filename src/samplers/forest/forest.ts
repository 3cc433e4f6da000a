/**
 * A forest of randomised trees as the model of a loss: it sees cliffs and plateaus that a smooth model denies, and the
 * spread of its trees says where they know little.
 *
 * Sources: Hutter, Hoos and Leyton-Brown 2011 (SMAC); Geurts, Ernst and Wehenkel 2006 (random splits).
 */
import { growForest, predictTree } from "../../math/forest.ts";
import type { Rng } from "../../math/rng.ts";
import { logH } from "../../math/special.ts";
import { decode, int } from "../../space/index.ts";
import { defineSampler, type Problem } from "../sampler.ts";
import { situationOf } from "../situation.ts";
import { type Acquisition, search } from "../surrogate/search.ts";
import { subsetOf } from "../surrogate/subset.ts";
import {
  type Aim,
  aimOf,
  noTrials,
  remember,
  startupOf,
  type Trials,
  triedIn,
  within,
} from "../surrogate/trials.ts";
import type { Axis } from "../unit-space.ts";
import { fallBack, startup } from "../without-model.ts";

interface State {
  readonly problem: Problem;
  readonly startup: number;
  readonly trees: number;
  readonly trials: Trials;
}

const effort = { candidates: 600, mutants: 300, climbs: 5 };

export const forest = defineSampler({
  name: "forest",
  summary: "random forest, log expected improvement: for cliffs, plateaus and many categories",
  supports: ["float", "int", "categorical", "branch", "log", "bounds", "define-by-run", "prior"],
  options: { startup: int(0, 10_000), trees: int(2, 1000) },
  defaults: { startup: 0, trees: 40 },
  zero: { startup: "as many as there are coordinates and one more, but 5 to 8" },
  slowUpTo: Infinity,

  init(problem, { startup, trees }): State {
    return { problem, startup: startup || startupOf(problem), trees, trials: noTrials() };
  },

  tell(state, trial) {
    remember(state.trials, state.problem, trial);
    return state;
  },

  ask(state, ask) {
    const { problem, startup: total, trials } = state;
    const { rng } = ask;
    const situation = situationOf(triedIn(trials), problem, ask);
    const { axes, pending, isTaken, known } = situation;
    if (axes.length === 0) return { params: {}, memo: { why: "the space has no parameters" } };
    if (known < total || 2 * trials.X.length < total)
      return startup(problem, axes, rng, { ...situation, total });
    const aim = aimOf(trials);
    const acquisition = improvement(trials, aim, { axes, pending, trees: state.trees, rng });
    const found = search(axes, within(problem, acquisition, trials.X.length), {
      parents: aim.parents,
      rng,
      effort,
    });
    const winner = found.find(({ u, value }) => Number.isFinite(value) && !isTaken(u));
    if (!winner) return fallBack(problem, axes, rng, isTaken);
    const why = `highest log expected improvement by a forest of ${state.trees} trees`;
    const memo = { why, phase: "model", best: aim.best, acquisition: winner.value };
    return { params: decode(problem.space, winner.u), memo };
  },
});

/** ln EI below the best, by the mean of the trees and the spread between them. */
function improvement(
  { X }: Trials,
  { targets, best }: Aim,
  o: {
    readonly axes: readonly Axis[];
    readonly pending: readonly Float64Array[];
    readonly trees: number;
    readonly rng: Rng;
  },
): Acquisition {
  const features = o.axes.map((a) => (a.kind === "label" ? a.cells : 0));
  const chosen = subsetOf(targets);
  const rows = chosen.map((i) => whole(X[i]!));
  const y = Float64Array.from(chosen, (i) => targets[i]!);
  const options = { trees: o.trees, random: { share: 5 / 6, thresholds: 3 }, rng: o.rng };
  const grow = (more: readonly Float64Array[], values: readonly number[]) =>
    growForest([...rows, ...more], Float64Array.from([...y, ...values]), features, options);
  let trees = grow([], []);
  let least = best;
  if (o.pending.length > 0) {
    // The trials that run are believed at the mean, so that no two are the same.
    const points = o.pending.map(whole);
    const mean = (u: Float64Array) =>
      trees.reduce((sum, tree) => sum + predictTree(tree, features, u), 0) / trees.length;
    const believed = points.map(mean);
    least = Math.min(best, ...believed);
    trees = grow(points, believed);
  }
  return {
    value(u) {
      const x = whole(u);
      let [sum, squares] = [0, 0];
      for (const tree of trees) {
        const v = predictTree(tree, features, x);
        sum += v;
        squares += v * v;
      }
      const mean = sum / trees.length;
      const sd = Math.sqrt(Math.max(0, squares / trees.length - mean * mean) + tiny);
      return logH((least - mean) / sd) + Math.log(sd);
    },
  };
}

/** Where all trees agree, the variance is this: so that ln EI is finite. */
const tiny = 1e-10;

/** Inactive coordinates lie below all others, so that one split sets them apart. */
function whole(u: Float64Array): Float64Array {
  return u.map((x) => (Number.isNaN(x) ? -1 : x));
}
