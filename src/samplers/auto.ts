import { objectivesOf } from "../history/index.ts";
import { gp } from "./gp/gp.ts";
import { nsga2 } from "./nsga2.ts";
import { nsga3 } from "./nsga3.ts";
import { random } from "./random.ts";
import { defineSampler, type Problem, type Sampler } from "./sampler.ts";

/** The algorithm that was chosen, why, and its state. */
interface State {
  readonly choice: Choice;
  inner: unknown;
  /** What will take over, and its state: it learns from the first trial on. */
  readonly later: (Choice & { readonly from: number; state: unknown }) | null;
  told: number;
}

interface Choice {
  readonly algorithm: keyof typeof algorithms;
  readonly reason: string;
}

/** With several goals: beyond so many trials a population comes as far as a model, at a hundredth of its cost. */
const mostModelled = 300;

const algorithms = { gp: gp(), nsga2: nsga2(), nsga3: nsga3(), random: random() } satisfies {
  readonly [name: string]: Sampler;
};

/**
 * Picks the algorithm by the problem, and says in every memo which one, and why.
 *
 * - One optimised goal, with or without bounds: `gp`, in finite spaces too, where it tries no point twice while others are left.
 * - Several optimised goals: `gp`, by expected hypervolume up to three and by random weights beyond; after 300 trials
 *   `nsga2`, or `nsga3` for four goals and more, which go on from all trials before.
 * - No declared parameters: `random`, which has nothing to draw; what `trial.suggest…` asks for is chosen by these same
 *   rules, each parameter by itself.
 */
export const auto = defineSampler({
  name: "auto",
  summary:
    "picks the algorithm by the problem: a Gaussian process, and an evolution for several goals and many trials",
  supports: ["float", "int", "categorical", "branch", "log", "goals", "bounds", "define-by-run"],
  options: {},
  defaults: {},

  init(problem): State {
    const choice = choose(problem);
    const later = laterOf(problem);
    return {
      choice,
      inner: algorithms[choice.algorithm].init(problem),
      later: later && { ...later, state: algorithms[later.algorithm].init(problem) },
      told: 0,
    };
  },

  tell(state, trial) {
    const { choice, later } = state;
    state.told += 1;
    if (!later || state.told < later.from)
      state.inner = algorithms[choice.algorithm].tell(state.inner, trial);
    if (later) later.state = algorithms[later.algorithm].tell(later.state, trial);
    return state;
  },

  ask({ choice, inner, later, told }, ask) {
    const isLater = later !== null && told >= later.from;
    const { algorithm, reason } = isLater ? later : choice;
    const { params, memo } = algorithms[algorithm].ask(isLater ? later.state : inner, ask);
    return { params, memo: { ...memo, algorithm, why: `${algorithm}, since ${reason}: ${memo.why}` } };
  },

  left: ({ choice, inner }, history) => algorithms[choice.algorithm].left(inner, history),
});

function choose({ space, goals }: Problem): Choice {
  const n = objectivesOf(goals).length;
  if (Object.keys(space).length === 0) {
    return { algorithm: "random", reason: "no parameters are declared" };
  }
  if (n > 1) return { algorithm: "gp", reason: `${n} goals are optimised` };
  return { algorithm: "gp", reason: "one goal is optimised" };
}

/** What takes over from a model of several goals. */
function laterOf({ space, goals }: Problem): (Choice & { readonly from: number }) | null {
  const n = objectivesOf(goals).length;
  if (n === 1 || Object.keys(space).length === 0) return null;
  const algorithm = n <= 3 ? "nsga2" : "nsga3";
  return {
    algorithm,
    reason: `${n} goals are optimised, over more than ${mostModelled} trials`,
    from: mostModelled,
  };
}
