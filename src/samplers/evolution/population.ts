/**
 * A population for several goals that takes each result as it comes, and lets the worst go.
 *
 * Source: Durillo, Nebro, Luna and Alba 2009, "On the effect of the steady-state selection scheme in multi-objective genetic
 * algorithms": one child at a time comes nearer in fewer evaluations than a generation at a time; and workers need not wait.
 */
import { type Finished, type Goals, lossesOf, objectivesOf, violationOf } from "../../history/index.ts";
import { frontsOf } from "../../math/hypervolume.ts";
import { below, type Rng } from "../../math/rng.ts";
import { decode, encode, keyOf, size } from "../../space/index.ts";
import type { Ask, Problem, Suggestion } from "../sampler.ts";
import { situationOf } from "../situation.ts";
import type { Axis } from "../unit-space.ts";
import { drawFresh, fallBack, startup } from "../without-model.ts";
import { childOf } from "./variation.ts";

/** A member: where, its losses (one a goal), and by how much it breaks the bounds. */
export interface Member {
  readonly u: Float64Array;
  readonly losses: readonly number[];
  readonly violation: number;
}

export interface PopulationState {
  readonly problem: Problem;
  readonly population: number;
  readonly mutation: number;
  readonly etaCrossover: number;
  readonly etaMutation: number;
  members: Member[];
  /** Trials that have ended, the failed ones, too. */
  told: number;
  readonly keys: Set<string>;
}

/** Which member is the worst, by fronts; and who wins of two. */
export interface Selection {
  /** The index of the one to go, of members that are all feasible or not so; `fronts` of their losses. */
  worstOf(members: readonly Member[], fronts: readonly number[]): number;
  /** Says of each member how lonely it is: the lonelier of one front is chosen. Shape [n]. */
  lonelinessOf(members: readonly Member[], fronts: readonly number[]): number[];
}

/** Takes a result in. A trial that failed leaves its key and nothing else. */
export function join(state: PopulationState, trial: Finished, { worstOf }: Selection): PopulationState {
  const { problem, population } = state;
  state.told += 1;
  state.keys.add(keyOf(problem.space, trial.params));
  const member = memberOf(problem, trial);
  if (!member) return state;
  state.members.push(member);
  if (state.members.length <= population) return state;
  // Deb 2000: what breaks bounds goes first, by how much; then fronts count.
  const most = Math.max(...state.members.map((m) => m.violation));
  const worst =
    most > 0
      ? state.members.findIndex((m) => m.violation === most)
      : worstOf(state.members, frontsOf(state.members.map((m) => m.losses)));
  state.members.splice(worst, 1);
  return state;
}

function memberOf({ space, goals }: Problem, trial: Finished): Member | null {
  const losses = trial.values ? lossesOf(goals, trial.values) : lastReport(goals, trial);
  if (!losses) return null;
  const violation = trial.values ? violationOf(goals, trial.values) : 0;
  return { u: encode(space, trial.params), losses, violation };
}

/** What a pruned trial said last, where one goal is optimised. */
function lastReport(goals: Goals, { state, curve }: Finished): number[] | null {
  const goal = objectivesOf(goals);
  if (state !== "pruned" || goal.length > 1 || curve.length === 0) return null;
  return [goals[goal[0]!] === "maximize" ? -curve.at(-1)! : curve.at(-1)!];
}

/** How often a child that was tried already is made anew. */
const mostTries = 100;

/** A child of two members that won against others; at first, points spread over the space. */
export function propose(state: PopulationState, ask: Ask, selection: Selection): Suggestion {
  const { problem, members, population, keys, told } = state;
  const situation = situationOf({ keys, count: told }, problem, ask);
  const { axes, isTaken } = situation;
  if (axes.length === 0) return { params: {}, memo: { why: "the space has no parameters" } };
  if (situation.known < population || members.length < 2) {
    return startup(problem, axes, ask.rng, { ...situation, total: population });
  }
  const fronts = rankedFronts(members);
  const loneliness = selection.lonelinessOf(members, fronts);
  for (let i = 0; i < mostTries; i++) {
    const parents = [
      tournament(fronts, loneliness, ask.rng),
      tournament(fronts, loneliness, ask.rng),
    ] as const;
    const u = childOf(axes, [members[parents[0]]!.u, members[parents[1]]!.u], ask.rng, state);
    if (isTaken(u)) continue;
    const why = `a child of two of the ${members.length} best points, from fronts ${fronts[parents[0]]! + 1} and ${fronts[parents[1]]! + 1}`;
    return { params: decode(problem.space, u), memo: { why, phase: "model" } };
  }
  return lastResort(state, axes, ask.rng, isTaken);
}

/** When all children were tried already: a point that was not; or the whole of a space that is used up, once more. */
function lastResort(
  { problem, keys }: PopulationState,
  axes: readonly Axis[],
  rng: Rng,
  isTaken: (u: Float64Array) => boolean,
): Suggestion {
  const fresh = keys.size < size(problem.space) ? drawFresh(axes, rng, isTaken) : null;
  if (!fresh) return fallBack(problem, axes, rng, isTaken);
  const why = "drawn at random: the children of the best points were all tried already";
  return { params: decode(problem.space, fresh), memo: { why, phase: "fallback" } };
}

/** Fronts of the feasible, and behind them the others by how much they break bounds. */
function rankedFronts(members: readonly Member[]): number[] {
  const isFeasible = members.map((m) => m.violation === 0);
  const inside = members.filter((_, i) => isFeasible[i]);
  const fronts = frontsOf(inside.map((m) => m.losses));
  const behind = Math.max(-1, ...fronts) + 1;
  const order = [...new Set(members.filter((_, i) => !isFeasible[i]).map((m) => m.violation))].sort(
    (a, b) => a - b,
  );
  let at = 0;
  return members.map((m, i) => (isFeasible[i] ? fronts[at++]! : behind + order.indexOf(m.violation)));
}

/** The better of two members by front, then the lonelier. @source Deb et al. 2002, section III.C */
function tournament(fronts: readonly number[], loneliness: readonly number[], rng: Rng): number {
  const [a, b] = [below(rng, fronts.length), below(rng, fronts.length)];
  if (fronts[a] !== fronts[b]) return fronts[a]! < fronts[b]! ? a : b;
  return loneliness[a]! >= loneliness[b]! ? a : b;
}
