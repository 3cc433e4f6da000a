/**
 * Tree-structured Parzen estimator: where good points are dense and others are not.
 *
 * Sources: Bergstra, Bardenet, Bengio, Kégl 2011; Watanabe 2023, arXiv:2304.11127. The mixture is joint over all coordinates; a
 * point in another branch says nothing about the coordinates that it did not have.
 */
import { lossesOf, objectivesOf } from "../../history/index.ts";
import { decode, encode, int, isAllowed, keyOf } from "../../space/index.ts";
import { pendingPoints } from "../pending.ts";
import { compareRanks, type Rank, rankOf } from "../rank.ts";
import { defineSampler, type Problem } from "../sampler.ts";
import { axesOf } from "../unit-space.ts";
import { fallBack, startup } from "../without-model.ts";
import { parzen } from "./parzen.ts";
import { goodOf } from "./several.ts";

/** A finished trial: where, and how good. */
interface Seen {
  readonly u: Float64Array;
  /** Compared one after the other, less is better; null for a failure. */
  readonly rank: Rank;
  /** With several goals: the losses of a complete and feasible trial. */
  readonly losses: readonly number[] | null;
}

interface State {
  readonly problem: Problem;
  readonly startup: number;
  readonly candidates: number;
  readonly seen: Seen[];
  readonly keys: Set<string>;
}

export const tpe = defineSampler({
  name: "tpe",
  summary: "tree-structured Parzen estimator, joint over all parameters",
  supports: ["float", "int", "categorical", "branch", "log", "goals", "bounds", "define-by-run"],
  options: { startup: int(1, 10_000), candidates: int(1, 10_000) },
  defaults: { startup: 8, candidates: 24 },

  init(problem, { startup, candidates }): State {
    return { problem, startup, candidates, seen: [], keys: new Set() };
  },

  tell(state, trial) {
    const { goals, space } = state.problem;
    const rank = rankOf(goals, trial);
    const losses = rank?.[0] === 0 && objectivesOf(goals).length > 1 ? lossesOf(goals, trial.values!) : null;
    state.seen.push({ u: encode(space, trial.params), rank, losses });
    state.keys.add(keyOf(space, trial.params));
    return state;
  },

  ask(state, { history, rng }) {
    const { problem, startup: total, seen } = state;
    const { space } = problem;
    const axes = axesOf(space);
    if (axes.length === 0) return { params: {}, memo: { why: "the space has no parameters" } };
    const pending = pendingPoints(history);
    const running = new Set(pending.map((params) => keyOf(space, params)));
    const isTaken = (u: Float64Array) => {
      const params = decode(space, u);
      const key = keyOf(space, params);
      return state.keys.has(key) || running.has(key) || !isAllowed(problem, params);
    };
    const known = seen.length + pending.length;
    if (known < total || seen.length === 0) return startup(problem, axes, rng, { known, total, isTaken });

    const { good, others } = split(seen);
    const liars = pending.map((params) => encode(space, params)); // taken for bad, so that others go elsewhere
    const l = parzen(
      axes,
      good,
      good.map(() => 1),
    );
    const g = parzen(axes, [...others, ...liars], decay(others.length + liars.length));
    let best: { u: Float64Array; score: number } | null = null;
    for (let i = 0; i < state.candidates; i++) {
      const u = l.draw(rng);
      const score = l.logDensity(u) - g.logDensity(u);
      if (!isTaken(u) && (best === null || score > best.score)) best = { u, score };
    }
    if (best === null) return fallBack(problem, axes, rng, isTaken);
    const why = `${good.length} good points are ${timesOf(best.score)} as dense here as the other ${others.length}`;
    return { params: decode(space, best.u), memo: { why, phase: "model", score: best.score } };
  },
});

/** The best tenth, 25 at most, and all the others in the order in which they ended. */
function split(seen: readonly Seen[]): { good: Float64Array[]; others: Float64Array[] } {
  const places = Math.min(25, Math.ceil(0.1 * seen.length)); // Watanabe 2023, "linear" γ
  const several = seen.filter((s) => s.losses !== null);
  const front = goodOf(
    several.map((s) => s.losses!),
    places,
  ).map((i) => several[i]!);
  const ranked = seen
    .filter((s) => s.rank !== null && s.losses === null)
    .sort((a, b) => compareRanks(a.rank, b.rank));
  const good = new Set([...front, ...ranked].slice(0, places));
  return {
    good: [...good].map((s) => s.u),
    others: seen.filter((s) => !good.has(s)).map((s) => s.u),
  };
}

/** The newest 25 count in full, older ones less and less. @source Bergstra et al. 2013, hyperopt */
function decay(n: number): number[] {
  const ramp = n - 25;
  return Array.from({ length: n }, (_, i) =>
    i >= ramp ? 1 : 1 / n + ((1 - 1 / n) * i) / Math.max(1, ramp - 1),
  );
}

function timesOf(score: number): string {
  const times = Math.exp(score);
  return times < 1e6 ? `${Number(times.toPrecision(3))} times` : "more than a million times";
}
