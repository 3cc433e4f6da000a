import type { History } from "../history/index.ts";
import { decode, dimsOf, keyOf, type Space, size } from "../space/index.ts";
import { defineSampler } from "./sampler.ts";
export const random = defineSampler({
  name: "random",
  summary: "independent draws",
  supports: ["float", "int", "categorical", "branch", "log", "goals", "bounds", "define-by-run"],
  options: {},
  defaults: {},
  init: ({ space }) => ({ space, size: size(space), seen: new Map<string, number>() }),
  tell(state, t) {
    const k = keyOf(state.space, t.params);
    state.seen.set(k, (state.seen.get(k) ?? 0) + 1);
    return state;
  },
  ask({ space, size: n, seen }, { history, rng }) {
    const used = new Map(n === Infinity ? [] : seen);
    if (n !== Infinity)
      for (const i of history.running) {
        const p = history.trials[i]!.params;
        if (p) used.set(keyOf(space, p), 1);
      }
    const round = Math.floor(used.size / n);
    let params = decode(
      space,
      dimsOf(space).map(() => rng()),
    );
    for (let i = 0; i < 1000 && n !== Infinity && used.size < n && used.has(keyOf(space, params)); i++)
      params = decode(
        space,
        dimsOf(space).map(() => rng()),
      );
    return { params, memo: { why: `uniform ${round}` } };
  },
});
