import { float, int } from "../space/index.ts";
import { join, type Member, type PopulationState, propose, type Selection } from "./evolution/population.ts";
import { defineSampler } from "./sampler.ts";

/**
 * NSGA-II: children of the points on the best fronts, those preferred that have few neighbours there.
 *
 * It takes each result as it comes instead of generations at a time; see `evolution/population.ts`.
 *
 * @source Deb, Pratap, Agarwal and Meyarivan 2002, "A fast and elitist multiobjective genetic algorithm: NSGA-II"
 */
export const nsga2 = defineSampler({
  name: "nsga2",
  summary: "NSGA-II: an evolution of whole fronts, for two or three goals and many trials",
  supports: ["float", "int", "categorical", "branch", "log", "goals", "bounds", "define-by-run"],
  options: {
    population: int(4, 10_000),
    mutation: float(0, 1),
    etaCrossover: float(0, 1000),
    etaMutation: float(0, 1000),
  },
  defaults: { population: 24, mutation: 0, etaCrossover: 10, etaMutation: 20 },
  zero: { mutation: "one coordinate on average, but a twentieth of them at least" },

  init: (problem, options): PopulationState => {
    return { problem, ...options, members: [], told: 0, keys: new Set() };
  },
  tell: (state, trial) => join(state, trial, byCrowding),
  ask: (state, ask) => propose(state, ask, byCrowding),
});

const byCrowding: Selection = {
  worstOf(members, fronts) {
    const last = Math.max(...fronts);
    const crowding = crowdingOf(members, fronts);
    let worst = -1;
    for (let i = 0; i < members.length; i++) {
      if (fronts[i] === last && (worst < 0 || crowding[i]! < crowding[worst]!)) worst = i;
    }
    return worst;
  },
  lonelinessOf: (members, fronts) => crowdingOf(members, fronts),
};

/**
 * How far the neighbours on the same front are apart, summed over the goals as shares of their ranges; Infinity at the ends.
 *
 * @source Deb et al. 2002, section III.B
 */
export function crowdingOf(members: readonly Pick<Member, "losses">[], fronts: readonly number[]): number[] {
  const out = Array<number>(members.length).fill(0);
  const goals = members[0]?.losses.length ?? 0;
  for (const front of new Set(fronts)) {
    const all = members.map((_, i) => i).filter((i) => fronts[i] === front);
    for (let k = 0; k < goals; k++) {
      const sorted = [...all].sort((a, b) => members[a]!.losses[k]! - members[b]!.losses[k]! || a - b);
      const at = (place: number) => members[sorted[place]!]!.losses[k]! / 2; // halves: a difference may overflow
      const range = at(sorted.length - 1) - at(0);
      sorted.forEach((i, place) => {
        if (place === 0 || place === sorted.length - 1) out[i] = Number.POSITIVE_INFINITY;
        else if (range > 0) out[i]! += (at(place + 1) - at(place - 1)) / range;
      });
    }
  }
  return out;
}
