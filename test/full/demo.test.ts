import { expect, test } from "vitest";
import { inFolder } from "../cli/tunesmith.ts";

const { run } = inFolder();

interface Case {
  readonly name: string;
  readonly study: string;
  readonly trials: number;
  readonly bestScore: number;
  readonly bestParams: { readonly C: number; readonly penalty: string };
  readonly randomScore: number | null;
}

test("the demo tells a program what its three cases found, as their studies have it", () => {
  const { status, out } = run("demo", "--json");
  expect(status).toBe(0);
  const { cases } = JSON.parse(out) as { cases: readonly Case[] };
  expect(cases.map(({ name, trials }) => [name, trials])).toEqual([
    ["grid", 12],
    ["random", 100],
    ["bayes", 40],
  ]);
  const [grid, random, bayes] = cases;
  expect(grid!.bestScore).toBeCloseTo(0.98, 12);
  expect(grid!.bestParams).toEqual({ C: 10, penalty: "l1" });
  expect(random!.bestScore).toBeCloseTo(0.98, 12);
  expect(bayes!.bestScore).toBeGreaterThanOrEqual(0.871);
  expect(bayes!.bestScore).toBeGreaterThanOrEqual(bayes!.randomScore! - 0.002);
  for (const { study, bestScore } of cases)
    expect(JSON.parse(run("best", study, "--json").out).value).toBe(bestScore);
});
