import { describe, expect, it } from "vitest";
import { mannWhitney } from "./mann-whitney.ts";

/** scipy 1.17.1, mannwhitneyu(a, b, alternative="two-sided"). */
const cases: readonly (readonly [number[], number[], u: number, p: number])[] = [
  [[1, 2, 3], [4, 5, 6], 0, 0.1],
  [[0.1, 0.5, 0.9, 1.3], [0.4, 0.6, 2.0], 5, 0.8571428571428571],
  [[1, 1, 2, 3], [2, 3, 3, 4, 5], 2.5, 0.07854585095119067],
  [
    Array.from({ length: 25 }, (_, i) => i),
    Array.from({ length: 30 }, (_, i) => i + 3.5),
    231,
    0.015283411524089513,
  ],
  [[1], [2], 0, 1],
];

describe("the test of Mann and Whitney", () => {
  it.each(cases)("has scipy's answer for %j and %j", (a, b, u, p) => {
    const found = mannWhitney(a, b);
    expect(found.below).toBeCloseTo(1 - u / (a.length * b.length), 12);
    expect(found.p).toBeCloseTo(p, 10);
  });

  it("does not care which sample comes first", () => {
    const [a, b] = [
      [3, 1, 4, 1, 5],
      [9, 2, 6, 5],
    ];
    expect(mannWhitney(a!, b!).p).toBeCloseTo(mannWhitney(b!, a!).p, 12);
    expect(mannWhitney(a!, b!).below).toBeCloseTo(1 - mannWhitney(b!, a!).below, 12);
  });

  it("sees no difference among equal values", () => {
    expect(mannWhitney([2, 2], [2, 2, 2])).toEqual({ below: 0.5, p: 1 });
  });
});
