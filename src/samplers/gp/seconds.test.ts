import { expect, test } from "vitest";
import type { Finished } from "../../history/index.ts";
import { float, type Params, type Space } from "../../space/index.ts";
import { drive, samplerContract } from "../../testing/index.ts";
import type { Axis } from "../unit-space.ts";
import { axesOf } from "../unit-space.ts";
import { gp } from "./gp.ts";
import { bySecond, costModel, expectedSeconds, secondsOf } from "./seconds.ts";

samplerContract(gp, { options: { effort: "fast", startup: 3, per: "second" }, runs: 4 });

const space: Space = { x: float(0, 1), y: float(0, 1) };
const goals = { value: "minimize" } as const;
const axes: readonly Axis[] = axesOf(space);

/** Points on a grid of 5 × 5. */
const X = Array.from({ length: 25 }, (_, i) => Float64Array.of((i % 5) / 4, Math.floor(i / 5) / 4));

test("only a trial that went to its end says how long it takes", () => {
  const trial = (part: object) =>
    ({ state: "complete", startedAt: 1000, finishedAt: 3500, ...part }) as Finished;
  expect(secondsOf(trial({}))).toBe(2.5);
  expect(secondsOf(trial({ state: "failed" }))).toBeNull();
  expect(secondsOf(trial({ state: "pruned" }))).toBeNull();
  expect(secondsOf(trial({ finishedAt: 1000 }))).toBeNull(); // added from elsewhere
});

test("learns the seconds of a point, over orders of magnitude", () => {
  const seconds = X.map(([x]) => 0.01 * 10 ** (4 * x!));
  const model = costModel(X, { seconds, fitted: null }, axes)!;
  for (const x of [0.1, 0.4, 0.6, 0.9]) {
    const ratio = expectedSeconds(model, Float64Array.of(x, 0.3)) / (0.01 * 10 ** (4 * x));
    expect(Math.abs(Math.log(ratio))).toBeLessThan(0.2);
  }
});

test.each([
  ["the same cost everywhere", X.map(() => 2)],
  ["costs that nobody knows", X.map(() => null)],
  ["two known ones", X.map((_, i) => (i < 2 ? i + 1 : null))],
])("says nothing of %s", (_, seconds) => {
  expect(costModel(X, { seconds, fitted: null }, axes)).toBeNull();
});

test("its slope is that of its value", () => {
  const seconds = X.map(([x, y]) => Math.exp(3 * x! - y!));
  const flat = { value: () => 1, slope: () => ({ value: 1, gradient: new Float64Array(2) }) };
  const { value, slope } = bySecond(flat, costModel(X, { seconds, fitted: null }, axes)!);
  const h = 1e-5;
  for (const u of [Float64Array.of(0.3, 0.6), Float64Array.of(0.71, 0.12)]) {
    const found = slope(u);
    expect(found.value).toBeCloseTo(value(u), 12);
    [...found.gradient].forEach((g, j) => {
      const [up, down] = [u.slice(), u.slice()];
      up[j]! += h;
      down[j]! -= h;
      expect(g).toBeCloseTo((value(up) - value(down)) / (2 * h), 5);
    });
  }
});

/** A loss and the ms it takes. */
type Costly = (p: Params) => { loss: number; ms: number };

function points(per: "trial" | "second", costly: Costly, trials = 16) {
  const evaluate = (params: Params) => {
    const { loss, ms } = costly(params);
    return { outcome: { state: "complete" as const, values: { value: loss } }, ms };
  };
  return drive(gp({ per }), { space, goals, seed: 1 }, evaluate, { trials }).suggestions;
}

const bowl = (p: Params) => (Number(p.x) - 0.3) ** 2 + (Number(p.y) - 0.7) ** 2;

test("where all cost the same, it asks what it asks without", () => {
  const even: Costly = (p) => ({ loss: bowl(p), ms: 10_000 });
  const paramsOf = (per: "trial" | "second") => points(per, even).map(({ params }) => params);
  expect(paramsOf("second")).toEqual(paramsOf("trial"));
});

test("says how long the trial should take", () => {
  const uneven: Costly = (p) => ({ loss: bowl(p), ms: Math.round(1000 * 10 ** (2 * Number(p.x))) });
  const { memo, params } = points("second", uneven).at(-1)!;
  const { seconds } = memo.cost as { seconds: number };
  expect(memo.why).toMatch(/by the second, of which it should take [\d.]+/);
  expect(seconds / 10 ** (2 * Number(params.x))).toBeCloseTo(1, 0);
});

test("several goals are refused, with words", () => {
  const problem = { space, goals: { a: "minimize", b: "maximize" }, seed: 1 } as const;
  expect(() => gp({ per: "second" }).init(problem)).toThrow(
    /gain of one goal.*make the time a goal of its own/,
  );
});
