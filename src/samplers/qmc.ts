import { sobol } from "../math/sobol.ts";
import { categorical, decode, dimsOf } from "../space/index.ts";
import { defineSampler } from "./sampler.ts";

/**
 * Points of the Sobol sequence: they fill the space more evenly than random ones do.
 *
 * Trial k has point k of the sequence, so workers need not wait for each other; the point of a trial that was enqueued or
 * added is passed over. Scrambled by the seed; `scramble: false` gives the plain sequence, which begins with the lower
 * ends. Each case of a branch has coordinates of its own, most of them unused. Beyond the
 * `sobolDimensions` coordinates that have direction numbers, those come again under another scramble and in another order:
 * as good as random beside their originals. A finite space may see a point twice before it has seen all of them.
 *
 * @source Sobol 1967; Owen 1995 for the scramble; see `math/sobol.ts`
 */
export const qmc = defineSampler({
  name: "qmc",
  summary: "evenly spread points of the Sobol sequence",
  supports: ["float", "int", "categorical", "branch", "log", "goals", "bounds"],
  options: { scramble: categorical([true, false]) },
  defaults: { scramble: true },

  init: ({ space, seed }, { scramble }) => ({ space, seed: scramble ? seed : null }),

  tell: (state) => state,

  ask({ space, seed }, { number }) {
    const u = sobol(dimsOf(space).length, seed)(number);
    const why = `point ${number} of the ${seed === null ? "" : "scrambled "}Sobol sequence`;
    return { params: decode(space, u), memo: { why } };
  },
});
