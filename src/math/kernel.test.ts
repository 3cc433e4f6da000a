import fc from "fast-check";
import { expect, test } from "vitest";
import { factor } from "./cholesky.ts";
import { distance, distanceSlope, type Kind, matern52 } from "./kernel.ts";

test("the distances of inactive values", () => {
  const off = Number.NaN;
  for (const kind of ["arc", "label"] as const) {
    expect([distance(kind, off, off), distance(kind, off, 0.3), distance(kind, 0.3, off)]).toEqual([0, 1, 1]);
  }
  expect(distance("arc", 0, 1)).toBeCloseTo(2, 12);
});

test("slopes are those of central differences", () => {
  const unit = fc.double({ min: 0, max: 1, noNaN: true });
  const h = 1e-6;
  fc.assert(
    fc.property(unit, unit, fc.constantFrom<Kind>("number", "arc"), (a, b, kind) => {
      const numeric = (distance(kind, a + h, b) - distance(kind, a - h, b)) / (2 * h);
      expect(distanceSlope(kind, a, b)).toBeCloseTo(numeric, 7);
    }),
  );
});

test("the kernel is positive definite on mixed and partly inactive points", () => {
  const coordinate = fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constant(Number.NaN));
  const point = fc.tuple(
    fc.double({ min: 0, max: 1, noNaN: true }),
    coordinate,
    fc.constantFrom(0.25, 0.75, Number.NaN),
  );
  const kinds: Kind[] = ["number", "arc", "label"];
  fc.assert(
    fc.property(fc.array(point, { minLength: 1, maxLength: 10 }), (points) => {
      const n = points.length;
      const k = new Float64Array(n * n);
      for (let i = 0; i < n; i++) {
        for (let m = 0; m < n; m++) {
          k[i * n + m] = matern52(
            kinds.reduce((sum, kind, j) => sum + 4 * distance(kind, points[i]![j]!, points[m]![j]!), 0),
          );
        }
        k[i * n + i]! += 1e-9; // points may coincide
      }
      expect(factor(k, n)).toBe(true);
    }),
  );
});
