import fc from "fast-check";
import { expect, test } from "vitest";
import { targetsOf } from "./targets.ts";

const loss = fc.double({ noNaN: true, noDefaultInfinity: true });

test("targets keep the order of the losses, and are finite whatever their size", () => {
  fc.assert(
    fc.property(fc.array(loss, { minLength: 1, maxLength: 30 }), (losses) => {
      const targets = targetsOf(losses);
      expect(targets.every(Number.isFinite)).toBe(true);
      for (const [i, a] of losses.entries()) {
        for (const [k, b] of losses.entries())
          if (a < b) expect(targets[i]! - targets[k]!).toBeLessThan(1e-9);
      }
    }),
  );
});

test("what has no loss counts as a little worse than the worst", () => {
  const targets = targetsOf([1, null, 3, 2]);
  expect(targets[1]).toBeCloseTo(targets[2]! + 0.5, 12);
});

test("one explosion does not flatten the rest", () => {
  const [calm, wild] = [targetsOf([1, 2, 3, 4, 5, 6, 7, 8]), targetsOf([1, 2, 3, 4, 5, 6, 7, 1e30])];
  expect(wild[1]! - wild[0]!).toBeGreaterThan(0.2 * (calm[1]! - calm[0]!));
});

test("equal losses, one loss, and none are zero", () => {
  expect([...targetsOf([5, 5, 5])]).toEqual([0, 0, 0]);
  expect([...targetsOf([1e300])]).toEqual([0]);
  expect([...targetsOf([null, null])]).toEqual([0, 0]);
});

test("many losses have mean 0 and variance 1", () => {
  const targets = targetsOf(Array.from({ length: 50 }, (_, i) => Math.exp(i / 5)));
  const mean = targets.reduce((sum, t) => sum + t, 0) / 50;
  expect(mean).toBeCloseTo(0, 10);
  expect(targets.reduce((sum, t) => sum + t * t, 0) / 50).toBeCloseTo(1, 10);
});
