import { objectivesOf } from "../history/index.ts";
import { gp } from "./gp/gp.ts";
import { random } from "./random.ts";
import { defineSampler, type Problem, type Sampler } from "./sampler.ts";

/** The algorithm that was chosen, why, and its state. */
interface State {
  readonly choice: Choice;
  inner: unknown;
}

interface Choice {
  readonly algorithm: keyof typeof algorithms;
  readonly reason: string;
}

const algorithms: { readonly gp: Sampler; readonly random: Sampler } = { gp: gp(), random: random() };

/**
 * Picks the algorithm by the problem, and says in every memo which one, and why.
 *
 * - One optimised goal, with or without bounds: `gp`, in finite spaces too, where it tries no point twice while others are left.
 * - Several optimised goals: `random`, since no sampler here models more than one goal yet.
 * - No declared parameters: `random`, which has nothing to draw; what `trial.suggest…` asks for is chosen by these same
 *   rules, each parameter by itself.
 */
export const auto = defineSampler({
  name: "auto",
  summary: "picks the algorithm by the problem: gp, or random for several goals",
  supports: ["float", "int", "categorical", "branch", "log", "goals", "bounds", "define-by-run"],
  options: {},
  defaults: {},

  init(problem): State {
    const choice = choose(problem);
    return { choice, inner: algorithms[choice.algorithm].init(problem) };
  },

  tell(state, trial) {
    state.inner = algorithms[state.choice.algorithm].tell(state.inner, trial);
    return state;
  },

  ask({ choice: { algorithm, reason }, inner }, ask) {
    const { params, memo } = algorithms[algorithm].ask(inner, ask);
    return { params, memo: { ...memo, algorithm, why: `${algorithm}, since ${reason}: ${memo.why}` } };
  },

  left: ({ choice, inner }, history) => algorithms[choice.algorithm].left(inner, history),
});

function choose({ space, goals }: Problem): Choice {
  const n = objectivesOf(goals).length;
  if (Object.keys(space).length === 0) {
    return { algorithm: "random", reason: "no parameters are declared" };
  }
  if (n > 1) {
    return {
      algorithm: "random",
      reason: `${n} goals are optimised, and a model of several is not built yet`,
    };
  }
  return { algorithm: "gp", reason: "one goal is optimised" };
}
