import { halton } from "../math/halton.ts";
import { sobol } from "../math/sobol.ts";
import { categorical, decode, dimsOf, drawAllowed, isAllowed } from "../space/index.ts";
import { defineSampler } from "./sampler.ts";

const sequences = { sobol, halton };

/** Where constraints leave a tenth of the space, one of so many finds it nearly surely. */
const mostScrambles = 50;

/**
 * Points of the Sobol sequence, or of the Halton one: they fill the space more evenly than random ones do.
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
  summary: "evenly spread points of the Sobol or Halton sequence",
  supports: ["float", "int", "categorical", "branch", "log", "goals", "bounds"],
  options: { scramble: categorical([true, false]), sequence: categorical(["sobol", "halton"]) },
  defaults: { scramble: true, sequence: "sobol" },

  init: (problem, { scramble, sequence }) => ({ problem, sequence, seed: scramble ? problem.seed : null }),

  tell: (state) => state,

  ask({ problem, sequence, seed }, { number, rng }) {
    const { space } = problem;
    const pointOf = (scramble: number | null) =>
      decode(space, sequences[sequence](dimsOf(space).length, scramble)(number));
    const params = pointOf(seed);
    const name = `point ${number} of the ${seed === null ? "" : "scrambled "}${sequence === "sobol" ? "Sobol" : "Halton"} sequence`;
    if (isAllowed(problem, params)) return { params, memo: { why: name } };
    // The same point under other scrambles, the same ones for all trials: each of those sequences is even, too.
    for (let i = 1; i <= mostScrambles; i++) {
      const other = pointOf((seed ?? 0) + i);
      const why = `${name}, under scramble ${i + 1}, since before it breaks a constraint`;
      if (isAllowed(problem, other)) return { params: other, memo: { why } };
    }
    const why = `drawn at random: ${name} breaks a constraint under ${mostScrambles} scrambles`;
    return { params: drawAllowed(problem, rng) ?? params, memo: { why } };
  },

  isBlind: () => true,
});
