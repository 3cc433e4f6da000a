import { expect, test } from "vitest";
import { stream } from "../math/rng.ts";
import { float, int } from "../space/index.ts";
import { axesOf } from "./unit-space.ts";
import { drawFresh, fallBack, startup } from "./without-model.ts";

const nothing = () => false;
const rng = () => stream(1, "test", 0);

test("begins in the middle, goes on spread out, and leaves out what was tried", () => {
  const problem = { space: { n: int(1, 9) }, goals: { value: "minimize" }, seed: 1 } as const;
  const axes = axesOf(problem.space);
  const first = startup(problem, axes, rng(), { known: 0, total: 5, isTaken: nothing });
  expect(first).toMatchObject({
    params: { n: 5 },
    memo: { why: expect.stringContaining("the middle of the space") },
  });
  const isMiddle = (u: Float64Array) => u[0] === 0.5;
  const second = startup(problem, axes, rng(), { known: 0, total: 5, isTaken: isMiddle });
  expect(second.params.n).not.toBe(5);
  expect(second.memo.why).toBe("startup: Sobol point 1, before there is a model (1 of 5)");
});

test("falls back to what was not tried, and says so when there is nothing left", () => {
  const problem = { space: { x: float(0, 1) }, goals: { value: "minimize" }, seed: 1 } as const;
  const axes = axesOf(problem.space);
  expect(fallBack(problem, axes, rng(), nothing).memo.why).toContain("was tried already");
  expect(fallBack(problem, axes, rng(), () => true).memo.why).toContain("a repetition");
});

test("draws what was not taken, and gives up when all is", () => {
  const axes = axesOf({ n: int(0, 9) });
  const rng = stream(1, "test", 0);
  const fresh = drawFresh(axes, rng, (u) => u[0]! < 0.9);
  expect(fresh![0]).toBeGreaterThanOrEqual(0.9);
  expect(drawFresh(axes, rng, () => true)).toBeNull();
});
