import type { History } from "../history/index.ts";
import { below, type Rng } from "../math/rng.ts";
import { decode, dimsOf, drawAllowed, isAllowed, keyOf, type Params, size } from "../space/index.ts";
import { gridOf } from "./grid-points.ts";
import { pendingPoints } from "./pending.ts";
import { defineSampler, type Problem } from "./sampler.ts";

/** How often each point of a finite space was used by finished trials; nothing is kept of an infinite one. */
interface State {
  readonly problem: Problem;
  /** How many points there are that hold the constraints; Infinity where they are not counted. */
  readonly size: number;
  /** Uses by `keyOf` the point. */
  readonly uses: Map<string, number>;
  /** How many points were used at least once, at least twice, … */
  readonly used: number[];
}

/** To list this many points takes a tenth of a second; in larger spaces, so many draws in a row hit one that is free. */
const most = 100_000;

/**
 * Independent uniform draws, uniform in the logarithm where the domain is `log`.
 *
 * A finite space gives no point twice before each was used once: by any trial, however it ended or if it still runs, and
 * by whomever it was chosen. Then the next round begins. Above 100,000 points a repeat is possible, but only when so many
 * draws in a row were used already.
 *
 * @source Bergstra and Bengio 2012, "Random search for hyper-parameter optimization"
 */
export const random = defineSampler({
  name: "random",
  summary: "independent draws; none twice while others are left",
  supports: ["float", "int", "categorical", "branch", "log", "goals", "bounds", "define-by-run"],
  options: {},
  defaults: {},
  counts: true,

  init(problem): State {
    return { problem, size: countAllowed(problem), uses: new Map(), used: [] };
  },

  tell(state, trial) {
    if (state.size === Infinity) return state;
    if (!isAllowed(state.problem, trial.params)) return state; // it was enqueued before there were constraints
    const key = keyOf(state.problem.space, trial.params);
    const n = state.uses.get(key) ?? 0;
    state.uses.set(key, n + 1);
    state.used[n] = (state.used[n] ?? 0) + 1;
    return state;
  },

  ask(state, { history, rng }) {
    const { problem, size } = state;
    const { space } = problem;
    if (size === Infinity) return { params: draw(problem, rng), memo: { why: "drawn at random" } };
    const { usesOf, used } = withPending(state, history);
    const full = used.findIndex((n) => n < size);
    const round = full < 0 ? used.length : full;
    const isFree = (params: Params) => usesOf(keyOf(space, params)) === round;
    const left = size - (used[round] ?? 0);
    const why =
      round === 0
        ? `drawn at random from the ${left} of ${size} points that were not tried yet`
        : `drawn at random in round ${round + 1}, from the ${left} of ${size} points that were tried ${round} times`;
    return { params: drawFree(state, isFree, rng), memo: { why } };
  },

  isBlind: ({ size }) => size === Infinity,
});

/** The uses as they will be when the trials that run have ended. */
function withPending({ problem, uses, used: finished }: State, history: History) {
  const pending = new Map<string, number>();
  const used = [...finished];
  const usesOf = (key: string) => (uses.get(key) ?? 0) + (pending.get(key) ?? 0);
  for (const params of pendingPoints(history)) {
    if (!isAllowed(problem, params)) continue;
    const key = keyOf(problem.space, params);
    const n = usesOf(key);
    used[n] = (used[n] ?? 0) + 1;
    pending.set(key, (pending.get(key) ?? 0) + 1);
  }
  return { usesOf, used };
}

/** A draw from what is free: by trying, and when that takes longer than a list of the points, from the list. */
function drawFree({ problem, size }: State, isFree: (params: Params) => boolean, rng: Rng): Params {
  let params = draw(problem, rng);
  for (let tries = 1; tries < Math.min(size, most) && !isFree(params); tries++) params = draw(problem, rng);
  if (isFree(params) || size > most) return params;
  const free = pointsOf(problem).filter(isFree);
  return free[below(rng, free.length)]!;
}

/** All points of a finite space that hold the constraints. */
function pointsOf(problem: Problem): Params[] {
  const grid = gridOf(problem.space, Infinity);
  return Array.from({ length: grid.size }, (_, i) => grid.at(i)).filter((params) =>
    isAllowed(problem, params),
  );
}

function countAllowed(problem: Problem): number {
  const all = size(problem.space);
  if (!problem.constraints?.length) return all;
  return all > most ? Infinity : pointsOf(problem).length || Infinity;
}

function draw(problem: Problem, rng: Rng): Params {
  const { space, constraints } = problem;
  const any = () => decode(space, dimsOf(space).map(rng));
  return constraints?.length ? (drawAllowed(problem, rng) ?? any()) : any();
}
