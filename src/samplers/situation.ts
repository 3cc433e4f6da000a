/** What a sampler that tries no point twice has to know when it is asked. */
import { decode, encode, isAllowed, keyOf } from "../space/index.ts";
import { pendingPoints } from "./pending.ts";
import type { Ask, Problem } from "./sampler.ts";
import { type Axis, axesOf } from "./unit-space.ts";

/** What was tried, by `keyOf` the point. */
export interface Tried {
  readonly keys: ReadonlySet<string>;
  /** How many trials have ended. */
  readonly count: number;
}

export interface Situation {
  readonly axes: readonly Axis[];
  /** The points of the trials that run: shape [p][d]. */
  readonly pending: readonly Float64Array[];
  /** Trials so far, those that run included. */
  readonly known: number;
  /** Whether a point was tried, runs, or is forbidden. */
  readonly isTaken: (u: Float64Array) => boolean;
}

export function situationOf({ keys, count }: Tried, problem: Problem, { history }: Ask): Situation {
  const { space } = problem;
  const points = pendingPoints(history);
  const running = new Set(points.map((params) => keyOf(space, params)));
  return {
    axes: axesOf(space),
    pending: points.map((params) => encode(space, params)),
    known: count + points.length,
    isTaken(u) {
      const params = decode(space, u);
      const key = keyOf(space, params);
      return keys.has(key) || running.has(key) || !isAllowed(problem, params);
    },
  };
}
