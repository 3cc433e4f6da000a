import { expect, test } from "vitest";
import { halton } from "./halton.ts";

test("its first points are those of scipy 1.17.1", () => {
  const point = halton(3, null);
  expect([...point(0)]).toEqual([0, 0, 0]);
  expect([...point(1)].map((v) => v.toFixed(12))).toEqual([
    "0.500000000000",
    "0.333333333333",
    "0.200000000000",
  ]);
  expect([...point(2)].map((v) => v.toFixed(12))).toEqual([
    "0.250000000000",
    "0.666666666667",
    "0.400000000000",
  ]);
  expect([...point(3)].map((v) => v.toFixed(12))).toEqual([
    "0.750000000000",
    "0.111111111111",
    "0.600000000000",
  ]);
  expect(point(1000)[1]).toBeCloseTo(0.347508, 6);
});

test("scrambled, each base has one of its first points in each of its cells, and other seeds give others", () => {
  const [point, other] = [halton(4, 1), halton(4, 2)];
  [2, 3, 5, 7].forEach((p, j) => {
    const cells = Array.from({ length: p * p }, (_, i) => Math.floor(point(i)[j]! * p * p));
    expect([...cells].sort((a, b) => a - b)).toEqual(Array.from({ length: p * p }, (_, i) => i));
  });
  expect([...point(5)]).not.toEqual([...other(5)]);
  expect([...halton(4, 1)(5)]).toEqual([...point(5)]);
});
