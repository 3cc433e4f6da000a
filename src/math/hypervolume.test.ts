import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { latticeOfAtMost, simplexLattice } from "./directions.ts";
import { contributions, freeBoxes, frontsOf, hypervolume, hypervolumeSubset } from "./hypervolume.ts";
import { dominates } from "./pareto.ts";

/** By inclusion and exclusion: the sum over all subsets, with signs. */
function reckoned(points: readonly (readonly number[])[], reference: readonly number[]): number {
  let sum = 0;
  for (let set = 1; set < 2 ** points.length; set++) {
    const chosen = points.filter((_, i) => (set >> i) & 1);
    const corner = reference.map((_, j) => Math.max(...chosen.map((p) => p[j]!)));
    const volume = corner.reduce((product, v, j) => product * Math.max(0, reference[j]! - v), 1);
    sum += chosen.length % 2 === 1 ? volume : -volume;
  }
  return sum;
}

const sets = (k: number, most: number) =>
  fc.array(fc.array(fc.integer({ min: 0, max: 12 }), { minLength: k, maxLength: k }), { maxLength: most });

describe("the hypervolume", () => {
  test("of worked examples (Optuna 5.0.0 gives the same)", () => {
    expect(
      hypervolume(
        [
          [1, 5],
          [2, 3],
          [4, 1],
        ],
        [6, 6],
      ),
    ).toBe(17);
    expect(
      hypervolume(
        [
          [1, 2, 3],
          [2, 1, 3],
          [3, 3, 1],
          [2, 2, 2],
        ],
        [4, 4, 4],
      ),
    ).toBe(13);
    expect(
      hypervolume(
        [
          [1, 2, 3, 4],
          [4, 3, 2, 1],
          [2, 2, 2, 2],
          [3, 1, 4, 2],
        ],
        [5, 5, 5, 5],
      ),
    ).toBe(99);
  });

  test.each([1, 2, 3, 4, 5, 6])("of any set with %i losses is what inclusion and exclusion give", (k) => {
    fc.assert(
      fc.property(sets(k, 8), (points) => {
        const reference = Array(k).fill(10);
        expect(hypervolume(points, reference)).toBeCloseTo(reckoned(points, reference), 6);
      }),
      { numRuns: 80 },
    );
  });

  test("leaves out what is beyond the reference, and what is no number", () => {
    expect(
      hypervolume(
        [
          [7, 1],
          [Number.NaN, 0],
          [-Infinity, 0],
          [1, 1],
        ],
        [6, 6],
      ),
    ).toBe(25);
    expect(hypervolume([], [1, 1])).toBe(0);
    expect(
      contributions(
        [
          [1, 5],
          [2, 3],
          [4, 1],
          [4, 4],
        ],
        [6, 6],
      ),
    ).toEqual([1, 4, 4, 0]);
  });
});

test("a greedy subset has at least 63 % of the best one's volume, and takes the best single point first", () => {
  fc.assert(
    fc.property(sets(2, 7), fc.integer({ min: 1, max: 3 }), (points, k) => {
      fc.pre(points.length >= k);
      const reference = [13, 13];
      const of = (set: readonly number[]) =>
        hypervolume(
          set.map((i) => points[i]!),
          reference,
        );
      const found = hypervolumeSubset(points, reference, k);
      expect(new Set(found).size).toBe(k);
      let best = 0;
      for (let set = 0; set < 2 ** points.length; set++) {
        const chosen = points.map((_, i) => i).filter((i) => (set >> i) & 1);
        if (chosen.length === k) best = Math.max(best, of(chosen));
      }
      expect(of(found)).toBeGreaterThanOrEqual(0.632 * best);
      if (k === 1) expect(of(found)).toBe(best);
    }),
    { numRuns: 100 },
  );
});

describe("the boxes of what no point dominates", () => {
  test.each([2, 3, 4])("with %i losses do not overlap, and together are the rest of the volume", (k) => {
    fc.assert(
      fc.property(sets(k, 8), (points) => {
        const reference = Array(k).fill(10);
        const boxes = freeBoxes(points, reference);
        const floor = -1; // all of the points lie above it
        const size = boxes.reduce(
          (sum, { low, high }) =>
            sum + low.reduce((p, l, j) => p * Math.max(0, high[j]! - Math.max(l, floor)), 1),
          0,
        );
        expect(size).toBeCloseTo(11 ** k - hypervolume(points, reference), 6);
        for (const { low, high } of boxes) {
          const middle = low.map((l, j) => (Math.max(l, floor) + high[j]!) / 2);
          expect(points.some((p) => dominates(p, middle))).toBe(false);
        }
      }),
      { numRuns: 80 },
    );
  });

  test("are about as many as points, with three losses", () => {
    const points = Array.from({ length: 100 }, (_, i) => [i, (37 * i) % 100, 150 - i - ((37 * i) % 100) / 2]);
    const n = points.filter((p) => !points.some((q) => dominates(q, p))).length;
    expect(freeBoxes(points, [200, 200, 200]).length).toBeLessThanOrEqual(2 * n + 1);
  });
});

test("fronts are peeled one after the other", () => {
  const points = [
    [1, 1],
    [2, 2],
    [1, 3],
    [3, 1],
    [3, 3],
    [1, 1],
  ];
  expect(frontsOf(points)).toEqual([0, 1, 1, 1, 2, 0]);
  expect(frontsOf(points, 1)).toEqual([0, 1, 1, 1, 1, 0]);
});

test("a lattice of the simplex has all its points, each with sum 1", () => {
  expect(simplexLattice(3, 12).length).toBe(91); // Deb and Jain 2014, table I
  expect(simplexLattice(5, 6).length).toBe(210);
  for (const p of simplexLattice(4, 5)) expect(p.reduce((s, v) => s + v, 0)).toBeCloseTo(1, 12);
  expect(latticeOfAtMost(3, 92).length).toBe(91);
  expect(latticeOfAtMost(2, 50).length).toBe(50);
});
