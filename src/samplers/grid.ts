import type { History } from "../history/index.ts";
import { shuffle, stream } from "../math/rng.ts";
import { count, decode, dimsOf, fromUnit, keyOf, type Params, type Space, toUnit } from "../space/index.ts";
import { defineSampler } from "./sampler.ts";

function all(space: Space): Params[] {
  let out: Params[] = [{}];
  for (const [name, d] of Object.entries(space)) {
    const vals: unknown[] =
      d.kind === "branch"
        ? Object.entries(d.cases).flatMap(([is, s]) => all(s).map((p) => ({ is, ...p })))
        : Array.from({ length: Math.min(5, count(d)) }, (_, i) =>
            fromUnit(d, (i + 0.5) / Math.min(5, count(d))),
          );
    out = out.flatMap((p) => vals.map((v) => ({ ...p, [name]: v }) as Params));
  }
  return out;
}
const rest = (s: { points: string[]; seen: Set<string>; space: Space }, h: History) => {
  const used = new Set(s.seen);
  for (const i of h.running) {
    const p = h.trials[i]!.params;
    if (p) used.add(keyOf(s.space, p));
  }
  return s.points.filter((k) => !used.has(k));
};
export const grid = defineSampler({
  name: "grid",
  summary: "every point",
  supports: ["float", "int", "categorical", "branch", "log", "goals", "bounds"],
  options: {},
  defaults: {},
  init: ({ space, seed }) => {
    const ps = shuffle(stream(seed, "grid", 0), all(space));
    return {
      space,
      params: new Map(ps.map((p) => [keyOf(space, p), p])),
      points: ps.map((p) => keyOf(space, p)),
      seen: new Set<string>(),
    };
  },
  tell(s, t) {
    s.seen.add(keyOf(s.space, t.params));
    return s;
  },
  ask: (s, { history }) => ({ params: s.params.get(rest(s, history)[0]!)!, memo: { why: "grid" } }),
  left: (s, h) => rest(s, h).length,
});
