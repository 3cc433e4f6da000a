import { expect, test } from "vitest";
import type { Observations } from "../../math/gp-evidence.ts";
import { stream } from "../../math/rng.ts";
import { branch, float } from "../../space/index.ts";
import { axesOf } from "../unit-space.ts";
import { fit, fittedIn } from "./fit.ts";

const axes = axesOf({ a: float(0, 1), b: float(0, 1) });

/** A wave along the first coordinate. */
function waves(n: number): Observations {
  const rng = stream(1, "waves", n);
  const X = Array.from({ length: n }, () => Float64Array.of(rng(), rng()));
  return { X, y: Float64Array.from(X, ([a]) => Math.sin(6 * a!)), kinds: ["number", "number"] };
}

test("up to 50 trials each ask fits anew, later every so many trials do", () => {
  const last = { theta: [0, 0, 0, -7, -2], n: 48 };
  expect(fit(waves(49), { axes, n: 49, last }).n).toBe(49);
  const later = { ...last, n: 200 };
  expect(fit(waves(206), { axes, n: 206, last: later })).toBe(later);
  expect(fit(waves(209), { axes, n: 209, last: later }).n).toBe(209);
});

test("of many trials a part is fitted to, and tells the same", () => {
  const [few, many] = [120, 240].map((n) => fit(waves(n), { axes, n, last: null }).theta);
  expect(few![0]).toBeLessThan(few![1]! - 1); // the wave is along the first coordinate
  expect(many![0]).toBeCloseTo(few![0]!, 0);
});

test("a fit of another number of coordinates is no start", () => {
  const last = { theta: [0, 0, -7, -2], n: 30 };
  expect(fit(waves(30), { axes, n: 30, last }).theta).toHaveLength(5);
});

test("lengths follow from how many coordinates are active, not from how many there are", () => {
  const inner = Object.fromEntries(Array.from({ length: 16 }, (_, j) => [`x${j}`, float(0, 1)]));
  const conditional = axesOf({ model: branch({ a: inner, b: {}, c: {}, d: {} }) });
  const one = {
    X: [new Float64Array(17).fill(0.5)],
    y: Float64Array.of(0),
    kinds: conditional.map((a) => a.kind),
  };
  // One trial tells nothing: what comes is the prior, whose lengths grow with the active coordinates above 8.
  expect(fit(one, { axes: conditional, n: 1, last: null }).theta[1]).toBeCloseTo(Math.log(0.5), 6);
});

test("only a memo with a fit gives one", () => {
  const fitted = { theta: [0, 1], n: 7 };
  expect(fittedIn({ why: "", fitted })).toEqual(fitted);
  for (const memo of [null, "x", {}, { fitted: 3 }, { fitted: { theta: 1, n: 2 } }])
    expect(fittedIn(memo)).toBeNull();
});
