import { expect, test } from "vitest";
import { float, int, type Params, type Space } from "../space/index.ts";
import { drive, goldenLine, samplerContract } from "../testing/index.ts";
import { nearby } from "./nearby.ts";

samplerContract(nearby);

test("its first answers stay what they are", () => {
  expect(goldenLine(nearby())).toMatchInlineSnapshot(`
    [
      "0.00167320721026174 104 0.12651824212210727 gelu",
      "0.00167320721026174 60 0.12651824212210727 gelu",
      "0.00167320721026174 60 0.09982791580208261 gelu",
      "0.003153504448374636 62 0.12651824212210727 gelu",
      "0.0014220601071496864 60 0.12651824212210727 gelu",
      "0.0014220601071496864 60 0.1302891544013958 gelu",
      "0.001435128529084544 60 0.13070806755439968 gelu",
      "0.0027212245081230735 56 0.1302891544013958 gelu",
    ]
  `);
});

const goals = { value: "minimize" } as const;

test("goes down a staircase whose steps are a hundredth wide", () => {
  const space: Space = { x: float(0, 1), k: int(0, 40) };
  const loss = ({ x, k }: Params) => Math.floor(100 * Math.abs(Number(x) - 0.37)) + Math.abs(Number(k) - 23);
  const bests = [1, 2, 3, 4, 5].map((seed) => {
    const { suggestions } = drive(nearby(), { space, goals, seed }, loss, { trials: 300 });
    return Math.min(...suggestions.map(({ params }) => loss(params)));
  });
  expect(bests).toEqual([0, 0, 0, 0, 0]); // of as many random points the best are at 1 to 3
});

test("its steps are of all lengths: as many below a hundredth of the range as above, and none across it", () => {
  const space: Space = { x: float(0, 1), y: float(0, 1) };
  const loss = ({ x, y }: Params) => (x === 0.5 && y === 0.5 ? 0 : 1);
  const before = [{ type: "trial.enqueued", params: { x: 0.5, y: 0.5 }, suggest: {} }] as const;
  const { suggestions } = drive(nearby(), { space, goals, seed: 1 }, loss, { trials: 201, before });
  const steps = suggestions.map(({ params: { x, y } }) => Math.hypot(Number(x) - 0.5, Number(y) - 0.5));
  const sorted = steps.toSorted((a, b) => a - b);
  expect(sorted[50]).toBeLessThan(0.004);
  expect(sorted[100]).toBeGreaterThan(0.004);
  expect(sorted[100]).toBeLessThan(0.015);
  expect(sorted[150]).toBeGreaterThan(0.015);
  expect(sorted.at(-1)).toBeLessThan(0.5);
  for (const { memo } of suggestions)
    expect(memo.why).toMatch(/^a random step of about (10|\d|0\.\d) % of the ranges from the best trial$/);
});

test("steps from the best trial that kept the bounds", () => {
  const space: Space = { x: float(0, 1) };
  const before = [0.2, 0.8].map((x) => ({ type: "trial.enqueued", params: { x }, suggest: {} }) as const);
  const bounded = { value: "minimize", size: { atMost: 0.5 } } as const;
  const loss = ({ x }: Params) => ({
    outcome: { state: "complete" as const, values: { value: -Number(x), size: Number(x) } },
  });
  const { suggestions } = drive(nearby(), { space, goals: bounded, seed: 1 }, loss, { trials: 30, before });
  for (const { params } of suggestions) expect(params.x).toBeLessThan(0.65);
});
