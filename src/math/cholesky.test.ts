import fc from "fast-check";
import { expect, test } from "vitest";
import { factor, inverse, logDet, solveLower, solveUpper } from "./cholesky.ts";
import { normal, stream } from "./rng.ts";

/** B Bᵀ + n I, which is positive definite. */
function positiveDefinite(n: number, seed: number): Float64Array {
  const rng = stream(seed, "matrix", n);
  const b = Float64Array.from({ length: n * n }, () => normal(rng));
  const a = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      for (let k = 0; k < n; k++) a[i * n + j]! += b[i * n + k]! * b[j * n + k]!;
    }
    a[i * n + i]! += n;
  }
  return a;
}

const sizes = fc.record({ n: fc.integer({ min: 1, max: 24 }), seed: fc.nat(1000) });

test("L Lᵀ is A, to 1e-14 n of its size", () => {
  fc.assert(
    fc.property(sizes, ({ n, seed }) => {
      const a = positiveDefinite(n, seed);
      const l = a.slice();
      expect(factor(l, n)).toBe(true);
      const size = Math.max(...a.map(Math.abs));
      for (let i = 0; i < n; i++) {
        for (let j = 0; j <= i; j++) {
          let sum = 0;
          for (let k = 0; k <= j; k++) sum += l[i * n + k]! * l[j * n + k]!;
          expect(Math.abs(sum - a[i * n + j]!)).toBeLessThan(1e-14 * n * size);
        }
      }
    }),
  );
});

test("solving gives back what was multiplied, and so does the inverse", () => {
  fc.assert(
    fc.property(sizes, ({ n, seed }) => {
      const a = positiveDefinite(n, seed);
      const x = Float64Array.from({ length: n }, (_, i) => Math.sin(i + seed));
      const b = x.map((_, i) => x.reduce((sum, v, j) => sum + a[i * n + j]! * v, 0));
      const l = a.slice();
      factor(l, n);
      const solved = solveUpper(l, n, solveLower(l, n, b.slice()));
      const inv = inverse(l, n);
      for (let i = 0; i < n; i++) {
        expect(solved[i]).toBeCloseTo(x[i]!, 9);
        expect(b.reduce((sum, v, j) => sum + inv[i * n + j]! * v, 0)).toBeCloseTo(x[i]!, 9);
      }
    }),
  );
});

test("the determinant of a diagonal matrix is the product", () => {
  const l = Float64Array.of(4, 0, 0, 9);
  factor(l, 2);
  expect(logDet(l, 2)).toBeCloseTo(Math.log(36), 14);
});

test("what is not positive definite, or has a NaN, is refused", () => {
  expect(factor(Float64Array.of(1, 2, 2, 1), 2)).toBe(false);
  expect(factor(Float64Array.of(1, 0, Number.NaN, 1), 2)).toBe(false);
  expect(factor(Float64Array.of(0), 1)).toBe(false);
});
