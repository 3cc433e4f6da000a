/**
 * The search of `gp` in a box around the best trial, with a model of what lies there alone: lengths that suit the whole space
 * see no further into the valley of the best than noise. The box grows while it brings gains, and shrinks while it does not.
 *
 * For `auto`, beside the model of the whole space: alone it would not leave its valley.
 *
 * @source Eriksson, Pearce, Gardner, Turner and Poloczek 2019, "Scalable global optimization via local Bayesian optimization"
 *   (TuRBO), for the box and how it grows and shrinks
 */
import type { Json } from "../../json.ts";
import { decode, encode, size } from "../../space/index.ts";
import { pendingPoints } from "../pending.ts";
import { compareRanks, type Rank, rankOf } from "../rank.ts";
import { type Ask, defineSampler, type Problem, type Suggestion } from "../sampler.ts";
import { type Situation, situationOf } from "../situation.ts";
import { noTrials, remember, startupOf, type Trials, triedIn } from "../surrogate/trials.ts";
import { axesOf } from "../unit-space.ts";
import { fallBack, startup } from "../without-model.ts";
import { type Box, boxAround } from "./box.ts";
import { type Fitted, fittedIn } from "./fit.ts";
import { improve } from "./improve.ts";

interface State {
  readonly problem: Problem;
  readonly trials: Trials;
  /** The first of the best trials; null before one has a result. */
  best: { readonly u: Float64Array; readonly rank: Rank } | null;
  region: Region;
}

/** A box of one size. */
interface Region {
  /** How many there were before it. */
  readonly number: number;
  /** Of its edges, as a share of the ranges. */
  readonly length: number;
  /** Gains in a row, and trials in a row without. */
  gains: number;
  misses: number;
  /** The newest fit of a model in it. */
  fitted: Fitted | null;
}

/** The first length, the most and the least; below that the first one comes again. */
const [first, longest, shortest] = [0.4, 1, 0.001];

/** So many gains in a row double the length; as many misses as there are coordinates, but four at least, halve it. */
const [enoughGains, fewestMisses] = [3, 4];

/** So many trials of the box make the model, those nearest to the best one. */
const most = 120;

export const trustRegion = defineSampler({
  name: "trust-region",
  summary: "Bayesian optimization in a box around the best trial that grows and shrinks",
  supports: ["float", "int", "categorical", "branch", "log", "bounds", "define-by-run"],
  options: {},
  defaults: {},
  slowUpTo: Infinity,

  init(problem): State {
    return { problem, trials: noTrials(), best: null, region: regionOf(0, first) };
  },

  tell(state, trial) {
    const { problem, trials, region } = state;
    remember(trials, problem, trial);
    const rank = rankOf(problem.goals, trial);
    const isBetter = compareRanks(rank, state.best?.rank ?? null) < 0;
    if (isBetter) state.best = { u: trials.X.at(-1)!, rank };
    const own = Object(trial.memo).region as { readonly number: number } | undefined;
    if (own?.number !== region.number) return state;
    region.fitted = fittedIn(own as Json) ?? region.fitted;
    if (isBetter) [region.gains, region.misses] = [region.gains + 1, 0];
    else [region.gains, region.misses] = [0, region.misses + 1];
    state.region = nextOf(region, Math.max(fewestMisses, trials.X[0]!.length));
    return state;
  },

  ask({ problem, trials, best, region }, ask) {
    const whole = situationOf(triedIn(trials), problem, ask);
    const total = startupOf(problem);
    if (!best) return startup(problem, whole.axes, ask.rng, { ...whole, total });
    const { box, length, inside } = boxWithRoom(problem, trials, best.u, region.length);
    const { prior: _, ...bare } = problem; // by now an expert's word weighs little
    const within = { ...bare, space: box.space };
    const near = nearest(trials, inside, { middle: best.u, box, problem });
    const situation = situationIn(box, problem, whole, ask);
    const known = { problem: within, trials: near, fitted: region.fitted, bounded: null, costs: null };
    const { params, memo } =
      near.X.length < total
        ? startup(within, situation.axes, ask.rng, { ...situation, known: near.X.length, total })
        : improve({ ...known, effort: "default" }, ask, situation, trials.X.length);
    const u = encode(problem.space, params); // decoded again it has just the values that the whole space has
    if (whole.isTaken(u)) return fallBack(problem, whole.axes, ask.rng, whole.isTaken);
    return { params: decode(problem.space, u), memo: remembered(memo, { ...region, length }, near.X.length) };
  },
});

/** The box, and which trials lie in it; made longer while all of its points may have been tried. */
function boxWithRoom({ space }: Problem, { X }: Trials, middle: Float64Array, least: number) {
  for (let length = least; ; length = Math.min(longest, 2 * length)) {
    const box = boxAround(space, middle, length);
    const inside = [...X.keys()].filter((i) => box.holds(X[i]!));
    if (length === longest || size(box.space) > inside.length) return { box, length, inside };
  }
}

function regionOf(number: number, length: number): Region {
  return { number, length, gains: 0, misses: 0, fitted: null };
}

/** The region after a trial of it. */
function nextOf(region: Region, enoughMisses: number): Region {
  const { number, length, gains, misses } = region;
  if (gains >= enoughGains && length < longest) return regionOf(number + 1, Math.min(longest, 2 * length));
  if (misses < enoughMisses) return region;
  return regionOf(number + 1, length / 2 < shortest ? first : length / 2);
}

/** Those of the trials in a box that make its model, as points of it. */
function nearest(
  { X, losses, violations }: Trials,
  inside: readonly number[],
  { middle, box, problem }: { middle: Float64Array; box: Box; problem: Problem },
): Trials {
  const far = new Map(inside.map((i) => [i, distance(X[i]!, middle)]));
  const chosen = [...inside]
    .sort((a, b) => far.get(a)! - far.get(b)! || a - b)
    .slice(0, most)
    .sort((a, b) => a - b);
  return {
    X: chosen.map((i) => encode(box.space, decode(problem.space, X[i]!))),
    losses: chosen.map((i) => losses[i]!),
    violations: chosen.map((i) => violations[i]!),
    keys: new Set(),
  };
}

/** The largest of the coordinates' distances, where both points have one. */
function distance(a: Float64Array, b: Float64Array): number {
  let far = 0;
  for (let j = 0; j < a.length; j++) if (Math.abs(a[j]! - b[j]!) > far) far = Math.abs(a[j]! - b[j]!);
  return far;
}

/** What there is to know in the box; a point counts as taken by its values in the whole space. */
function situationIn(box: Box, { space }: Problem, whole: Situation, { history }: Ask): Situation {
  const pending = pendingPoints(history).filter((params) => box.holds(encode(space, params)));
  return {
    axes: axesOf(box.space),
    pending: pending.map((params) => encode(box.space, params)),
    known: whole.known,
    isTaken: (u) => whole.isTaken(encode(space, decode(box.space, u))),
  };
}

/** With the fit where only this search looks for one. */
function remembered(
  { fitted, ...memo }: Suggestion["memo"],
  { number, length }: Region,
  count: number,
): Suggestion["memo"] {
  const share = Number((100 * length).toPrecision(2));
  const why = `in a box of ${share} % of the ranges around the best trial, by ${count} trials in it: ${memo.why}`;
  return { ...memo, why, region: { number, length, ...(fitted !== undefined && { fitted }) } };
}
