/** What no sampler may stumble over, tried on those without a costly model; `gp`, `forest` and `auto` have tests of their own. */
import { describe, expect, test } from "vitest";
import { categorical, float, int, isAllowed, type Params, type Space } from "../space/index.ts";
import { drive } from "../testing/index.ts";
import { sphere } from "../testing/problems.ts";
import { cmaes } from "./cmaes/cmaes.ts";
import { de } from "./de.ts";
import { nsga2 } from "./nsga2.ts";
import { nsga3 } from "./nsga3.ts";

const goals = { value: "minimize" } as const;
const small: Space = { x: float(0, 1), n: int(1, 3), only: categorical(["a"]) };

describe.each([
  ["cmaes", cmaes({ population: 6 })],
  ["de", de({ population: 6 })],
  ["nsga2", nsga2({ population: 6 })],
  ["nsga3", nsga3({ population: 6 })],
] as const)("%s", (_, sampler) => {
  const run = (loss: (params: Params, number: number) => number, space = small, parallel = 1) => {
    const { suggestions } = drive(sampler, { space, goals, seed: 1 }, loss, { trials: 40, parallel });
    expect(suggestions.length).toBe(40);
    for (const { params } of suggestions) {
      for (const v of Object.values(params)) if (typeof v === "number") expect(Number.isFinite(v)).toBe(true);
    }
    return suggestions.map((s) => s.params);
  };

  test("takes values that are all equal", () => {
    expect(new Set(run(() => 7).map((p) => p.x)).size).toBeGreaterThan(20);
  });
  test("takes values of 1e300 and 1e-300 side by side", () => {
    run((_, number) => [1e300, -1e300, 1e-300, -1e-300, 0][number % 5]!);
  });
  test("takes a space of a single point, again and again", () => {
    run(() => 1, { only: categorical(["a"]), one: int(3, 3) });
  });
  test("takes 64 trials at once", () => {
    run(({ x }) => Number(x), small, 64);
  });
  test("takes 200 parameters", () => {
    const { space, loss } = sphere(200);
    run((params) => loss(params as never), space);
  });
  test("takes constraints that leave a thousandth", () => {
    const problem = {
      space: { x: float(0, 1), y: float(0, 1) },
      constraints: ["x + y <= 0.045"],
      goals,
      seed: 1,
    };
    const { suggestions } = drive(sampler, problem, ({ x }) => -Number(x), { trials: 40 });
    expect(suggestions.every(({ params }) => isAllowed(problem, params))).toBe(true);
  });
});
