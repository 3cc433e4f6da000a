import { latticeOfAtMost } from "../math/directions.ts";
import { float, int } from "../space/index.ts";
import { join, type Member, type PopulationState, propose, type Selection } from "./evolution/population.ts";
import { defineSampler } from "./sampler.ts";

/**
 * NSGA-III: like NSGA-II, but what is kept of the last front is spread over reference directions: for four goals and more.
 *
 * It takes each result as it comes: one point goes when one comes, from the most crowded direction the farthest.
 *
 * @source Deb and Jain 2014, "An evolutionary many-objective optimization algorithm using reference-point-based nondominated
 *   sorting, part I", IEEE TEVC 18
 */
export const nsga3 = defineSampler({
  name: "nsga3",
  summary: "NSGA-III: an evolution along reference directions, for four goals and more",
  supports: ["float", "int", "categorical", "branch", "log", "goals", "bounds", "define-by-run"],
  options: {
    population: int(4, 10_000),
    mutation: float(0, 1),
    etaCrossover: float(0, 1000),
    etaMutation: float(0, 1000),
  },
  defaults: { population: 36, mutation: 0, etaCrossover: 30, etaMutation: 20 },
  zero: { mutation: "one coordinate on average, but a twentieth of them at least" },

  init: (problem, options): PopulationState => {
    return { problem, ...options, members: [], told: 0, keys: new Set() };
  },
  tell: (state, trial) => join(state, trial, byDirections),
  ask: (state, ask) => propose(state, ask, byDirections),
});

const byDirections: Selection = {
  worstOf(members, fronts) {
    const last = Math.max(...fronts);
    const niches = nichesOf(members, fronts);
    const counts = countsOf(niches);
    let worst = -1;
    for (let i = 0; i < members.length; i++) {
      if (fronts[i] !== last) continue;
      const here = niches[i]!;
      const there = worst < 0 ? null : niches[worst]!;
      const isMore =
        !there ||
        counts.get(here.direction)! > counts.get(there.direction)! ||
        (counts.get(here.direction) === counts.get(there.direction) && here.distance > there.distance);
      if (isMore) worst = i;
    }
    return worst;
  },
  lonelinessOf(members, fronts) {
    const niches = nichesOf(members, fronts);
    const counts = countsOf(niches);
    return niches.map(({ direction }) => -counts.get(direction)!);
  },
};

interface Niche {
  readonly direction: number;
  /** From its line, in normalised losses. */
  readonly distance: number;
}

function countsOf(niches: readonly Niche[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const { direction } of niches) counts.set(direction, (counts.get(direction) ?? 0) + 1);
  return counts;
}

/** The nearest reference line of each member. @source Deb and Jain 2014, algorithms 2 and 3 */
function nichesOf(members: readonly Member[], fronts: readonly number[]): Niche[] {
  const normalised = normalise(members, fronts);
  const k = normalised[0]!.length;
  const lines = latticeOfAtMost(k, Math.max(k, members.length));
  return normalised.map((f) => {
    let best: Niche = { direction: -1, distance: Number.POSITIVE_INFINITY };
    lines.forEach((w, direction) => {
      const length = w.reduce((sum, v) => sum + v * v, 0);
      const along = f.reduce((sum, v, j) => sum + v * w[j]!, 0) / length;
      const distance = Math.sqrt(f.reduce((sum, v, j) => sum + (v - along * w[j]!) ** 2, 0));
      if (distance < best.distance) best = { direction, distance };
    });
    return best;
  });
}

/**
 * Losses with the ideal point at 0, and 1 where the plane through the extreme points meets each axis; where these are no
 * plane, or it meets one at no place, the worst of the first front.
 */
function normalise(members: readonly Member[], fronts: readonly number[]): number[][] {
  const first = members.filter((_, i) => fronts[i] === 0);
  const k = members[0]!.losses.length;
  const ideal = members[0]!.losses.map((_, j) => Math.min(...members.map((m) => m.losses[j]!)));
  const shifted = (m: Member) => m.losses.map((v, j) => clip(v - ideal[j]!));
  const worst = ideal.map((_, j) => Math.max(...first.map((m) => shifted(m)[j]!)));
  const extremes = ideal.map((_, axis) => {
    const reach = (f: readonly number[]) => Math.max(...f.map((v, j) => (j === axis ? v : v * 1e6))); // eq. 4
    return first.map(shifted).reduce((a, b) => (reach(b) < reach(a) ? b : a));
  });
  const plane = solve(extremes, Array(k).fill(1));
  const intercepts = ideal.map((_, j) => {
    const at = plane ? 1 / plane[j]! : Number.NaN;
    return Number.isFinite(at) && at > 0 ? at : worst[j]! > 0 ? worst[j]! : 1;
  });
  return members.map((m) => shifted(m).map((v, j) => clip(v / intercepts[j]!)));
}

/** Differences of huge losses stay numbers. */
function clip(v: number): number {
  return Math.min(1e150, v);
}

/** A x = b by elimination with pivots; null where A is singular. */
function solve(A: readonly (readonly number[])[], b: readonly number[]): number[] | null {
  const n = b.length;
  const M = A.map((row, i) => [...row, b[i]!]);
  for (let c = 0; c < n; c++) {
    let pivot = c;
    for (let r = c + 1; r < n; r++) if (Math.abs(M[r]![c]!) > Math.abs(M[pivot]![c]!)) pivot = r;
    if (!(Math.abs(M[pivot]![c]!) > 1e-12)) return null;
    [M[c], M[pivot]] = [M[pivot]!, M[c]!];
    for (let r = 0; r < n; r++) {
      if (r === c) continue;
      const share = M[r]![c]! / M[c]![c]!;
      for (let j = c; j <= n; j++) M[r]![j]! -= share * M[c]![j]!;
    }
  }
  return M.map((row, i) => row[n]! / row[i]!);
}
