import { expect, test } from "vitest";
import { float } from "../../space/index.ts";
import { axesOf } from "../unit-space.ts";
import { mostPoints, subsetOf } from "./subset.ts";

const axes = axesOf({ a: float(0, 1), b: float(0, 1) });
const X = Array.from({ length: 600 }, (_, i) => Float64Array.of((i * 0.618034) % 1, (i * 0.754878) % 1));

test("few points are all taken", () => {
  expect(subsetOf(X.slice(0, 20), new Float64Array(20), axes)).toHaveLength(20);
});

test("of many, the best and the newest are among those taken", () => {
  const y = Float64Array.from(X, (_, i) => (i * 7919) % 600);
  const chosen = new Set(subsetOf(X, y, axes));
  expect(chosen.size).toBe(mostPoints);
  for (let i = 0; i < 600; i++) if (y[i]! < 100 || i >= 550) expect(chosen.has(i)).toBe(true);
});

test("copies are left out", () => {
  const same = X.map(() => Float64Array.of(0.5, 0.5));
  expect(subsetOf(same, new Float64Array(600), axes).length).toBeLessThanOrEqual(150);
});
