/** What the samplers with a model reach beside random search: whole searches over several seeds. */
import { expect, test } from "vitest";
import { forest } from "../../src/samplers/forest/forest.ts";
import { gp } from "../../src/samplers/gp/gp.ts";
import { random } from "../../src/samplers/random.ts";
import type { Sampler } from "../../src/samplers/sampler.ts";
import { tpe } from "../../src/samplers/tpe/tpe.ts";
import { branch, categorical, float, int, type Params } from "../../src/space/index.ts";
import { drive, finishedIn } from "../../src/testing/index.ts";
import { branin, hartmann6, mixed, type TestProblem } from "../../src/testing/problems.ts";

type Problem = Pick<TestProblem, "space" | "loss" | "least">;

/** A kernel method with its width, or a forest with its depth; the best is deep in the first. */
const conditional: Problem = {
  space: {
    model: branch({
      svm: { c: float(1e-3, 1e3, { log: true }), kernel: categorical(["rbf", "poly"]) },
      forest: { depth: int(1, 20), leaves: float(0, 1) },
    }),
    scale: float(-1, 1),
  },
  loss: ({ model, scale }: Params) => {
    const m = model as Params;
    const common = (Number(scale) - 0.4) ** 2;
    if (m.is === "forest")
      return 0.3 + common + ((Number(m.depth) - 7) / 10) ** 2 + (Number(m.leaves) - 0.5) ** 2;
    return common + ((Math.log10(Number(m.c)) - 1) / 3) ** 2 + (m.kernel === "poly" ? 0.2 : 0);
  },
  least: 0,
};

/** Cliffs and plateaus, as the score of a tree by its depth: the best is a narrow step. */
const steps: Problem = {
  space: { depth: int(1, 40), leaf: float(0, 0.5), rule: categorical(["a", "b", "c"]) },
  loss: ({ depth, leaf, rule }: Params) =>
    Math.floor(Math.abs(Number(depth) - 11) / 3) + Math.floor(10 * Number(leaf)) + (rule === "b" ? 0 : 2),
  least: 0,
};

const problems = {
  branin: branin as unknown as Problem,
  hartmann6,
  mixed: mixed as unknown as Problem,
  conditional,
  steps,
};

/** The median regret over seeds. */
function regret(sampler: Sampler, { space, loss, least }: Problem, trials: number, seeds: number): number {
  const found = Array.from({ length: seeds }, (_, i) => {
    const { history } = drive(sampler, { space, goals: { value: "minimize" }, seed: i + 1 }, loss, {
      trials,
    });
    return Math.min(...finishedIn(history).map((t) => t.values!.value!)) - least;
  });
  return found.sort((a, b) => a - b)[seeds >> 1]!;
}

test.each([
  ["gp", "branin", 40, 3, 1 / 3, gp()],
  ["gp", "hartmann6", 40, 5, 1 / 3, gp()],
  ["gp", "conditional", 40, 3, 1 / 3, gp()],
  ["forest", "branin", 40, 5, 1 / 2, forest()],
  ["forest", "mixed", 40, 3, 1 / 2, forest()],
  ["forest", "steps", 40, 3, 1 / 2, forest()],
  ["tpe", "branin", 100, 7, 1 / 2, tpe()],
  ["tpe", "mixed", 100, 7, 1 / 2, tpe()],
  ["tpe", "conditional", 100, 7, 1 / 2, tpe()],
] as const)("%s on %s, after %i trials of %i seeds", (_, name, trials, seeds, share, sampler) => {
  const chance = regret(random(), problems[name], trials, seeds);
  expect(regret(sampler, problems[name], trials, seeds)).toBeLessThanOrEqual(share * chance);
});
