import fc from "fast-check";
import { expect, test } from "vitest";
import { symmetricEigen } from "./eigen.ts";
import { normal, stream } from "./rng.ts";

test("the eigenvalues of the second difference are those of the textbook", () => {
  const n = 8;
  const a = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    a[i * n + i] = 2;
    if (i + 1 < n) {
      a[i * n + i + 1] = -1;
      a[(i + 1) * n + i] = -1;
    }
  }
  const { values } = symmetricEigen(a, n);
  values.forEach((v, k) => {
    expect(v).toBeCloseTo(2 - 2 * Math.cos(((k + 1) * Math.PI) / (n + 1)), 13); // Golub and Van Loan 2013, 4.8.4
  });
});

test("the values of a Hilbert matrix are numpy 2.4.6's to its accuracy", () => {
  const n = 4;
  const a = Float64Array.from({ length: n * n }, (_, at) => 1 / (Math.floor(at / n) + (at % n) + 1));
  const { values } = symmetricEigen(a, n);
  const expected = [9.67023040226e-5, 0.0067382736057606, 0.16914122022145, 1.50021428005924];
  for (const [k, v] of expected.entries()) expect(Math.abs(values[k]! - v)).toBeLessThan(1e-14);
});

test("a degenerate matrix has its values, and orthonormal vectors", () => {
  const ones = new Float64Array(25).fill(1);
  const { values, vectors } = symmetricEigen(ones, 5);
  expect([...values].map((v) => Math.round(v * 1e12) / 1e12 + 0)).toEqual([0, 0, 0, 0, 5]);
  for (let a = 0; a < 5; a++) {
    for (let b = 0; b < 5; b++) {
      let dot = 0;
      for (let i = 0; i < 5; i++) dot += vectors[i * 5 + a]! * vectors[i * 5 + b]!;
      expect(dot).toBeCloseTo(a === b ? 1 : 0, 13);
    }
  }
});

test("V diag(values) Vᵀ is the matrix, and the values ascend", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 12 }), fc.integer(), (n, seed) => {
      const rng = stream(seed, "eigen", n);
      const a = new Float64Array(n * n);
      for (let i = 0; i < n; i++) for (let j = 0; j <= i; j++) a[i * n + j] = a[j * n + i] = normal(rng);
      const { values, vectors } = symmetricEigen(a, n);
      const size = Math.max(...a.map(Math.abs));
      for (let i = 0; i < n; i++) {
        for (let j = 0; j < n; j++) {
          let sum = 0;
          for (let k = 0; k < n; k++) sum += vectors[i * n + k]! * values[k]! * vectors[j * n + k]!;
          expect(Math.abs(sum - a[i * n + j]!)).toBeLessThan(1e-13 * n * size);
        }
      }
      expect([...values]).toEqual([...values].sort((x, y) => x - y));
    }),
    { numRuns: 50 },
  );
});
