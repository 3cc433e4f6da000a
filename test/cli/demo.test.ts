import { expect, test } from "vitest";
import { inFolder } from "./tunesmith.ts";

const { run } = inFolder();

interface Case {
  readonly name: string;
  readonly study: string;
  readonly trials: number;
  readonly bestScore: number;
  readonly bestParams: { readonly C: number; readonly penalty: string };
  readonly randomScore: number | null;
}

test("the demo runs the article's three cases on real data, and each replays", () => {
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

  for (const { study, trials, bestScore } of cases) {
    const best = JSON.parse(run("best", study, "--json").out);
    expect(best.value).toBe(bestScore);
    const listed = JSON.parse(run("trials", study, "--json").out);
    expect(listed.trials).toHaveLength(trials);
    const replayed = run("replay", study, "--check");
    expect(replayed.out).toContain(`exact: all ${trials} suggestions`);
    expect(replayed.status).toBe(0);
  }
});

test("for people it prints one table, a curve for each search, and where to look next, within 80 columns", () => {
  const { status, out, err } = run("demo");
  expect(status).toBe(0);
  expect(out).toMatch(/grid search +12 +0\.980 +C=10 penalty=l1/);
  expect(out).toMatch(/Bayesian +▁.* 0\.\d{3} to 0\.87\d/);
  expect(out).toContain("replay demo-bayes --check");
  expect(err).toContain("sqlite:tunesmith.db");
  const lines = out.split("\n").filter((line) => !line.includes("bin/tunesmith")); // a path may be long
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
});
