/**
 * Several goals by Gaussian processes: one model a goal, and the point of the highest expected gain in hypervolume for two or
 * three; beyond, a single model of the goals weighed at random, anew for each trial.
 *
 * Sources: Emmerich 2005 (expected hypervolume improvement); Daulton, Balandat and Bakshy 2020 (in parallel); Knowles 2006,
 * "ParEGO" (weights); the parts name their own.
 */
import { type Finished, lossesOf, objectivesOf, violationOf } from "../../history/index.ts";
import type { Json } from "../../json.ts";
import { logExpectedGain } from "../../math/ehvi.ts";
import { fitTheta, Posterior } from "../../math/gp.ts";
import { type Observations, priorOf } from "../../math/gp-evidence.ts";
import { freeBoxes } from "../../math/hypervolume.ts";
import { paretoFront } from "../../math/pareto.ts";
import type { Rng } from "../../math/rng.ts";
import { logH, logHSlope } from "../../math/special.ts";
import { targetsOf } from "../../math/targets.ts";
import { decode, encode, isAllowed, keyOf } from "../../space/index.ts";
import { pendingPoints } from "../pending.ts";
import type { Ask, Problem, Suggestion } from "../sampler.ts";
import { type Axis, axesOf } from "../unit-space.ts";
import { fallBack, startup } from "../without-model.ts";
import { type Acquisition, type Effort, search } from "./search.ts";
import { subsetOf } from "./subset.ts";

export interface SeveralState {
  readonly problem: Problem;
  readonly startup: number;
  readonly effort: Effort;
  readonly X: Float64Array[];
  /** One a goal; null for a trial that failed, or breaks a bound. */
  readonly losses: (readonly number[] | null)[];
  readonly violations: number[];
  readonly keys: Set<string>;
  /** The hyperparameters found last, one a model. */
  thetas: readonly (readonly number[])[];
}

/** Expected hypervolume for so many goals; its boxes are too many beyond. */
const mostByVolume = 3;

export function severalStart(problem: Problem, startup: number, effort: Effort): SeveralState {
  return { problem, startup, effort, X: [], losses: [], violations: [], keys: new Set(), thetas: [] };
}

export function severalTell(state: SeveralState, trial: Finished): SeveralState {
  const { goals, space } = state.problem;
  const violation = trial.values ? violationOf(goals, trial.values) : 0;
  state.X.push(encode(space, trial.params));
  state.losses.push(trial.values && violation === 0 ? lossesOf(goals, trial.values) : null);
  state.violations.push(violation);
  state.keys.add(keyOf(space, trial.params));
  state.thetas = thetasIn(trial.memo) ?? state.thetas;
  return state;
}

export function severalAsk(state: SeveralState, ask: Ask): Suggestion {
  const { problem } = state;
  const { space } = problem;
  const axes = axesOf(space);
  if (axes.length === 0) return { params: {}, memo: { why: "the space has no parameters" } };
  const points = pendingPoints(ask.history);
  const taken = new Set([...state.keys, ...points.map((params) => keyOf(space, params))]);
  const isTaken = (u: Float64Array) => {
    const params = decode(space, u);
    return taken.has(keyOf(space, params)) || !isAllowed(problem, params);
  };
  const known = state.X.length + points.length;
  if (known < state.startup || state.X.length === 0) {
    return startup(problem, axes, ask.rng, { known, total: state.startup, isTaken });
  }
  const pending = points.map((params) => encode(space, params));
  const plan = planOf(state, axes, pending, ask.rng);
  const parents = plan.parents.map((i) => state.X[i]!);
  const found = search(axes, within(problem, plan.acquisition), {
    parents,
    rng: ask.rng,
    effort: state.effort,
  });
  const winner = found.find(({ u, value }) => Number.isFinite(value) && !isTaken(u));
  if (!winner) return fallBack(problem, axes, ask.rng, isTaken);
  const why =
    pending.length > 0
      ? `${plan.why}, with ${pending.length} running trials believed at their mean`
      : plan.why;
  const memo = { why, phase: "model", acquisition: winner.value, thetas: plan.thetas.map((t) => [...t]) };
  return { params: decode(space, winner.u), memo };
}

/** What is to be maximised, by which models, and which trials show the way. */
interface Plan {
  readonly acquisition: Acquisition;
  readonly parents: readonly number[];
  readonly thetas: readonly Float64Array[];
  readonly why: string;
}

function planOf(
  state: SeveralState,
  axes: readonly Axis[],
  pending: readonly Float64Array[],
  rng: Rng,
): Plan {
  const { losses, violations, problem } = state;
  const k = objectivesOf(problem.goals).length;
  if (losses.every((l) => l === null)) {
    const plan = byOneTarget(state, axes, pending, targetsOf(violations));
    return { ...plan, why: `${plan.why} of the bounds, since nothing is feasible yet` };
  }
  const targets = Array.from({ length: k }, (_, j) => targetsOf(losses.map((l) => l?.[j] ?? null)));
  if (k > mostByVolume) {
    const weights = weightsFrom(rng, k);
    const plan = byOneTarget(state, axes, pending, weighed(targets, weights));
    return {
      ...plan,
      why: `${plan.why} of the goals weighed ${weights.map((w) => w.toFixed(2)).join(" : ")}`,
    };
  }
  return byVolume(state, axes, pending, targets);
}

function byVolume(
  { X, losses, thetas: last }: SeveralState,
  axes: readonly Axis[],
  pending: readonly Float64Array[],
  targets: readonly Float64Array[],
): Plan {
  const feasible = losses.flatMap((l, i) => (l === null ? [] : [i]));
  const all = feasible.map((i) => targets.map((t) => t[i]!));
  const front = paretoFront(all).map((place) => feasible[place]!);
  const models = targets.map((y, j) => modelOf({ X, y, axes }, last[j] ?? null, pending, front));
  const attained = [
    ...front.map((i) => targets.map((t) => t[i]!)),
    ...pending.map((u) => models.map(({ posterior }) => posterior.predict(u).mean)),
  ];
  const boxes = freeBoxes(attained, referenceOf(attained, all));
  const acquisition: Acquisition = {
    value(u) {
      const at = models.map(({ posterior }) => posterior.predict(u));
      return logExpectedGain(
        boxes,
        at.map((p) => p.mean),
        at.map((p) => Math.sqrt(p.variance)),
      ).value;
    },
    slope(u) {
      const at = models.map(({ posterior }) => posterior.predictWithSlope(u));
      const sds = at.map((p) => Math.sqrt(p.variance));
      const { value, byMean, bySd } = logExpectedGain(
        boxes,
        at.map((p) => p.mean),
        sds,
      );
      const gradient = new Float64Array(u.length);
      at.forEach(({ meanSlope, varianceSlope }, j) => {
        for (let i = 0; i < u.length; i++) {
          gradient[i]! += byMean[j]! * meanSlope[i]! + (bySd[j]! * varianceSlope[i]!) / (2 * sds[j]!);
        }
      });
      return { value, gradient };
    },
  };
  const why = `highest expected gain of hypervolume over the ${front.length} points of the front`;
  return { acquisition, parents: front, thetas: models.map((m) => m.theta), why };
}

/** Log expected improvement of a single target. */
function byOneTarget(
  { X, thetas: last }: SeveralState,
  axes: readonly Axis[],
  pending: readonly Float64Array[],
  y: Float64Array,
): Plan {
  const { posterior, theta } = modelOf({ X, y, axes }, last[0] ?? null, pending, []);
  const best = Math.min(...y);
  const acquisition: Acquisition = {
    value(u) {
      const { mean, variance } = posterior.predict(u);
      const sd = Math.sqrt(variance);
      return logH((best - mean) / sd) + Math.log(sd);
    },
    slope(u) {
      const { mean, variance, meanSlope, varianceSlope } = posterior.predictWithSlope(u);
      const sd = Math.sqrt(variance);
      const z = (best - mean) / sd;
      const h = logHSlope(z);
      const gradient = meanSlope.map((m, i) => {
        const ofSd = varianceSlope[i]! / (2 * sd);
        return (h * (-m - z * ofSd) + ofSd) / sd;
      });
      return { value: logH(z) + Math.log(sd), gradient };
    },
  };
  const parents = X.map((_, i) => i).sort((a, b) => y[a]! - y[b]! || a - b);
  return {
    acquisition,
    parents: parents.slice(0, 5),
    thetas: [theta],
    why: "highest log expected improvement",
  };
}

/** A model of one target, that takes its own mean for the results of the trials that run. */
function modelOf(
  o: { readonly X: readonly Float64Array[]; readonly y: Float64Array; readonly axes: readonly Axis[] },
  last: readonly number[] | null,
  pending: readonly Float64Array[],
  keep: readonly number[],
): { readonly posterior: Posterior; readonly theta: Float64Array } {
  const chosen = [...new Set([...subsetOf(o.X, o.y, o.axes), ...keep])];
  const data: Observations = {
    X: chosen.map((i) => o.X[i]!),
    y: Float64Array.from(chosen, (i) => o.y[i]!),
    kinds: o.axes.map((a) => a.kind),
  };
  const d = o.axes.length;
  const prior = priorOf(d).mean;
  const warm = last?.length === d + 2 ? Float64Array.from(last) : null;
  const isDue = data.y.length <= 30 || data.y.length % 10 === 0;
  const starts = warm ? (isDue ? [warm, prior] : [warm]) : [prior];
  const { theta } = fitTheta(data, starts, data.y.length > 100 || d > 40 ? 10 : 50);
  const posterior = new Posterior(data, theta);
  if (pending.length === 0) return { posterior, theta };
  const believed = pending.map((u) => posterior.predict(u).mean);
  const more = { ...data, X: [...data.X, ...pending], y: Float64Array.from([...data.y, ...believed]) };
  return { posterior: new Posterior(more, theta), theta };
}

/**
 * A tenth of the front's range beyond its worst; where the front is a point in some goal, of all trials' range.
 *
 * @source Balandat et al. 2020, BoTorch's `infer_reference_point`
 */
function referenceOf(front: readonly (readonly number[])[], all: readonly (readonly number[])[]): number[] {
  return front[0]!.map((_, j) => {
    const range = (of: readonly (readonly number[])[]) => {
      const values = of.map((f) => f[j]!);
      return [Math.min(...values), Math.max(...values)] as const;
    };
    const [low, high] = range(front);
    const [least, most] = range(all);
    return high + 0.1 * (high > low ? high - low : most > least ? most - least : 1);
  });
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

/** An acquisition that has no use for points that break the known constraints. */
function within(problem: Problem, acquisition: Acquisition): Acquisition {
  if (!problem.constraints?.length) return acquisition;
  return {
    ...acquisition,
    value: (u) =>
      isAllowed(problem, decode(problem.space, u)) ? acquisition.value(u) : Number.NEGATIVE_INFINITY,
  };
}

/** The hyperparameters that a trial remembers. */
function thetasIn(memo: Json): readonly (readonly number[])[] | null {
  const thetas = typeof memo === "object" && memo !== null && "thetas" in memo ? memo.thetas : null;
  return Array.isArray(thetas) ? (thetas as unknown as number[][]) : null;
}
