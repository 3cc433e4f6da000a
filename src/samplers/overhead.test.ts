import { expect, test } from "vitest";
import type { Finished } from "../history/index.ts";
import { emptyHistory } from "../history/index.ts";
import { float, type Space } from "../space/index.ts";
import { askMs, rememberMs, usualMs } from "./overhead.ts";
import type { Problem } from "./sampler.ts";

const problemOf = (d: number, goals: Problem["goals"] = { value: "minimize" }): Problem => ({
  space: Object.fromEntries(Array.from({ length: d }, (_, i) => [`x${i}`, float(0, 1)])) as Space,
  goals,
  seed: 1,
});
const at = (told: number) => ({ told, history: emptyHistory(), per: "trial" as const });
const goals = { a: "minimize", b: "minimize", c: "minimize" } as const;

test.each([
  ["gp", 2, 100, 7.6],
  ["gp", 10, 50, 7.2],
  ["gp", 10, 250, 15.9],
  ["gp", 30, 100, 19.8],
  ["gp", 30, 1000, 25.3],
  ["forest", 2, 250, 22.4],
  ["forest", 10, 100, 26.8],
  ["forest", 30, 1000, 148.1],
] as const)("%s in %i dimensions after %i trials is put at about what was measured", (model, d, told, ms) => {
  const ratio = askMs(model, problemOf(d), at(told)) / ms;
  expect(Math.abs(Math.log(ratio))).toBeLessThan(Math.log(1.5));
});

test("more goals, bounds and a model of costs take longer; startup costs nothing", () => {
  const one = askMs("gp", problemOf(10), at(100));
  expect(askMs("gp", problemOf(10, goals), at(100)) / one).toBeCloseTo(4.5, 5); // 48.3 ms were measured
  const bounded = problemOf(10, { value: "minimize", size: { atMost: 1 } });
  expect(askMs("gp", bounded, at(100)) / one).toBeCloseTo(2, 5);
  expect(askMs("gp", problemOf(10), { ...at(100), per: "second" }) / one).toBeCloseTo(2, 5);
  expect(askMs("gp", problemOf(10), at(7))).toBe(0);
  expect(askMs("gp", problemOf(10), at(8))).toBeGreaterThan(0);
});

test("a trial lasts as the log says; of those from elsewhere nothing is known, and the newest count", () => {
  const lasted: number[] = [];
  const trial = (ms: number, closedAt = 7) =>
    ({ openedAt: 5, closedAt, startedAt: 1000, finishedAt: 1000 + ms }) as Finished;
  rememberMs(lasted, trial(9, 5));
  expect(usualMs(lasted)).toBeNull();
  rememberMs(lasted, trial(0));
  expect(usualMs(lasted)).toBe(0);
  rememberMs(lasted, trial(30));
  expect(usualMs(lasted)).toBe(15);
  for (let i = 0; i < 20; i++) rememberMs(lasted, trial(4));
  expect([usualMs(lasted), lasted.length]).toEqual([4, 20]);
});
