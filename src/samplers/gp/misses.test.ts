import { expect, test } from "vitest";
import { foretoldIn, missOf } from "./misses.ts";

const range = (n: number) => Array.from({ length: n }, (_, i) => i);

test("the median of the newest 20 misses, of each the goal that was missed most", () => {
  const targets = [Float64Array.from(range(60), () => 1), Float64Array.from(range(60), () => -1)];
  // the older ones are off by 5; of the newest the first goal by 0.1, the second by 0, 0.1, 0.2, …
  const foretold = range(60).map((i) => (i < 40 ? [6, -1] : [1.1, -1 - (i - 40) / 10]));
  expect(missOf(foretold, targets)).toBeCloseTo(1, 12);
});

test("trials that no model chose do not count, and before 20 that one did there is no answer", () => {
  const targets = [Float64Array.from(range(50), () => 0)];
  const foretold = range(50).map((i) => (i % 2 === 0 ? [0.3] : null));
  expect(missOf(foretold, targets)).toBeCloseTo(0.3, 12);
  expect(missOf(foretold.slice(0, 39), targets)).toBeCloseTo(0.3, 12); // 20 of them
  expect(missOf(foretold.slice(0, 38), targets)).toBe(null);
});

test("what a memo says is read with care", () => {
  expect(foretoldIn({ means: [1, -0.5] })).toEqual([1, -0.5]);
  for (const memo of [null, 3, {}, { means: "1" }, { means: [1, null] }]) expect(foretoldIn(memo)).toBe(null);
});
