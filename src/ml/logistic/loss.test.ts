import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { normal, stream } from "../../math/rng.ts";
import { binaryLoss } from "./binary-loss.ts";
import type { Sample, SmoothLoss } from "./loss.ts";
import { softmaxLoss } from "./softmax-loss.ts";

const [n, p] = [9, 3];

/** A random problem of k classes, and a point in it. */
function problemOf(seed: number, k: number) {
  const rng = stream(seed, "test", 0);
  const sample: Sample = {
    X: { data: Float64Array.from({ length: n * p }, () => normal(rng)), rows: n, cols: p },
    codes: Int32Array.from({ length: n }, (_, i) => i % k),
    C: 0.7,
    weight: Float64Array.from({ length: n }, (_, i) => 0.5 + (i % 3)),
    ridge: Float64Array.of(0.5, 0, 2),
  };
  const w = Float64Array.from({ length: k === 2 ? p : k * p }, () => 2 * normal(rng));
  return { sample, w };
}

function derivativesAt(loss: SmoothLoss, w: Float64Array) {
  const g = new Float64Array(loss.size);
  const H = new Float64Array(loss.size ** 2);
  loss.value(w);
  loss.derivatives(g, H);
  return { g, H };
}

describe.each([
  ["two classes", 2, (s: Sample) => binaryLoss(s)],
  ["three classes", 3, (s: Sample) => softmaxLoss(s, 3)],
] as const)("the loss of %s", (_, k, make) => {
  test("is C times −log of what the model gives the right classes, plus the ridge", () => {
    const { sample, w } = problemOf(1, k);
    const { X, codes, C, weight, ridge } = sample;
    const z = (i: number, c: number) => {
      if (k === 2 && c === 0) return 0;
      const offset = k === 2 ? 0 : c * p;
      return Array.from({ length: p }, (_, j) => X.data[i * p + j]! * w[offset + j]!).reduce((a, b) => a + b);
    };
    let expected = 0;
    for (let i = 0; i < n; i++) {
      const scores = Array.from({ length: k }, (_, c) => z(i, c));
      const total = scores.reduce((sum, s) => sum + Math.exp(s), 0);
      expected += C * weight![i]! * (Math.log(total) - scores[codes[i]!]!);
    }
    w.forEach((wj, a) => {
      expected += (ridge[a % p]! * wj ** 2) / 2;
    });
    expect(make(sample).value(w)).toBeCloseTo(expected, 10);
  });

  test("has the gradient and the Hessian that differences give", () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const { sample, w } = problemOf(seed, k);
        const loss = make(sample);
        const { g, H } = derivativesAt(loss, w);
        const h = 1e-5;
        const moved = (j: number, by: number) => w.map((x, m) => (m === j ? x + by : x));
        for (let j = 0; j < loss.size; j++) {
          const slope = (loss.value(moved(j, h)) - loss.value(moved(j, -h))) / (2 * h);
          expect(g[j]).toBeCloseTo(slope, 5);
          const [up, down] = [derivativesAt(loss, moved(j, h)).g, derivativesAt(loss, moved(j, -h)).g];
          for (let m = 0; m < loss.size; m++) {
            expect(H[m * loss.size + j]).toBeCloseTo((up[m]! - down[m]!) / (2 * h), 5);
            expect(H[m * loss.size + j]).toBe(H[j * loss.size + m]);
          }
        }
      }),
      { numRuns: 30 },
    );
  });

  test("is finite at weights of 1e4, where exp would overflow", () => {
    const { sample, w } = problemOf(2, k);
    const loss = make(sample);
    const far = w.map((x) => 1e4 * x);
    expect(Number.isFinite(loss.value(far))).toBe(true);
    const { g, H } = derivativesAt(loss, far);
    expect([...g, ...H].every(Number.isFinite)).toBe(true);
  });
});
