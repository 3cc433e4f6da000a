import { describe, expect, test } from "vitest";
import { expectedGain } from "./ehvi.ts";
import { type Box, freeBoxes, hypervolume } from "./hypervolume.ts";
import { normal, stream } from "./rng.ts";
import { logH } from "./special.ts";

const cases = [
  {
    front: [
      [1, 5],
      [2, 3],
      [4, 1],
    ],
    reference: [6, 6],
    means: [2.5, 2.5],
    sds: [1, 0.7],
  },
  {
    front: [
      [1, 5],
      [2, 3],
      [4, 1],
    ],
    reference: [6, 6],
    means: [5, 5],
    sds: [2, 2],
  },
  {
    front: [
      [1, 2, 3],
      [2, 1, 3],
      [3, 3, 1],
      [2, 2, 2],
    ],
    reference: [4, 4, 4],
    means: [1.5, 2, 2.5],
    sds: [1, 0.5, 1],
  },
  { front: [], reference: [1, 1, 1], means: [0, 0.5, 0.2], sds: [0.3, 0.3, 0.3] },
] as const;

const logExpectedGain = (boxes: readonly Box[], means: readonly number[], sds: readonly number[]) =>
  expectedGain(boxes, means.length).slope(means, sds);

describe.each(cases)("$front below $reference", ({ front, reference, means, sds }) => {
  const boxes = freeBoxes(front, reference);

  test("the gain is the mean over many draws, to 3 %", () => {
    const rng = stream(1, "ehvi", front.length);
    const before = hypervolume(front, reference);
    let sum = 0;
    const n = 40_000;
    for (let i = 0; i < n; i++) {
      const y = means.map((m, j) => m + sds[j]! * normal(rng));
      sum += hypervolume([...front, y], reference) - before;
    }
    const ratio = Math.exp(logExpectedGain(boxes, means, sds).value) / (sum / n);
    expect(Math.abs(ratio - 1)).toBeLessThan(0.03);
  });

  test("the derivatives are those of differences", () => {
    const { byMean, bySd } = logExpectedGain(boxes, means, sds);
    const h = 1e-5;
    means.forEach((_, j) => {
      const moved = (by: number) => means.map((m, i) => (i === j ? m + by : m));
      const wider = (by: number) => sds.map((s, i) => (i === j ? s + by : s));
      const slope = (f: (by: number) => number) => (f(h) - f(-h)) / (2 * h);
      expect(byMean[j]).toBeCloseTo(
        slope((by) => logExpectedGain(boxes, moved(by), sds).value),
        6,
      );
      expect(bySd[j]).toBeCloseTo(
        slope((by) => logExpectedGain(boxes, means, wider(by)).value),
        6,
      );
    });
  });
});

test("with one goal it is the expected improvement", () => {
  const { value } = logExpectedGain([{ low: [Number.NEGATIVE_INFINITY], high: [0.3] }], [1], [0.5]);
  expect(value).toBeCloseTo(Math.log(0.5) + logH((0.3 - 1) / 0.5), 12);
});

test("far from any gain it is finite, and has a slope", () => {
  const boxes = freeBoxes([[0, 0]], [1, 1]);
  const { value, byMean } = logExpectedGain(boxes, [50, 60], [0.5, 0.5]);
  expect(value).toBeLessThan(-1000);
  expect(Number.isFinite(value)).toBe(true);
  expect(byMean[0]).toBeLessThan(0);
});
