import { expect, test } from "vitest";
import { mostPoints, subsetOf } from "./subset.ts";

const y = Float64Array.from({ length: 600 }, (_, i) => (i * 7919) % 600);

test("few points are all taken", () => {
  expect(subsetOf(y.slice(0, 20))).toEqual([...Array(20).keys()]);
});

test("of many, the best and the newest are among those taken", () => {
  const chosen = subsetOf(y);
  expect(chosen).toHaveLength(mostPoints);
  expect(new Set(chosen).size).toBe(mostPoints);
  for (let i = 0; i < 600; i++) if (y[i]! < 100 || i >= 550) expect(chosen).toContain(i);
});

test("of the others, every age has its share", () => {
  const chosen = subsetOf(y).filter((i) => y[i]! >= 100 && i < 550);
  for (let age = 0; age < 500; age += 100) {
    const share = chosen.filter((i) => i >= age && i < age + 100).length;
    expect(share).toBeGreaterThanOrEqual(chosen.length / 5 - 8);
  }
});
