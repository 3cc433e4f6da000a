/**
 * Several goals by Gaussian processes: one model a goal, and the point of the highest expected gain in hypervolume for two or
 * three, later mostly among children of the front; beyond, a single model of the goals weighed at random, anew for each trial.
 * Where there are bounds, a gain is weighed with the chance to keep them, and while nothing does, that chance is all that counts.
 *
 * Sources: Emmerich 2005 (expected hypervolume improvement); Daulton, Balandat and Bakshy 2020 (in parallel); Knowles 2006,
 * "ParEGO" (weights); the parts name their own.
 */
import { type Finished, lossesOf, objectivesOf } from "../../history/index.ts";
import { paretoFront } from "../../math/pareto.ts";
import type { Rng } from "../../math/rng.ts";
import { targetsOf } from "../../math/targets.ts";
import { decode } from "../../space/index.ts";
import type { Ask, Problem, Suggestion } from "../sampler.ts";
import type { Situation } from "../situation.ts";
import { type Acquisition, type Effort, type Scored, search } from "../surrogate/search.ts";
import { subsetOf } from "../surrogate/subset.ts";
import { noTrials, rememberAs, type Trials, within } from "../surrogate/trials.ts";
import { fallBack, startup } from "../without-model.ts";
import {
  type Bounded,
  type BoundModels,
  both,
  boundModels,
  isPromise,
  logFeasible,
  noneBounded,
  rememberBounds,
} from "./bounds.ts";
import { childrenOf, lonelinessOf } from "./children.ts";
import { type Fitted, fit, fitsIn } from "./fit.ts";
import { type Belief, believing, logExpectedImprovement } from "./improvement.ts";
import { type Foretold, foretoldIn, missOf } from "./misses.ts";
import { gainOfVolume, isNarrow, type Losses, referenceOf } from "./volume.ts";

export interface SeveralState {
  readonly problem: Problem;
  readonly startup: number;
  readonly effort: Effort;
  readonly trials: Trials<Losses>;
  readonly bounded: Bounded<Losses> | null;
  /** The newest fits that a trial remembers, one a model. */
  fits: readonly Fitted[];
  /** What the models said of each trial before. */
  readonly foretold: Foretold[];
}

/** From so many trials on three of five asks are for a child of the front: before, there are parts of it that nobody has found. */
const fewestForChildren = 100;

/** Expected hypervolume for so many goals; its boxes are too many beyond. */
const mostByVolume = 3;

export function severalStart(o: Pick<SeveralState, "problem" | "startup" | "effort">): SeveralState {
  return { ...o, trials: noTrials(), bounded: noneBounded(o.problem.goals), fits: [], foretold: [] };
}

export function severalTell(state: SeveralState, trial: Finished): SeveralState {
  const { goals } = state.problem;
  const losses = trial.values ? lossesOf(goals, trial.values) : null;
  rememberAs(state.trials, state.problem, trial, losses);
  if (state.bounded) rememberBounds(state.bounded, goals, trial, losses);
  state.foretold.push(foretoldIn(trial.memo));
  state.fits = fitsIn(trial.memo) ?? state.fits;
  return state;
}

export function severalAsk(state: SeveralState, ask: Ask, situation: Situation): Suggestion {
  const { problem, trials } = state;
  const { axes, pending, isTaken } = situation;
  const { rng } = ask;
  const bounds = boundModels(trials.X, state.bounded, situation);
  const hasFailed = !bounds && trials.losses.every((l) => l === null); // nothing is known of the goals, nor of bounds
  if (hasFailed) return startup(problem, axes, rng, { ...situation, total: state.startup });
  const plan = planOf(state, situation, { ask, bounds });
  const parents = plan.parents.map((i) => trials.X[i]!);
  const acquisition = within(problem, plan.acquisition, trials.X.length);
  const fresh = (found: readonly Scored[]) =>
    found.find(({ u, value }) => Number.isFinite(value) && !isTaken(u));
  const isTurn = trials.X.length >= fewestForChildren && ask.number % 5 < 3;
  const child =
    isTurn && plan.weights
      ? fresh(childrenOf(axes, acquisition, { points: parents, weights: plan.weights, rng }))
      : undefined;
  const winner = child ?? fresh(search(axes, acquisition, { parents, rng, effort: state.effort }));
  if (!winner) return fallBack(problem, axes, rng, isTaken);
  const why = [
    child ? `of children of the front that of the ${plan.why}` : plan.why,
    ...(pending.length > 0 ? [`with ${pending.length} running trials believed at their mean`] : []),
  ].join(", ");
  const plain = (fits: readonly Fitted[]) => fits.map(({ theta, n }) => ({ theta, n }));
  return {
    params: decode(problem.space, winner.u),
    memo: {
      why,
      phase: "model",
      acquisition: winner.value,
      ...(plan.foretell && { means: plan.foretell(winner.u), miss: plan.miss ?? null }),
      fits: plain(plan.fits),
      ...(bounds && { boundFits: plain(bounds.fits) }),
    },
  };
}

/** What is to be maximised, by which models, and which trials show the way. */
interface Plan {
  readonly acquisition: Required<Acquisition>;
  readonly parents: readonly number[];
  /** By which parents are chosen to have children; absent where there should be none. */
  readonly weights?: readonly number[];
  readonly fits: readonly Fitted[];
  /** What the models say of a point, one number a goal; and how far what they said lately was off. */
  readonly foretell?: (u: Float64Array) => number[];
  readonly miss?: number | null;
  readonly why: string;
}

function planOf(
  state: SeveralState,
  situation: Situation,
  { ask: { rng, number }, bounds }: { readonly ask: Ask; readonly bounds: BoundModels | null },
): Plan {
  const { trials, bounded, problem } = state;
  const { losses, violations } = trials;
  const feasible = losses.flatMap((l, i) => (l === null ? [] : [i]));
  const chance = bounds && logFeasible(bounds.posteriors);
  if (chance && feasible.length === 0) {
    const parents = fewestOf(violations);
    const why = "highest chance to keep the bounds, since nothing is feasible yet";
    return { acquisition: chance, parents, fits: [], why };
  }
  const known = bounds ? bounded!.losses : losses; // bounds have models of their own
  const k = objectivesOf(problem.goals).length;
  const targets = Array.from({ length: k }, (_, j) => targetsOf(known.map((l) => l?.[j] ?? null)));
  const promising = situation.pending.filter((u) => isPromise(bounds, u));
  const about = { known, targets, feasible, promising };
  const plan =
    k > mostByVolume
      ? byWeights(state, situation, { ...about, weights: weightsFrom(rng, k) })
      : byVolume(state, situation, { ...about, looksFar: number % everyFar === 0 });
  if (!chance) return plan;
  const why = `${plan.why}, weighed with the chance to keep the bounds`;
  return { ...plan, acquisition: both(plan.acquisition, chance), why };
}

/** One of so many asks counts what lies far beyond a narrow front, too. */
const everyFar = 3;

/** What the models are made of. */
interface About {
  /** Of each trial that counts for them. */
  readonly known: readonly (Losses | null)[];
  /** One a goal, shape [k][n]. */
  readonly targets: readonly Float64Array[];
  /** Which trials keep the bounds. */
  readonly feasible: readonly number[];
  /** The points of running trials that are expected to. */
  readonly promising: readonly Float64Array[];
}

function byVolume(
  { trials: { X }, fits, foretold }: SeveralState,
  situation: Situation,
  { known, targets, feasible, promising, looksFar }: About & { readonly looksFar: boolean },
): Plan {
  const targetsAt = (i: number) => targets.map((t) => t[i]!);
  const front = paretoFront(feasible.map(targetsAt)).map((place) => feasible[place]!);
  const complete = [...known.keys()].filter((i) => known[i] !== null); // also what breaks a bound shows how far goals reach
  const far = targets.map((_, j) => {
    const lossesOf = (places: readonly number[]) => places.map((i) => known[i]![j]!);
    return looksFar && isNarrow(lossesOf(front), lossesOf(complete));
  });
  const models = targets.map((y, j) => modelOf({ X, y, keep: front }, situation, fits[j]));
  const posteriors = models.map(({ posterior }) => posterior);
  const attained = [
    ...front.map(targetsAt),
    ...promising.map((u) => posteriors.map((posterior) => posterior.mean(u))),
  ];
  const acquisition = gainOfVolume(posteriors, attained, referenceOf(attained, complete.map(targetsAt), far));
  const upTo = far.includes(true) ? ", up to the worst of all trials" : "";
  const why = `highest expected gain of hypervolume over the ${front.length} points of the front${upTo}`;
  const weights = lonelinessOf(front.map((i) => known[i]!));
  return {
    acquisition,
    parents: front,
    weights,
    foretell: (u) => posteriors.map((posterior) => posterior.mean(u)),
    miss: missOf(foretold, targets),
    fits: models.map((m) => m.fitted),
    why,
  };
}

/** Log expected improvement of the goals weighed. */
function byWeights(
  { trials: { X }, fits }: SeveralState,
  situation: Situation,
  { targets, feasible, promising, weights }: About & { readonly weights: readonly number[] },
): Plan {
  const y = weighed(targets, weights);
  const { posterior, fitted } = modelOf({ X, y, keep: [] }, situation, fits[0]);
  const best = Math.min(...feasible.map((i) => y[i]!), ...promising.map((u) => posterior.mean(u)));
  return {
    acquisition: logExpectedImprovement(posterior, best),
    parents: fewestOf(y),
    fits: [fitted],
    why: `highest log expected improvement of the goals weighed ${weights.map((w) => w.toFixed(2)).join(" : ")}`,
  };
}

/** The places of the five least. */
function fewestOf(values: ArrayLike<number>): number[] {
  return Array.from(values, (_, i) => i)
    .sort((a, b) => values[a]! - values[b]! || a - b)
    .slice(0, 5);
}

/** A model of one target; the trials to keep are among those it is made of, however many there are. */
function modelOf(
  {
    X,
    y,
    keep,
  }: { readonly X: readonly Float64Array[]; readonly y: Float64Array; readonly keep: readonly number[] },
  { axes, pending }: Situation,
  last: Fitted | undefined,
): Belief & { readonly fitted: Fitted } {
  const chosen = [...new Set([...subsetOf(y), ...keep])];
  const data = {
    X: chosen.map((i) => X[i]!),
    y: Float64Array.from(chosen, (i) => y[i]!),
    kinds: axes.map((a) => a.kind),
  };
  const fitted = fit(data, { axes, n: X.length, last: last ?? null });
  return { ...believing(data, Float64Array.from(fitted.theta), pending), fitted };
}

/** Weights with sum 1, uniform on the simplex. */
function weightsFrom(rng: Rng, k: number): number[] {
  const raw = Array.from({ length: k }, () => -Math.log(1 - rng()));
  const sum = raw.reduce((a, b) => a + b, 0);
  return raw.map((v) => v / sum);
}

/** The augmented Chebyshev loss of targets in [0, 1]. @source Knowles 2006, eq. 2, rho = 0.05 */
function weighed(targets: readonly Float64Array[], weights: readonly number[]): Float64Array {
  const spans = targets.map((t) => [Math.min(...t), Math.max(...t)] as const);
  return Float64Array.from(targets[0]!, (_, i) => {
    const parts = targets.map((t, j) => {
      const [low, high] = spans[j]!;
      return (weights[j]! * (t[i]! - low)) / (high - low || 1);
    });
    return Math.max(...parts) + 0.05 * parts.reduce((a, b) => a + b, 0);
  });
}
