import type { Json } from "../json.ts";
import { below, normal, type Rng } from "../math/rng.ts";
import { decode, encode, int, keyOf } from "../space/index.ts";
import { compareRanks, type Rank, rankOf } from "./rank.ts";
import { defineSampler, type Problem } from "./sampler.ts";
import { situationOf } from "./situation.ts";
import { type Axis, axesOf, snap } from "./unit-space.ts";
import { fallBack, startup } from "./without-model.ts";

interface Member {
  readonly u: Float64Array;
  readonly rank: Rank;
}

interface State {
  readonly problem: Problem;
  readonly population: number;
  members: Member[];
  told: number;
  /** What F and CR worked lately, in a ring; and where the next one goes. */
  readonly memoryF: number[];
  readonly memoryCR: number[];
  place: number;
  /** Successes since the memory was written last: F, CR, and by how many places the child was better. */
  wins: [f: number, cr: number, gain: number][];
  readonly keys: Set<string>;
}

/** @source Tanabe and Fukunaga 2013, section IV: H, and where it begins */
const [memorySize, firstValue] = [6, 0.5];

/**
 * Differential evolution that learns its own step sizes (SHADE): a child is its parent, moved towards one of the best and along
 * the difference of two others, in some coordinates.
 *
 * A child belongs to the place of its parent, and takes it when it is no worse, whenever its result comes: workers need not
 * wait. Numbers move in units of their range and are put on their grid; labels are taken over from one of the others.
 *
 * @source Storn and Price 1997 (DE); Zhang and Sanderson 2009 (current-to-pbest/1); Tanabe and Fukunaga 2013, "Success-history
 *   based parameter adaptation for differential evolution" (SHADE), eq. 6 to 9
 */
export const de = defineSampler({
  name: "de",
  summary: "differential evolution that learns its step sizes; sturdy on rugged functions, for many trials",
  supports: ["float", "int", "categorical", "branch", "log", "bounds", "define-by-run"],
  options: { population: int(0, 10_000) },
  defaults: { population: 0 },
  zero: { population: "four for each coordinate, but 10 to 50" },

  init(problem, { population }): State {
    const d = axesOf(problem.space).length;
    return {
      problem,
      population: Math.max(4, population || Math.max(10, Math.min(4 * d, 50))),
      members: [],
      told: 0,
      memoryF: Array(memorySize).fill(firstValue),
      memoryCR: Array(memorySize).fill(firstValue),
      place: 0,
      wins: [],
      keys: new Set(),
    };
  },

  tell(state, trial) {
    const { space, goals } = state.problem;
    state.told += 1;
    state.keys.add(keyOf(space, trial.params));
    const member = { u: encode(space, trial.params), rank: rankOf(goals, trial) };
    if (state.members.length < state.population) {
      state.members.push(member);
      return state;
    }
    const own = ownIn(trial.memo);
    if (own === null) return replaceWorst(state, member);
    const parent = state.members[own.slot % state.members.length]!;
    const isBetter = compareRanks(member.rank, parent.rank) < 0;
    if (!isBetter && compareRanks(member.rank, parent.rank) > 0) return state;
    state.members[own.slot % state.members.length] = member;
    if (!isBetter) return state;
    const places = state.members.filter((m) => compareRanks(member.rank, m.rank) < 0).length;
    state.wins.push([own.F, own.CR, 1 + places]);
    if (state.wins.length >= winsPerUpdate) learn(state);
    return state;
  },

  ask(state, ask) {
    const { problem, members, population, keys, told } = state;
    const { rng } = ask;
    const situation = situationOf({ keys, count: told }, problem, ask);
    const { axes, isTaken } = situation;
    if (axes.length === 0) return { params: {}, memo: { why: "the space has no parameters" } };
    if (situation.known < population || members.length < 4) {
      return startup(problem, axes, rng, { ...situation, total: population });
    }
    const order = members
      .map((_, i) => i)
      .sort((a, b) => compareRanks(members[a]!.rank, members[b]!.rank) || a - b);
    for (let i = 0; i < mostTries; i++) {
      const slot = below(rng, members.length);
      const { F, CR } = drawRates(state, rng);
      const u = child(axes, state, { slot, order, F, CR }, rng);
      if (isTaken(u)) continue;
      const why = `place ${slot + 1} of ${members.length}, moved by ${F.toFixed(2)} of the differences in ${Math.round(100 * CR)} % of the coordinates`;
      return { params: decode(problem.space, u), memo: { why, phase: "model", de: { slot, F, CR } } };
    }
    return fallBack(problem, axes, rng, isTaken);
  },
});

/** How often a child that was tried already is made anew. */
const mostTries = 100;
/** Steady-state: there are no generations after which to learn, so it is after so many successes. */
const winsPerUpdate = 5;

/** Eq. 6 and 7 of SHADE, around one of the memories. */
function drawRates({ memoryF, memoryCR }: State, rng: Rng): { F: number; CR: number } {
  const r = below(rng, memorySize);
  const CR = Math.min(1, Math.max(0, memoryCR[r]! + 0.1 * normal(rng)));
  for (;;) {
    const F = memoryF[r]! + 0.1 * Math.tan(Math.PI * (rng() - 0.5)); // Cauchy
    if (F > 0) return { F: Math.min(1, F), CR };
  }
}

/** Current-to-pbest/1 with binomial crossover. */
function child(
  axes: readonly Axis[],
  { members }: State,
  o: { slot: number; order: readonly number[]; F: number; CR: number },
  rng: Rng,
): Float64Array {
  const { slot, order, F, CR } = o;
  const best = order[below(rng, Math.max(2, Math.round(0.15 * members.length)))]!; // p from 2 / N to 0.2
  const other = (not: readonly number[]): number => {
    const left = members.map((_, i) => i).filter((i) => !not.includes(i));
    return left[below(rng, left.length)]!;
  };
  const first = other([slot]);
  const second = other([slot, first]);
  const [x, p, a, b] = [slot, best, first, second].map((i) => members[i]!.u) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const must = below(rng, axes.length);
  const u = x.slice();
  for (let j = 0; j < axes.length; j++) {
    if (j !== must && rng() >= CR) continue;
    const values = [p[j]!, a[j]!, b[j]!].filter((v) => !Number.isNaN(v));
    if (axes[j]!.kind === "label" || Number.isNaN(x[j]!)) {
      // A label has no difference to move along: one of the others', or now and then any.
      u[j] = values.length > 0 && rng() < 0.9 ? values[below(rng, values.length)]! : rng();
      continue;
    }
    const towards = Number.isNaN(p[j]!) ? 0 : p[j]! - x[j]!;
    const along = values.length < 3 ? 0 : a[j]! - b[j]!;
    const v = x[j]! + F * (towards + along);
    u[j] = v < 0 ? x[j]! / 2 : v > 1 ? (x[j]! + 1) / 2 : v; // eq. 5 of JADE: half-way to the bound
  }
  return snap(axes, u, rng);
}

/** Eq. 8 and 9: weighted Lehmer and arithmetic means of what was successful. */
function learn(state: State): void {
  const total = state.wins.reduce((sum, [, , gain]) => sum + gain, 0);
  const mean = (of: (win: State["wins"][number]) => number) =>
    state.wins.reduce((sum, win) => sum + (win[2] / total) * of(win), 0);
  state.memoryF[state.place] = mean(([f]) => f * f) / mean(([f]) => f);
  state.memoryCR[state.place] = mean(([, cr]) => cr);
  state.place = (state.place + 1) % memorySize;
  state.wins = [];
}

/** A point of others takes the place of the worst, when it is better. */
function replaceWorst(state: State, member: Member): State {
  let worst = 0;
  state.members.forEach((m, i) => {
    if (compareRanks(m.rank, state.members[worst]!.rank) > 0) worst = i;
  });
  if (compareRanks(member.rank, state.members[worst]!.rank) < 0) state.members[worst] = member;
  return state;
}

function ownIn(memo: Json): { slot: number; F: number; CR: number } | null {
  const own = typeof memo === "object" && memo !== null && "de" in memo ? memo.de : null;
  return own as { slot: number; F: number; CR: number } | null;
}
