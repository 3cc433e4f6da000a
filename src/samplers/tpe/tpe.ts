/**
 * Tree-structured Parzen estimator: where good points are dense and others are not.
 *
 * Sources: Bergstra, Bardenet, Bengio, Kégl 2011; Watanabe 2023, arXiv:2304.11127. The mixture is joint over all coordinates; a
 * point in another branch says nothing about the coordinates that it did not have. With several goals the good points are a
 * front, far apart: every second trial joins what they have, coordinate by coordinate.
 */
import { lossesOf, objectivesOf } from "../../history/index.ts";
import { decode, encode, int, keyOf } from "../../space/index.ts";
import { beliefsOf } from "../prior.ts";
import { compareRanks, type Rank, rankOf } from "../rank.ts";
import { defineSampler, type Problem } from "../sampler.ts";
import { situationOf } from "../situation.ts";
import { fallBack, startup } from "../without-model.ts";
import { drawApart, drawTogether } from "./draws.ts";
import { goodOf, weightsOf } from "./several.ts";

/** A finished trial: where, and how good. */
interface Seen {
  readonly u: Float64Array;
  readonly rank: Rank;
  /** With several goals: the losses of a complete and feasible trial. */
  readonly losses: readonly number[] | null;
}

interface State {
  readonly problem: Problem;
  readonly startup: number;
  readonly candidates: number;
  readonly seen: Seen[];
  /** Their indices, the best first; of equals the older. */
  readonly order: number[];
  readonly keys: Set<string>;
}

export const tpe = defineSampler({
  name: "tpe",
  summary: "tree-structured Parzen estimator, joint over all parameters",
  supports: ["float", "int", "categorical", "branch", "log", "goals", "bounds", "define-by-run", "prior"],
  options: { startup: int(1, 10_000), candidates: int(1, 10_000) },
  defaults: { startup: 8, candidates: 24 },

  init(problem, { startup, candidates }): State {
    return { problem, startup, candidates, seen: [], order: [], keys: new Set() };
  },

  tell(state, trial) {
    const { goals, space } = state.problem;
    const rank = rankOf(goals, trial);
    const losses = rank?.[0] === 0 && objectivesOf(goals).length > 1 ? lossesOf(goals, trial.values!) : null;
    const seen = { u: encode(space, trial.params), rank, losses };
    state.order.splice(placeOf(state, seen.rank), 0, state.seen.push(seen) - 1);
    state.keys.add(keyOf(space, trial.params));
    return state;
  },

  ask(state, ask) {
    const { problem, startup: total, seen, keys } = state;
    const { rng } = ask;
    const situation = situationOf({ keys, count: seen.length }, problem, ask);
    const { axes, pending, isTaken, known } = situation;
    if (axes.length === 0) return { params: {}, memo: { why: "the space has no parameters" } };
    if (known < total || seen.length === 0) return startup(problem, axes, rng, { ...situation, total });

    const good = goodTrials(state);
    // Trials that run are taken for bad, so that others go elsewhere.
    const others = seen.length - good.length;
    const { places, weights } = thinned(others + pending.length);
    const nth = otherThan(good);
    const beliefs = problem.prior && beliefsOf(axes, problem.prior);
    const isApart = objectivesOf(problem.goals).length > 1 && ask.number % 2 === 0;
    const best = (isApart ? drawApart : drawTogether)({
      axes,
      good: { points: good.map((i) => seen[i]!.u), weights: weightsOf(good.map((i) => seen[i]!.losses)) },
      bad: {
        points: Array.from(places, (k) => (k < others ? seen[nth(k)]!.u : pending[k - others]!)),
        weights,
      },
      candidates: state.candidates,
      rng,
      isTaken,
      believed: (u) => beliefs?.weigh(u, seen.length) ?? 0,
    });
    if (best === null) return fallBack(problem, axes, rng, isTaken);
    const why = `${good.length} good points are ${timesOf(best.score)} as dense here as the other ${others}${isApart ? ", parameter by parameter" : ""}`;
    return { params: decode(problem.space, best.u), memo: { why, phase: "model", score: best.score } };
  },
});

/** Where a trial of this rank belongs in the order: behind those that are as good. */
function placeOf({ seen, order }: State, rank: Rank): number {
  let [low, high] = [0, order.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compareRanks(seen[order[middle]!]!.rank, rank) <= 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The best tenth, 25 at most, failures never: their places in `seen`. */
function goodTrials({ problem, seen, order }: State): number[] {
  const most = Math.min(25, Math.ceil(0.1 * seen.length)); // Watanabe 2023, "linear" γ
  if (objectivesOf(problem.goals).length === 1) {
    return order.slice(0, most).filter((i) => seen[i]!.rank !== null); // failures come last
  }
  const several = [...seen.keys()].filter((i) => seen[i]!.losses !== null);
  const front = goodOf(
    several.map((i) => seen[i]!.losses!),
    most,
  ).map((place) => several[place]!);
  const ranked = order.filter((i) => seen[i]!.rank !== null && seen[i]!.losses === null);
  return [...front, ...ranked].slice(0, most);
}

/** More kernels than this cost more than they tell. */
const mostKernels = 200;

/** From k to the k-th whole number, from 0 on, that is not among these; k must not fall from call to call. */
function otherThan(these: readonly number[]): (k: number) => number {
  const sorted = [...these].sort((a, b) => a - b);
  let passed = 0;
  return (k) => {
    while (passed < sorted.length && sorted[passed]! <= k + passed) passed++;
    return k + passed;
  };
}

/**
 * Which of n points get a kernel, in rising order: the newest half of those that are kept, and of the older ones every so
 * many, for as many as it stands for.
 */
function thinned(n: number): { places: Uint32Array; weights: Float64Array } {
  const [kept, half] = [Math.min(n, mostKernels), mostKernels / 2];
  const stride = (n - half) / half;
  const [places, weights] = [new Uint32Array(kept), new Float64Array(kept)];
  for (let i = 0; i < kept; i++) {
    const isForMany = n > mostKernels && i < half;
    places[i] = isForMany ? Math.floor((i + 0.5) * stride) : n - kept + i;
    weights[i] = decay(places[i]!, n) * (isForMany ? stride : 1);
  }
  return { places, weights };
}

/** The newest 25 of n points count in full, older ones less and less. @source Bergstra et al. 2013, hyperopt */
function decay(i: number, n: number): number {
  const ramp = n - 25;
  return i >= ramp ? 1 : 1 / n + ((1 - 1 / n) * i) / Math.max(1, ramp - 1);
}

function timesOf(score: number): string {
  const times = Math.exp(score);
  return times < 1e6 ? `${Number(times.toPrecision(3))} times` : "more than a million times";
}
