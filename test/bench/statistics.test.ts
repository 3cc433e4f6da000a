import { expect, it } from "vitest";
import { holm, rankSum } from "../../bench/quality/statistics.ts";

it("the rank-sum test comes to scipy's p (mannwhitneyu, asymptotic, with continuity), and its sign to the lower sample", () => {
  const [a, b] = [
    [1.1, 2, 3.5, 2, 4],
    [2, 5, 6.1, 4, 7.3, 8],
  ];
  const p = 0.04220081948488961;
  expect(rankSum(a!, b!)).toBeCloseTo(-p, 6);
  expect(rankSum(b!, a!)).toBeCloseTo(p, 6);
});

it("Holm rejects from the least p on, until one is above its share", () => {
  const tests = [0.01, 0.04, -0.03, 0.005].map((p) => ({ p }));
  expect(holm(tests, 0.05).map(({ p }) => p)).toEqual([0.005, 0.01]); // .03 is above .05/2
  expect(holm(tests, 0.06).map(({ p }) => p)).toEqual([0.005, 0.01, -0.03, 0.04]);
  expect(holm([], 0.05)).toEqual([]);
});
