import fc from "fast-check";
import { expect, test } from "vitest";
import { factor, inverse, logDet, solveLower, solveUpper, Triangle } from "./cholesky.ts";
import { normal, stream } from "./rng.ts";
import { compiled } from "./simd/compiled.ts";
import * as plain from "./simd/plain.ts";

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

const sizes = fc.record({ n: fc.integer({ min: 1, max: 40 }), seed: fc.nat(1000) });

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
        const row = b.map((_, j) => inv[Math.max(i, j) * n + Math.min(i, j)]!); // of which the lower half is filled
        expect(b.reduce((sum, v, j) => sum + row[j]! * v, 0)).toBeCloseTo(x[i]!, 9);
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

const bitsOf = (x: Float64Array) => [...new BigUint64Array(x.buffer, x.byteOffset, x.length)];

test("this engine has the compiled loops", () => {
  expect(compiled).not.toBeNull();
});

test("factors, solutions and inverses are those of the plain loops, to the bit", () => {
  fc.assert(
    fc.property(sizes, ({ n, seed }) => {
      const a = positiveDefinite(n, seed);
      const [l, twin] = [a.slice(), a.slice()];
      const b = Float64Array.from({ length: n }, (_, i) => Math.sin(i + seed));
      const x = b.slice();
      expect(plain.factor(l, n)).toBe(true);
      expect(compiled!.factor(twin, n, x)).toBe(true);
      expect(bitsOf(x)).toEqual(bitsOf(solveUpper(l, n, solveLower(l, n, b.slice()))));
      expect(bitsOf(twin)).toEqual(bitsOf(l));
      const lowerHalf = (a: Float64Array) => bitsOf(a.filter((_, at) => at % n <= Math.floor(at / n)));
      const inverses = [new Float64Array(n * n), l.slice()] as const;
      compiled!.inverse(l, n, inverses[0]);
      plain.inverse(inverses[1], n, inverses[1]); // in place
      expect(lowerHalf(inverses[0])).toEqual(lowerHalf(inverses[1]));
      const triangle = new Triangle(l, n);
      const [lower, upper] = [b.slice(), b.slice()];
      plain.solveLower({ values: l, stride: n }, lower);
      plain.solveUpper({ values: l, stride: n }, upper);
      expect(bitsOf(triangle.lower(b.slice()))).toEqual(bitsOf(lower));
      expect(bitsOf(triangle.upper(b.slice()))).toEqual(bitsOf(upper));
    }),
  );
});

test("what is not positive definite is told, a NaN too", () => {
  for (const bad of [-1, Number.NaN]) {
    const a = positiveDefinite(20, 1);
    a[13 * 20 + 13] = bad;
    expect(compiled!.factor(a, 20)).toBe(false);
  }
});

test("more matrices than it keeps, taken by turns, and one that is too large to be kept", () => {
  const n = 290;
  const ls = Array.from({ length: 11 }, (_, seed) => {
    const l = new Float64Array(n * n).fill(0.01);
    for (let i = 0; i < n; i++) l[i * n + i] = 1 + seed;
    return l;
  });
  const triangles = ls.map((l) => new Triangle(l, n));
  for (let round = 0; round < 3; round++) {
    triangles.forEach((triangle, i) => {
      const b = new Float64Array(n).fill(1);
      plain.solveLower({ values: ls[i]!, stride: n }, b);
      for (let turn = 0; turn < 2; turn++) {
        expect(bitsOf(triangle.lower(new Float64Array(n).fill(1)))).toEqual(bitsOf(b));
      }
    });
  }
  const large = 1000;
  const eye = new Float64Array(large * large);
  for (let i = 0; i < large; i++) eye[i * large + i] = 2;
  expect(new Triangle(eye, large).upper(new Float64Array(large).fill(1))[7]).toBe(0.5);
  expect(compiled!.factor(eye, large)).toBe(true); // the memory grows
  expect(eye[0]).toBe(Math.SQRT2);
});
