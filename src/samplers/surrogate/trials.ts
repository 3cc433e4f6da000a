/** What a sampler with a surrogate keeps of the trials that have ended. */
import { type Finished, lossOf, violationOf } from "../../history/index.ts";
import { targetsOf } from "../../math/targets.ts";
import { decode, encode, isAllowed, keyOf } from "../../space/index.ts";
import { type Beliefs, beliefsOf } from "../prior.ts";
import type { Problem } from "../sampler.ts";
import type { Tried } from "../situation.ts";
import { axesOf } from "../unit-space.ts";
import type { Acquisition } from "./search.ts";

/** The trials that have ended, in that order; a loss is a number, or one for each goal. */
export interface Trials<Loss = number> {
  /** Where: shape [n][d]. */
  readonly X: Float64Array[];
  /** How good; null: failed or infeasible. */
  readonly losses: (Loss | null)[];
  /** By how much infeasible. */
  readonly violations: number[];
  readonly keys: Set<string>;
}

export function noTrials<Loss = number>(): Trials<Loss> {
  return { X: [], losses: [], violations: [], keys: new Set() };
}

/** As many trials before there is a model as there are coordinates and one more, but 5 to 8. */
export function startupOf({ space }: Problem): number {
  return Math.max(5, Math.min(axesOf(space).length + 1, 8));
}

/** Adds a trial of one goal. */
export function remember(trials: Trials, problem: Problem, trial: Finished): void {
  rememberAs(trials, problem, trial, lossOf(problem.goals, trial));
}

/** Adds a trial with its loss, as it is where it keeps the bounds. */
export function rememberAs<Loss>(
  trials: Trials<Loss>,
  { space, goals }: Problem,
  trial: Finished,
  loss: Loss | null,
): void {
  const violation = trial.values ? violationOf(goals, trial.values) : 0;
  trials.X.push(encode(space, trial.params));
  trials.losses.push(violation > 0 ? null : loss);
  trials.violations.push(violation);
  trials.keys.add(keyOf(space, trial.params));
}

export function triedIn({ X, keys }: Trials<unknown>): Tried {
  return { keys, count: X.length };
}

/** What a surrogate is fitted to. */
export interface Aim {
  /** Shape [n], to be minimised, as a model likes them. */
  readonly targets: Float64Array;
  readonly best: number;
  /** Good points, the best first. */
  readonly parents: readonly Float64Array[];
  /** Whether any trial kept the bounds; where none did, the targets lead towards them. */
  readonly hasFeasible: boolean;
}

export function aimOf({ X, losses, violations }: Trials): Aim {
  const hasFeasible = losses.some((l) => l !== null);
  const targets = targetsOf(hasFeasible ? losses : violations);
  const order = [...X.keys()].sort((a, b) => targets[a]! - targets[b]! || a - b);
  return {
    targets,
    best: targets[order[0]!]!,
    parents: order.slice(0, 5).map((i) => X[i]!),
    hasFeasible,
  };
}

/**
 * A log acquisition that goes by what the problem says beforehand: weighed with an expert's prior, and without use for points
 * that break the known constraints.
 *
 * @param n  how many trials there are
 */
export function within(problem: Problem, acquisition: Acquisition, n: number): Acquisition {
  const weighed = problem.prior
    ? believingIn(beliefsOf(axesOf(problem.space), problem.prior), acquisition, n)
    : acquisition;
  if (!problem.constraints?.length) return weighed;
  return {
    ...weighed,
    value: (u) => (isAllowed(problem, decode(problem.space, u)) ? weighed.value(u) : -Infinity),
  };
}

/** @source Hvarfner et al. 2022, eq. 6, in logarithms */
function believingIn(beliefs: Beliefs, { value, slope }: Acquisition, n: number): Acquisition {
  return {
    value: (u) => value(u) + beliefs.weigh(u, n),
    ...(slope && {
      slope(u) {
        const { value, gradient } = slope(u);
        beliefs.addSlope(u, n, gradient);
        return { value: value + beliefs.weigh(u, n), gradient };
      },
    }),
  };
}
