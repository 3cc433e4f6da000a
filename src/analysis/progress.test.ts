import { describe, expect, it } from "vitest";
import { stream } from "../math/rng.ts";
import { float } from "../space/index.ts";
import { TestLog } from "../testing/test-log.ts";
import { compareGroups } from "./compare.ts";
import { forecastOf } from "./forecast.ts";
import { progressOf } from "./progress.ts";

function valued(values: readonly number[], direction: "minimize" | "maximize" = "minimize") {
  const log = new TestLog({ space: { x: float(0, 1) }, goals: { score: direction }, seed: 1 });
  for (const value of values) log.finish(log.open({ x: 0.5 }), value);
  return log.history;
}

const random = (n: number, seed: number) => {
  const rng = stream(seed, "values", 0);
  return Array.from({ length: n }, rng);
};

it("tells the best so far in the direction of the goal", () => {
  expect(progressOf(valued([3, 1, 2])).points.map((p) => p.best)).toEqual([3, 1, 1]);
  expect(progressOf(valued([1, 3, 2], "maximize")).points.map((p) => p.best)).toEqual([1, 3, 3]);
});

describe("a forecast", () => {
  it("is never worse than the best so far, and goes farther the longer it looks", () => {
    for (const direction of ["minimize", "maximize"] as const) {
      const { ahead, best } = forecastOf(valued(random(60, 1), direction));
      const sign = direction === "minimize" ? 1 : -1;
      expect(ahead.map((a) => a.trials)).toEqual([66, 75, 90, 120]);
      let before = 0;
      for (const { least, median, most, chance } of ahead) {
        expect(sign * (best! - least)).toBeGreaterThanOrEqual(0);
        expect(sign * (least - median)).toBeGreaterThanOrEqual(0);
        expect(sign * (median - most)).toBeGreaterThanOrEqual(0);
        expect(chance).toBeGreaterThanOrEqual(before - 0.1);
        before = chance;
      }
    }
  });

  it("holds what it says: the best of twice as many random trials lies within its fan, about eight times in ten", () => {
    let held = 0;
    for (let seed = 0; seed < 60; seed++) {
      const values = random(120, seed);
      const { least, most } = forecastOf(valued(values.slice(0, 60))).ahead.at(-1)!;
      const came = Math.min(...values);
      if (came <= least + 1e-12 && came >= most - 1e-12) held++;
    }
    expect(held / 60).toBeGreaterThan(0.6);
  });

  it("says nothing of a young study", () => {
    expect(forecastOf(valued(random(15, 1))).ahead).toEqual([]);
    expect(forecastOf(valued([])).best).toBeNull();
  });
});

describe("comparing", () => {
  const good = [1, 2, 3].map((seed) => valued(random(30, seed).map((v) => v - 2)));
  const bad = [4, 5, 6].map((seed) => valued(random(30, seed)));

  it("groups of runs tells which is better, by their bests", () => {
    const { groups, pairs } = compareGroups([
      { name: "bad", runs: bad },
      { name: "good", runs: good },
    ]);
    expect(pairs).toEqual([{ a: "bad", b: "good", by: "runs", better: 0, p: 0.1 }]);
    expect(groups[1]!.curve.length).toBe(30);
    const last = groups[1]!.curve.at(-1)!;
    expect(last.mean).toBeCloseTo(
      groups[1]!.bests.reduce<number>((sum, b) => sum + b! / 3, 0),
      12,
    );
    expect(last.error).toBeGreaterThan(0);
  });

  it("single studies goes by all their trials", () => {
    const { pairs } = compareGroups([
      { name: "a", runs: [good[0]!] },
      { name: "b", runs: [bad[0]!] },
    ]);
    expect(pairs[0]).toMatchObject({ by: "trials", better: 1 });
    expect(pairs[0]!.p).toBeLessThan(1e-6);
  });

  it("is refused where goals differ", () => {
    const other = valued([1], "maximize");
    const groups = [
      { name: "a", runs: bad },
      { name: "b", runs: [other] },
    ];
    expect(() => compareGroups(groups)).toThrow(
      '"b" has "score" maximised, and the first study "score" minimised',
    );
  });
});
