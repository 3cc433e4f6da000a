/** One ask of a model: the point of the highest log expected improvement, and what to remember of it. */
import type { Posterior } from "../../math/gp.ts";
import { targetsOf } from "../../math/targets.ts";
import { decode } from "../../space/index.ts";
import type { Ask, Problem, Suggestion } from "../sampler.ts";
import type { Situation } from "../situation.ts";
import { type Effort, type Scored, search } from "../surrogate/search.ts";
import { subsetOf } from "../surrogate/subset.ts";
import { type Aim, aimOf, within } from "../surrogate/trials.ts";
import { fallBack } from "../without-model.ts";
import { type Bounded, type BoundModels, both, boundModels, isPromise, logFeasible } from "./bounds.ts";
import { type Fitted, fit } from "./fit.ts";
import { believing, logExpectedImprovement, shortened } from "./improvement.ts";
import type { Search } from "./restart.ts";
import { bySecond, type CostModel, type Costs, costModel, expectedSeconds } from "./seconds.ts";

/** What the model is made of. */
export interface Known extends Search {
  readonly problem: Problem;
  readonly effort: keyof typeof efforts;
  /** Where there are bounds. */
  readonly bounded: Bounded | null;
  /** Where gains are counted by the second. */
  readonly costs: Costs | null;
}

export const efforts = {
  fast: { candidates: 128, mutants: 64, climbs: 2 },
  default: { candidates: 512, mutants: 256, climbs: 4 },
  thorough: { candidates: 2048, mutants: 512, climbs: 10 },
};

/**
 * The point of the highest log expected improvement.
 *
 * @param count  how many trials there are, where `state` has a part of them
 */
export function improve(
  state: Known,
  { rng, number }: Ask,
  situation: Situation,
  count = state.trials.X.length,
): Suggestion {
  const { problem, trials } = state;
  const { axes, pending, isTaken } = situation;
  const aim = aimOf(trials);
  const bounds = boundModels(trials.X, state.bounded, situation);
  const targets = bounds ? targetsOf(state.bounded!.losses) : aim.targets; // bounds have models of their own
  const chosen = subsetOf(targets);
  const data = {
    X: chosen.map((i) => trials.X[i]!),
    y: Float64Array.from(chosen, (i) => targets[i]!),
    kinds: axes.map((a) => a.kind),
  };
  const fitted = fit(data, { axes, n: count, last: state.fitted });
  const theta = Float64Array.from(fitted.theta);
  const isDoubted = isPlateau(aim) && number % 2 === 1;
  const { posterior, believed } = believing(data, isDoubted ? shortened(theta) : theta, pending);
  const isNoisy = !bounds && isNoise(theta);
  const best = Math.min(
    ...(isNoisy
      ? data.X.map((u) => posterior.mean(u)) // the least target is the luckiest one
      : targets.filter((_, i) => !bounds || trials.losses[i] !== null)),
    ...believed.filter((_, i) => isPromise(bounds, pending[i]!)), // else each trial would repeat what a running one promises
  );
  const gain = logExpectedImprovement(posterior, best);
  const chance = bounds && logFeasible(bounds.posteriors);
  const worth = chance ? (aim.hasFeasible ? both(gain, chance) : chance) : gain;
  const cost = state.costs && costModel(trials.X, state.costs, axes);
  const acquisition = cost ? bySecond(worth, cost) : worth;
  const found = search(axes, within(problem, acquisition, count), {
    parents: aim.parents,
    rng,
    effort: effortOf(state.effort, chosen.length),
  });
  const winner = found.find(({ u, value }) => Number.isFinite(value) && !isTaken(u));
  if (!winner) return fallBack(problem, axes, rng, isTaken);
  const memo = memoOf(winner, {
    posterior,
    fitted,
    best,
    aim,
    pending: pending.length,
    isDoubted,
    isNoisy,
    bounds,
    cost,
  });
  return { params: decode(problem.space, winner.u), memo };
}

/**
 * Whether results vary too much for the best one to be taken at its word: then what a point may gain is counted from the best
 * mean of the model.
 *
 * @source Picheny, Wagner and Ginsbourger 2013, "A benchmark of kriging-based infill criteria for noisy optimization" (plug-in EI)
 */
function isNoise(theta: Float64Array): boolean {
  const [signal, noise] = [theta.at(-3)!, theta.at(-2)!];
  return Math.exp(noise - signal) > 0.05;
}

/** To look at a point costs n² steps: beside more than 60 trials, fewer points are looked at. */
function effortOf(name: Known["effort"], n: number): Effort {
  const { candidates, mutants, climbs } = efforts[name];
  const share = Math.min(1, 60 / n);
  return { candidates: Math.ceil(candidates * share), mutants: Math.ceil(mutants * share), climbs };
}

/**
 * Whether the best value is shared by three trials: as on a plateau of an accuracy, where the model, which takes the
 * function for smooth, is too sure that nothing better lies between. Then every second ask doubts it.
 */
function isPlateau({ targets, best }: Aim): boolean {
  return targets.filter((y) => y === best).length >= 3;
}

function memoOf(
  { u, value }: Scored,
  o: {
    readonly posterior: Posterior;
    readonly fitted: Fitted;
    /** The loss to improve on; Infinity where no trial is feasible. */
    readonly best: number;
    readonly aim: Aim;
    readonly pending: number;
    readonly isDoubted: boolean;
    readonly isNoisy: boolean;
    readonly bounds: BoundModels | null;
    readonly cost: CostModel | null;
  },
): Suggestion["memo"] {
  const { mean, variance } = o.posterior.predict(u);
  const sd = Math.sqrt(variance);
  const gain = o.best - mean;
  const bet = gain > sd ? "sure gain" : gain > 0 ? "gain and doubt" : "doubt";
  const parts = [
    o.bounds && !o.aim.hasFeasible
      ? "highest chance to keep the bounds, since nothing is feasible yet"
      : `highest log expected improvement, for its ${bet}`,
  ];
  if (o.bounds && o.aim.hasFeasible) parts.push("weighed with the chance to keep the bounds");
  if (o.isDoubted)
    parts.push("with lengths a third of the fitted ones, since several trials share the best value");
  if (o.isNoisy) parts.push("over the best mean, since results are noisy");
  if (o.pending > 0) parts.push(`with ${o.pending} running trials believed at their mean`);
  const seconds = o.cost && expectedSeconds(o.cost, u);
  if (seconds !== null)
    parts.push(`by the second, of which it should take ${Number(seconds.toPrecision(2))}`);
  // mean, sd and noise in units of the transformed loss: 0 is average, lower is better
  return {
    why: parts.join(", "),
    phase: "model",
    mean,
    sd,
    noise: Math.exp(o.fitted.theta.at(-2)!), // a variance
    best: Number.isFinite(o.best) ? o.best : null,
    acquisition: value,
    fitted: { theta: o.fitted.theta, n: o.fitted.n },
    ...(o.bounds && { boundFits: o.bounds.fits.map(({ theta, n }) => ({ theta, n })) }),
    ...(o.cost && { cost: { theta: o.cost.fitted.theta, n: o.cost.fitted.n, seconds } }),
  };
}
