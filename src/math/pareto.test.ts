import fc from "fast-check";
import { expect, test } from "vitest";
import { dominates, paretoFront } from "./pareto.ts";

test("equal points do not dominate each other, and all stay", () => {
  expect(
    paretoFront([
      [1, 1],
      [1, 1],
      [2, 1],
      [0, 3],
    ]),
  ).toEqual([0, 1, 3]);
  expect(paretoFront([[2], [1], [1]])).toEqual([1, 2]);
  expect(paretoFront([])).toEqual([]);
});

test.each([1, 2, 3, 4])("with %i losses, it is exactly the points that none dominates", (k) => {
  const point = fc.array(fc.integer({ min: 0, max: 5 }), { minLength: k, maxLength: k });
  fc.assert(
    fc.property(fc.array(point, { maxLength: 30 }), (points) => {
      const byDefinition = points
        .map((_, i) => i)
        .filter((i) => !points.some((p) => dominates(p, points[i]!)));
      expect(paretoFront(points)).toEqual(byDefinition);
    }),
  );
});
