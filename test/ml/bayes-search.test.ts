import { expect, test } from "vitest";
import { bestScoresOf } from "./case-3.ts";

// test/full/bayes-search.test.ts has ten seeds.
test("the best of 40 trials of case 3: over 3 seeds a median of 0.873 or more, and none under 0.871", async () => {
  const best = await bestScoresOf([1, 2, 3]);
  const rounding = 1e-12;
  expect(best[0]).toBeGreaterThanOrEqual(0.871 - rounding);
  expect(best[1]).toBeGreaterThanOrEqual(0.873 - rounding);
});
