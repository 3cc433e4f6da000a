/**
 * Bayesian optimization: a Gaussian process over mixed and conditional spaces, log expected improvement, and a search of
 * its maximum on the points that the space has.
 *
 * Sources: Jones, Schonlau and Welch 1998 (EGO); Ament et al. 2023 (log EI); Hvarfner et al. 2024 (priors); the parts name
 * their own.
 */
import { type Finished, lossOf, objectivesOf, violationOf } from "../../history/index.ts";
import { fitTheta, Posterior } from "../../math/gp.ts";
import { type Observations, priorOf } from "../../math/gp-evidence.ts";
import { logH, logHSlope } from "../../math/special.ts";
import { targetsOf } from "../../math/targets.ts";
import { categorical, decode, encode, int, isAllowed, keyOf, type Params } from "../../space/index.ts";
import { pendingPoints } from "../pending.ts";
import { type Ask, defineSampler, type Problem, type Suggestion } from "../sampler.ts";
import { type Axis, axesOf } from "../unit-space.ts";
import { fallBack, startup } from "../without-model.ts";
import { type Acquisition, type Scored, search } from "./search.ts";
import { type SeveralState, severalAsk, severalStart, severalTell } from "./several.ts";
import { subsetOf } from "./subset.ts";

interface SingleState {
  readonly problem: Problem;
  readonly startup: number;
  readonly effort: keyof typeof efforts;
  /** The trials that have ended, in that order: where, how good (null: failed or infeasible), and by how much infeasible. */
  readonly X: Float64Array[];
  readonly losses: (number | null)[];
  readonly violations: number[];
  readonly keys: Set<string>;
  /** The hyperparameters found last; where the next fit begins. */
  theta: readonly number[] | null;
}

type State = SingleState | SeveralState;

const efforts = {
  fast: { candidates: 128, mutants: 64, climbs: 2 },
  default: { candidates: 512, mutants: 256, climbs: 4 },
  thorough: { candidates: 2048, mutants: 512, climbs: 10 },
};

export const gp = defineSampler({
  name: "gp",
  summary: "Bayesian optimization: Gaussian process (Matérn-5/2), log expected improvement",
  supports: ["float", "int", "categorical", "branch", "log", "goals", "bounds", "define-by-run"],
  options: {
    startup: int(0, 10_000),
    effort: categorical(["fast", "default", "thorough"]),
  },
  // 0: as many startup trials as there are coordinates and one more, but 5 to 8
  defaults: { startup: 0, effort: "default" },

  init(problem, { startup, effort }): State {
    const n = startup || Math.max(5, Math.min(axesOf(problem.space).length + 1, 8));
    if (objectivesOf(problem.goals).length > 1) return severalStart(problem, n, efforts[effort]);
    const empty = { X: [], losses: [], violations: [], keys: new Set<string>(), theta: null };
    return { problem, startup: n, effort, ...empty };
  },

  tell(state, trial) {
    if ("thetas" in state) return severalTell(state, trial);
    const { goals, space } = state.problem;
    const violation = trial.values ? violationOf(goals, trial.values) : 0;
    state.X.push(encode(space, trial.params));
    state.losses.push(violation > 0 ? null : lossOf(goals, trial));
    state.violations.push(violation);
    state.keys.add(keyOf(space, trial.params));
    state.theta = thetaIn(trial) ?? state.theta;
    return state;
  },

  ask(state, ask) {
    if ("thetas" in state) return severalAsk(state, ask);
    const { space } = state.problem;
    const axes = axesOf(space);
    if (axes.length === 0) return { params: {}, memo: { why: "the space has no parameters" } };
    const pending = pendingPoints(ask.history);
    const taken = new Set([...state.keys, ...pending.map((params) => keyOf(space, params))]);
    const isTaken = (u: Float64Array) => {
      const params = decode(space, u);
      return taken.has(keyOf(space, params)) || !isAllowed(state.problem, params);
    };
    const known = state.X.length + pending.length;
    if (known < state.startup || state.X.length === 0) {
      return startup(state.problem, axes, ask.rng, { known, total: state.startup, isTaken });
    }
    return improve(state, axes, ask, { pending, isTaken });
  },
});

/** The point of the highest log expected improvement. */
function improve(
  state: SingleState,
  axes: readonly Axis[],
  { rng, number }: Ask,
  { pending, isTaken }: { pending: readonly Params[]; isTaken: (u: Float64Array) => boolean },
): Suggestion {
  const { space } = state.problem;
  const hasFeasible = state.losses.some((l) => l !== null);
  const losses = hasFeasible ? state.losses : state.violations; // none feasible yet: towards the bounds
  const targets = targetsOf(losses);
  const chosen = subsetOf(state.X, targets, axes);
  const data = {
    X: chosen.map((i) => state.X[i]!),
    y: Float64Array.from(chosen, (i) => targets[i]!),
    kinds: axes.map((a) => a.kind),
  };
  const theta = fit(data, state.theta);
  const best = Math.min(...targets);
  const isDoubted = isPlateau(targets, best) && number % 2 === 1;
  const posterior = believing(
    data,
    isDoubted ? shortened(theta) : theta,
    pending.map((p) => encode(space, p)),
  );
  const order = state.X.map((_, i) => i).sort((a, b) => targets[a]! - targets[b]! || a - b);
  const parents = order.slice(0, 5).map((i) => state.X[i]!);
  const found = search(axes, within(state.problem, logExpectedImprovement(posterior, best)), {
    parents,
    rng,
    effort: efforts[state.effort],
  });
  const winner = found.find(({ u, value }) => Number.isFinite(value) && !isTaken(u));
  if (!winner) return fallBack(state.problem, axes, rng, isTaken);
  return {
    params: decode(space, winner.u),
    memo: memoOf(winner, { posterior, theta, best, pending, hasFeasible, isDoubted }),
  };
}

/**
 * The hyperparameters, from the last ones on. Now and then also from the prior, since a fit may have been led astray; not
 * each time with many points, where a fit is most of the cost of an ask.
 */
function fit(data: Observations, last: readonly number[] | null): Float64Array {
  const d = data.kinds.length;
  const n = data.y.length;
  const prior = priorOf(d).mean;
  const warm = last?.length === d + 2 ? Float64Array.from(last) : null;
  const isDue = n <= 30 || (n <= 100 && n % 5 === 0) || n % 25 === 0;
  const starts = warm ? (isDue ? [warm, prior] : [warm]) : [prior];
  return fitTheta(data, starts, n > 100 || d > 40 ? 10 : 50).theta;
}

/**
 * Whether the best value is shared by three trials: as on a plateau of an accuracy, where the model, which takes the
 * function for smooth, is too sure that nothing better lies between. Then every second ask doubts it.
 */
function isPlateau(targets: Float64Array, best: number): boolean {
  return targets.filter((y) => y === best).length >= 3;
}

/** The same hyperparameters with lengths of a third: short enough to see the gaps, long enough to keep off bad ground. */
function shortened(theta: Float64Array): Float64Array {
  const d = theta.length - 2;
  return theta.map((t, j) => (j < d ? t - Math.log(3) : t));
}

/** A posterior that takes its own mean for the results of the trials that run: so that no two are the same. */
function believing(data: Observations, theta: Float64Array, pending: readonly Float64Array[]): Posterior {
  const posterior = new Posterior(data, theta);
  if (pending.length === 0) return posterior;
  const believed = pending.map((u) => posterior.predict(u).mean);
  return new Posterior(
    { ...data, X: [...data.X, ...pending], y: Float64Array.from([...data.y, ...believed]) },
    theta,
  );
}

/** An acquisition that has no use for points that break the known constraints. */
function within(problem: Problem, acquisition: Acquisition): Acquisition {
  if (!problem.constraints?.length) return acquisition;
  return {
    value: (u) => (isAllowed(problem, decode(problem.space, u)) ? acquisition.value(u) : -Infinity),
    slope: (u) => acquisition.slope(u),
  };
}

/** ln EI below `best`, under the posterior. @source Ament et al. 2023 */
function logExpectedImprovement(posterior: Posterior, best: number): Acquisition {
  return {
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
      const gradient = meanSlope.map((m, j) => {
        const ofSd = varianceSlope[j]! / (2 * sd);
        return (h * (-m - z * ofSd) + ofSd) / sd;
      });
      return { value: logH(z) + Math.log(sd), gradient };
    },
  };
}

function memoOf(
  { u, value }: Scored,
  o: {
    readonly posterior: Posterior;
    readonly theta: Float64Array;
    readonly best: number;
    readonly pending: readonly Params[];
    readonly hasFeasible: boolean;
    readonly isDoubted: boolean;
  },
): Suggestion["memo"] {
  const { mean, variance } = o.posterior.predict(u);
  const sd = Math.sqrt(variance);
  const gain = o.best - mean;
  const bet = gain > sd ? "sure gain" : gain > 0 ? "gain and doubt" : "doubt";
  const parts = [`highest log expected improvement, for its ${bet}`];
  if (!o.hasFeasible) parts.push("of the bounds, since nothing is feasible yet");
  if (o.isDoubted)
    parts.push("with lengths a third of the fitted ones, since several trials share the best value");
  if (o.pending.length > 0) parts.push(`with ${o.pending.length} running trials believed at their mean`);
  // mean and sd in units of the transformed loss: 0 is average, lower is better
  return {
    why: parts.join(", "),
    phase: "model",
    mean,
    sd,
    best: o.best,
    acquisition: value,
    theta: [...o.theta],
  };
}

/** The hyperparameters that a trial remembers. */
function thetaIn({ memo }: Finished): readonly number[] | null {
  const theta = typeof memo === "object" && memo !== null && "theta" in memo ? memo.theta : null;
  return Array.isArray(theta) ? (theta as readonly number[]) : null;
}
