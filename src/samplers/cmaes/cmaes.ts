/**
 * CMA-ES: a normal distribution that moves, turns and stretches towards better points, generation by generation.
 *
 * A member is drawn from what is in the state (the generation's distribution) by the randomness of its trial, so workers
 * need not wait for each other: whichever results come first make the next generation. The parts name their sources.
 */

import type { Json } from "../../json.ts";
import { defaultPopulation } from "../../math/cma.ts";
import {
  categorical,
  decode,
  drawAllowed,
  encode,
  float,
  int,
  isAllowed,
  keyOf,
  type ParamsOf,
  size,
} from "../../space/index.ts";
import { pendingPoints } from "../pending.ts";
import { compareRanks, type Rank, rankOf } from "../rank.ts";
import { defineSampler, type Problem } from "../sampler.ts";
import { begin, beginAround, type Distribution, injected, placed, sample, update } from "./distribution.ts";
import { type Latent, type Layout, latentAt, layoutOf, pointAt } from "./layout.ts";
import { firstRun, nextRun, type Restarts, type Runs, reasonToEnd } from "./restart.ts";

interface Member extends Latent {
  readonly rank: Rank;
}

interface State {
  readonly problem: Problem;
  readonly options: ParamsOf<typeof options>;
  runs: Runs;
  /** The size of the population and the step size that this run began with. */
  lambda: number;
  sigma: number;
  generation: number;
  /** null until the first result of an own member: until then it follows from the trials of others. */
  dist: Distribution | null;
  /** Results of this generation. */
  members: Member[];
  /** What others had before the first own result. */
  sources: Member[];
  best: Rank;
  recent: number[];
  /** What was tried, where points are finitely many. */
  readonly keys: Set<string>;
}

const options = {
  population: int(0, 100_000),
  /** The first step size, as a share of each range. */
  sigma: float(1e-6, 10),
  covariance: categorical(["auto", "full", "diagonal"]),
  learningRate: categorical(["fixed", "adaptive"]),
  restarts: categorical(["none", "ipop", "bipop"]),
};

export const cmaes = defineSampler({
  name: "cmaes",
  summary: "CMA evolution strategy, with margin for ints and categories; best from 30 trials a parameter on",
  supports: ["float", "int", "categorical", "branch", "log", "bounds", "define-by-run"],
  options,
  defaults: { population: 0, sigma: 1 / 6, covariance: "auto", learningRate: "fixed", restarts: "ipop" },
  zero: { population: "4 + 3 ln d for d coordinates" },

  init(problem, options): State {
    const { numbers, labels } = layoutOf(problem.space);
    const lambda = options.population || defaultPopulation(numbers.length + labels.length);
    return {
      problem,
      options,
      runs: { ...firstRun },
      lambda: Math.max(2, lambda),
      sigma: options.sigma,
      generation: 0,
      dist: null,
      members: [],
      sources: [],
      best: null,
      recent: [],
      keys: new Set(),
    };
  },

  tell(state, trial) {
    const { space, goals } = state.problem;
    if (size(space) !== Infinity) state.keys.add(keyOf(space, trial.params));
    const layout = layoutOf(space);
    const rank = rankOf(goals, trial);
    const own = ownIn(trial.memo);
    const isFirst = own?.run === 0 && own.generation === 0 && state.dist === null;
    if (isFirst) {
      state.dist = startOf(state, layout, own.sources);
      join(state, state.sources);
      state.sources = [];
    }
    const point = latentAt(layout, encode(space, trial.params), own ?? centreOf(layout));
    if (state.dist === null) state.sources.push({ ...point, rank });
    else {
      const lag = own?.run === state.runs.number ? state.generation - own.generation : Infinity;
      const drawn = own && layout.isLossy ? { x: own.x, c: own.c } : point;
      if (lag === 0) state.members.push({ ...drawn, rank });
      else if (lag <= mostLag) state.members.push({ ...injected(state.dist, drawn), rank });
      else join(state, [{ ...point, rank }]);
      if (compareRanks(rank, state.best) < 0) state.best = rank;
    }
    if (state.members.length >= state.lambda) advance(state, layout);
    return state;
  },

  ask(state, { history, rng }) {
    const { space } = state.problem;
    const layout = layoutOf(space);
    if (layout.axes.length === 0) return { params: {}, memo: { why: "the space has no parameters" } };
    const dist = state.dist ?? startOf(state, layout, state.sources.length);
    const isCountable = size(space) !== Infinity;
    const running = new Set(isCountable ? pendingPoints(history).map((params) => keyOf(space, params)) : []);
    const isTaken = (key: string) => state.keys.has(key) || running.has(key);
    let drawn = sample(dist, layout, rng);
    let params = decode(space, pointAt(layout, placed(dist, drawn)));
    const isUseless = () =>
      (isCountable && isTaken(keyOf(space, params))) || !isAllowed(state.problem, params);
    for (let i = 0; i < mostRedraws && isUseless(); i++) {
      drawn = sample(dist, layout, rng);
      params = decode(space, pointAt(layout, placed(dist, drawn)));
    }
    const allowed = isAllowed(state.problem, params) ? null : drawAllowed(state.problem, rng);
    if (allowed) {
      const why = "drawn at random: the distribution has hardly any points that hold the constraints";
      return { params: allowed, memo: { why, phase: "fallback" } };
    }
    const { runs, generation, lambda, sources } = state;
    const step = dist.normal ? `, step size ${Number(dist.normal.sigma.toPrecision(3))}` : "";
    const run = runs.number === 0 ? "" : ` of restart ${runs.number}`;
    const own = { run: runs.number, generation, sources: state.dist ? 0 : sources.length };
    const latent = layout.isLossy ? { x: [...drawn.x], c: [...drawn.c] } : {};
    const why = `drawn from generation ${generation}${run}, ${lambda} to a generation${step}`;
    return { params, memo: { why, phase: "model", cmaes: { ...own, ...latent } } };
  },
});

/** How often a point is drawn again that breaks a constraint, or, where points are finitely many, was tried. */
const mostRedraws = 100;

/** A result that comes so many generations late still counts. */
const mostLag = 3;

/** Of the points of others, the best tenth shows the way; fewer than 10 points show nothing. @source Nomura et al. 2021 */
const [fewestSources, shareOfSources] = [10, 0.1];

/** The first distribution, by what the first trials of others said. */
function startOf(state: State, layout: Layout, known: number): Distribution {
  const start = {
    mean: centreOf(layout).x,
    sigma: state.options.sigma,
    isDiagonal: isDiagonal(state, layout),
    isAdaptive: state.options.learningRate === "adaptive" && !isDiagonal(state, layout),
  };
  const good = state.sources.slice(0, known).filter(({ rank }) => rank?.[0] === 0);
  if (good.length < fewestSources) return begin(layout, start);
  good.sort((a, b) => compareRanks(a.rank, b.rank));
  return beginAround(layout, start, good.slice(0, Math.ceil(shareOfSources * good.length)));
}

/** Takes points of others for members when they beat all. */
function join(state: State, points: readonly Member[]): void {
  for (const point of points) {
    if (compareRanks(point.rank, state.best) >= 0) continue;
    state.best = point.rank;
    state.members.push({ ...injected(state.dist!, point), rank: point.rank });
  }
}

/** The next generation, and where a run is over, the next run. */
function advance(state: State, layout: Layout): void {
  const { members, runs } = state;
  members.sort((a, b) => compareRanks(a.rank, b.rank));
  const dist = state.dist!;
  if (members[0]!.rank !== null) update(dist, layout, members, isDiagonal(state, layout));
  state.generation += 1;
  state.members = [];
  if (runs.isSmall) runs.small += members.length;
  else runs.large += members.length;
  const window = 10 + Math.ceil((30 * layout.axes.length) / state.lambda);
  state.recent = [...state.recent, members[0]!.rank?.[1] ?? 0].slice(-window);
  const kind: Restarts = state.options.restarts;
  if (kind === "none") return;
  if (reasonToEnd(dist.normal, state.recent, { sigma: state.sigma, window }) === null) return;
  const d = layout.numbers.length;
  const population = state.options.population || defaultPopulation(d + layout.labels.length);
  const next = nextRun(runs, kind, {
    seed: state.problem.seed,
    d,
    population: Math.max(2, population),
    sigma: state.options.sigma,
  });
  state.runs = next.runs;
  state.lambda = next.population;
  state.sigma = next.sigma;
  state.recent = [];
  state.dist = begin(layout, {
    mean: next.mean,
    sigma: next.sigma,
    isDiagonal: isDiagonal(state, layout),
    isAdaptive: dist.rate !== null,
  });
}

/** Beyond 100 coordinates a full covariance takes longer to learn than anyone has trials. */
function isDiagonal({ options: { covariance } }: State, { numbers }: Layout): boolean {
  return covariance === "diagonal" || (covariance === "auto" && numbers.length > 100);
}

function centreOf({ numbers, labels }: Layout): Latent {
  return { x: new Float64Array(numbers.length).fill(0.5), c: labels.map(() => 0) };
}

/** What a memo says of the draw; null for a point that was not drawn here. */
function ownIn(memo: Json): (Latent & { run: number; generation: number; sources: number }) | null {
  const own = typeof memo === "object" && memo !== null && "cmaes" in memo ? memo.cmaes : null;
  if (typeof own !== "object" || own === null || Array.isArray(own)) return null;
  const { run, generation, sources, x, c } = own as { readonly [name: string]: Json };
  return {
    run: run as number,
    generation: generation as number,
    sources: sources as number,
    x: Float64Array.from((x as number[] | undefined) ?? []),
    c: (c as number[] | undefined) ?? [],
  };
}
