import { TunesmithError } from "../error.ts";
import type { History } from "../history/index.ts";
import { below } from "../math/rng.ts";
import { int, isAllowed, type Params, type Scalar, type Space } from "../space/index.ts";
import { type Order, randomOrder } from "./grid-order.ts";
import { type Grid, gridOf } from "./grid-points.ts";
import { newPlace, openAt, type Place, placeAt, valuesOf, walked } from "./grid-tree.ts";
import { pendingPoints } from "./pending.ts";
import { defineSampler } from "./sampler.ts";
import { stepsOf } from "./walk.ts";

/** Which points of the grid were tried, as positions in its shuffled order. */
interface State {
  readonly space: Space;
  readonly points: number;
  readonly seed: number;
  readonly size: number;
  /** The points of the grid that hold the constraints, ascending; null without constraints. */
  readonly allowed: readonly number[] | null;
  /** Everything before this position was tried … */
  next: number;
  /** … and of what comes after it, these. */
  readonly ahead: Set<number>;
  /** What was walked of the define-by-run parameters; null where parameters are declared. */
  readonly tree: Place | null;
}

/** Listing this many points takes about a second. */
const mostListed = 1_000_000;

/**
 * Every point of the grid once, in an order shuffled by the seed, so that a search that ends early has covered the space.
 *
 * The option `points` says how many values a float without step takes, and an integer with more than 20; see `gridOf`.
 * A point that some trial has, however it ended and wherever it came from, is not tried again.
 *
 * Where no parameters are declared, it walks the tree of what the objective asks for (`trial.suggest…`) until every way through
 * it was taken once. Trials that run side by side do not see each other's ways: at the end some may be taken twice.
 */
export const grid = defineSampler({
  name: "grid",
  summary: "every combination once, in random order",
  supports: ["float", "int", "categorical", "branch", "log", "goals", "bounds", "define-by-run"],
  options: { points: int(2, 10_000) },
  defaults: { points: 5 },
  counts: true,

  init(problem, { points }): State {
    const { space, seed } = problem;
    const { at, size } = gridOf(space, points);
    const tree = Object.keys(space).length === 0 ? newPlace() : null;
    if (size > Number.MAX_SAFE_INTEGER) {
      throw new TunesmithError(
        "unsupported",
        `the grid of this space has about ${size.toPrecision(3)} points; take fewer by "points" or "step", or use sampler "random".`,
      );
    }
    if (!problem.constraints?.length)
      return { space, points, seed, size, allowed: null, next: 0, ahead: new Set(), tree };
    if (size > mostListed) {
      throw new TunesmithError(
        "unsupported",
        `the grid of this space has ${size} points, and with constraints at most ${mostListed} can be looked through; take fewer by "points" or "step", or use sampler "random".`,
      );
    }
    const allowed = Array.from({ length: size }, (_, i) => i).filter((i) => isAllowed(problem, at(i)));
    if (allowed.length === 0) {
      throw new TunesmithError(
        "unsupported",
        `none of the ${size} points of the grid holds the constraints; take more by "points", or use sampler "random".`,
      );
    }
    return { space, points, seed, size: allowed.length, allowed, next: 0, ahead: new Set(), tree };
  },

  tell(state, trial) {
    if (state.tree) {
      walked(state.tree, stepsOf(trial), state.points);
      return state;
    }
    const position = positionIn(state, trial.params);
    if (position !== null && position >= state.next) state.ahead.add(position);
    while (state.ahead.delete(state.next)) state.next += 1;
    return state;
  },

  ask(state, { history, number }) {
    if (state.tree) return { params: {}, memo: { why: "the objective asks for its parameters as it runs" } };
    const { size, next, ahead } = state;
    const { grid, order } = orderedGrid(state);
    const pending = pendingPositions(state, history);
    let position = next;
    while (ahead.has(position) || pending.has(position)) position += 1;
    if (position < size) {
      const why = `point ${position + 1} of the ${size} on the grid, in random order`;
      return { params: grid.at(order.at(position)), memo: { why } };
    }
    // Only when another worker took the last point in between: a trial that is open needs some point.
    const why = `all ${size} points of the grid are taken, so one comes again`;
    return { params: grid.at(order.at(number % size)), memo: { why } };
  },

  isBlind: ({ tree }) => tree !== null,

  step({ tree, points }, { path, name, domain }, { rng }) {
    if (!tree) throw declaredToo(name);
    if (/^\d+$/.test(name)) throw numbered(name);
    const values = valuesOf(name, domain, points);
    const open = openAt(placeAt(tree, path, points), name, domain, values.size);
    const number = open.length > 0 ? open[below(rng, open.length)]! : below(rng, values.size);
    const why =
      open.length > 0
        ? `one of ${open.length} values, of ${values.size}, that lead to what was not tried`
        : "all that this leads to was tried, so something comes again";
    return { value: values.at(number)[name] as Scalar, memo: { why } };
  },

  left(state, history) {
    if (state.tree) return state.tree.isDone ? 0 : manyLeft;
    return state.size - state.next - state.ahead.size - pendingPositions(state, history).size;
  },
});

/** A tree comes to an end, and nobody knows how far it is. */
const manyLeft = 1e12;

function declaredToo(name: string): TunesmithError {
  const what = `sampler "grid" walks define-by-run parameters only where no others are declared, and "${name}" is asked for beside some`;
  return new TunesmithError("unsupported", `${what}; declare it, too, or use sampler "random".`);
}

/** JavaScript sorts such names before all others, so that a trial's way could not be read from what it had. */
function numbered(name: string): TunesmithError {
  const what = `sampler "grid" goes by the order of the parameters, which names of digits do not keep, and one is called "${name}"`;
  return new TunesmithError("params", `${what}; call it "p${name}", or use sampler "random".`);
}

function orderedGrid({ space, points, size, seed, allowed }: State): { grid: Grid; order: Order } {
  const grid = gridOf(space, points);
  const order = randomOrder(size, seed);
  if (!allowed) return { grid, order };
  const partial: Grid = {
    size,
    at: (i) => grid.at(allowed[i]!),
    indexOf(params) {
      const index = grid.indexOf(params);
      const place = index === null ? -1 : allowed.indexOf(index);
      return place < 0 ? null : place;
    },
  };
  return { grid: partial, order };
}

/** The position of a point; null for one beside the grid. */
function positionIn(state: State, params: Params): number | null {
  const { grid, order } = orderedGrid(state);
  const index = grid.indexOf(params);
  return index === null ? null : order.positionOf(index);
}

/** The positions that only unfinished trials have. */
function pendingPositions(state: State, history: History): Set<number> {
  const positions = pendingPoints(history).map((params) => positionIn(state, params));
  return new Set(
    positions.filter((p) => p !== null && p >= state.next && !state.ahead.has(p)),
  ) as Set<number>;
}
