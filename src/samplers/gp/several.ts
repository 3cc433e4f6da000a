/**
 * Several goals by Gaussian processes: one model a goal, and the point of the highest expected gain in hypervolume for two or
 * three; beyond, a single model of the goals weighed at random, anew for each trial.
 *
 * Sources: Emmerich 2005 (expected hypervolume improvement); Daulton, Balandat and Bakshy 2020 (in parallel); Knowles 2006,
 * "ParEGO" (weights); the parts name their own.
 */
import { type Finished, lossesOf, objectivesOf } from "../../history/index.ts";
import { expectedGain } from "../../math/ehvi.ts";
import { freeBoxes } from "../../math/hypervolume.ts";
import { paretoFront } from "../../math/pareto.ts";
import type { Rng } from "../../math/rng.ts";
import { targetsOf } from "../../math/targets.ts";
import { decode } from "../../space/index.ts";
import type { Ask, Problem, Suggestion } from "../sampler.ts";
import type { Situation } from "../situation.ts";
import { type Acquisition, type Effort, search } from "../surrogate/search.ts";
import { subsetOf } from "../surrogate/subset.ts";
import { noTrials, rememberAs, type Trials, within } from "../surrogate/trials.ts";
import { fallBack } from "../without-model.ts";
import { type Fitted, fit, fitsIn } from "./fit.ts";
import { type Belief, believing, logExpectedImprovement } from "./improvement.ts";

export interface SeveralState {
  readonly problem: Problem;
  readonly startup: number;
  readonly effort: Effort;
  readonly trials: Trials<readonly number[]>;
  /** The newest fits that a trial remembers, one a model. */
  fits: readonly Fitted[];
}

/** Expected hypervolume for so many goals; its boxes are too many beyond. */
const mostByVolume = 3;

export function severalStart(o: Pick<SeveralState, "problem" | "startup" | "effort">): SeveralState {
  return { ...o, trials: noTrials(), fits: [] };
}

export function severalTell(state: SeveralState, trial: Finished): SeveralState {
  const { goals } = state.problem;
  rememberAs(state.trials, state.problem, trial, trial.values ? lossesOf(goals, trial.values) : null);
  state.fits = fitsIn(trial.memo) ?? state.fits;
  return state;
}

export function severalAsk(state: SeveralState, ask: Ask, situation: Situation): Suggestion {
  const { problem, trials } = state;
  const { axes, pending, isTaken } = situation;
  const { rng } = ask;
  const plan = planOf(state, situation, ask);
  const parents = plan.parents.map((i) => trials.X[i]!);
  const found = search(axes, within(problem, plan.acquisition, trials.X.length), {
    parents,
    rng,
    effort: state.effort,
  });
  const winner = found.find(({ u, value }) => Number.isFinite(value) && !isTaken(u));
  if (!winner) return fallBack(problem, axes, rng, isTaken);
  const why =
    pending.length > 0
      ? `${plan.why}, with ${pending.length} running trials believed at their mean`
      : plan.why;
  const fits = plan.fits.map(({ theta, n }) => ({ theta, n }));
  return {
    params: decode(problem.space, winner.u),
    memo: { why, phase: "model", acquisition: winner.value, fits },
  };
}

/** What is to be maximised, by which models, and which trials show the way. */
interface Plan {
  readonly acquisition: Acquisition;
  readonly parents: readonly number[];
  readonly fits: readonly Fitted[];
  readonly why: string;
}

function planOf(state: SeveralState, situation: Situation, { rng, number }: Ask): Plan {
  const { problem, trials } = state;
  const { losses, violations } = trials;
  const k = objectivesOf(problem.goals).length;
  if (losses.every((l) => l === null)) {
    const plan = byOneTarget(state, situation, targetsOf(violations));
    return { ...plan, why: `${plan.why} of the bounds, since nothing is feasible yet` };
  }
  const targets = Array.from({ length: k }, (_, j) => targetsOf(losses.map((l) => l?.[j] ?? null)));
  if (k > mostByVolume) {
    const weights = weightsFrom(rng, k);
    const plan = byOneTarget(state, situation, weighed(targets, weights));
    return {
      ...plan,
      why: `${plan.why} of the goals weighed ${weights.map((w) => w.toFixed(2)).join(" : ")}`,
    };
  }
  return byVolume(state, situation, { targets, looksFar: number % everyFar === 0 });
}

/** One of so many asks counts what lies far beyond a narrow front, too. */
const everyFar = 3;

function byVolume(
  { trials, fits }: SeveralState,
  { axes, pending }: Situation,
  { targets, looksFar }: { readonly targets: readonly Float64Array[]; readonly looksFar: boolean },
): Plan {
  const { X, losses } = trials;
  const feasible = losses.flatMap((l, i) => (l === null ? [] : [i]));
  const all = feasible.map((i) => targets.map((t) => t[i]!));
  const front = paretoFront(all).map((place) => feasible[place]!);
  const far = targets.map(
    (_, j) =>
      looksFar &&
      isNarrow(
        front.map((i) => losses[i]![j]!),
        feasible.map((i) => losses[i]![j]!),
      ),
  );
  const models = targets.map((y, j) => modelOf({ X, y, keep: front }, { axes, pending }, fits[j]));
  const attained = [
    ...front.map((i) => targets.map((t) => t[i]!)),
    ...pending.map((u) => models.map(({ posterior }) => posterior.predict(u).mean)),
  ];
  const gain = expectedGain(freeBoxes(attained, referenceOf(attained, all, far)), targets.length);
  const acquisition: Acquisition = {
    value(u) {
      const at = models.map(({ posterior }) => posterior.predict(u));
      return gain.value(
        at.map((p) => p.mean),
        at.map((p) => Math.sqrt(p.variance)),
      );
    },
    slope(u) {
      const at = models.map(({ posterior }) => posterior.predictWithSlope(u));
      const sds = at.map((p) => Math.sqrt(p.variance));
      const means = at.map((p) => p.mean);
      const { value, byMean, bySd } = gain.slope(means, sds);
      const gradient = new Float64Array(u.length);
      at.forEach(({ meanSlope, varianceSlope }, j) => {
        for (let i = 0; i < u.length; i++) {
          gradient[i]! += byMean[j]! * meanSlope[i]! + (bySd[j]! * varianceSlope[i]!) / (2 * sds[j]!);
        }
      });
      return { value, gradient };
    },
  };
  const upTo = far.includes(true) ? ", up to the worst of all trials" : "";
  const why = `highest expected gain of hypervolume over the ${front.length} points of the front${upTo}`;
  return { acquisition, parents: front, fits: models.map((m) => m.fitted), why };
}

/** Log expected improvement of a single target. */
function byOneTarget(
  { trials: { X }, fits }: SeveralState,
  { axes, pending }: Situation,
  y: Float64Array,
): Plan {
  const { posterior, believed, fitted } = modelOf({ X, y, keep: [] }, { axes, pending }, fits[0]);
  return {
    acquisition: logExpectedImprovement(posterior, Math.min(...y, ...believed)),
    parents: [...X.keys()].sort((a, b) => y[a]! - y[b]! || a - b).slice(0, 5),
    fits: [fitted],
    why: "highest log expected improvement",
  };
}

/** A model of one target; the trials to keep are among those it is made of, however many there are. */
function modelOf(
  {
    X,
    y,
    keep,
  }: { readonly X: readonly Float64Array[]; readonly y: Float64Array; readonly keep: readonly number[] },
  { axes, pending }: Pick<Situation, "axes" | "pending">,
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

/**
 * A tenth of the front's range beyond its worst; where the front is a point in some goal, of all trials' range. In goals that
 * are `far` the same beyond the worst of all trials.
 *
 * @source Balandat et al. 2020, BoTorch's `infer_reference_point`
 */
function referenceOf(front: readonly Losses[], all: readonly Losses[], far: readonly boolean[]): number[] {
  return far.map((isFar, j) => {
    const [low, high] = rangeOf(front.map((f) => f[j]!));
    const [least, most] = rangeOf(all.map((f) => f[j]!));
    const range = high > low ? high - low : most > least ? most - least : 1;
    return isFar ? most + 0.1 * (most - least || 1) : high + 0.1 * range;
  });
}

/**
 * Whether the front has less than half of the range of all trials in a goal: it may be a corner, and beyond a reference near it
 * nothing gains, however good in the other goals.
 */
function isNarrow(front: Losses, all: Losses): boolean {
  const [low, high] = rangeOf(front);
  const [least, most] = rangeOf(all);
  return high / 2 - low / 2 < 0.5 * (most / 2 - least / 2); // halves: a difference may overflow
}

type Losses = readonly number[];

const rangeOf = (values: Losses) => [Math.min(...values), Math.max(...values)] as const;

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
