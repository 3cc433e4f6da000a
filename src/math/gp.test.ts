import fc from "fast-check";
import { expect, test } from "vitest";
import { fitTheta, Posterior } from "./gp.ts";
import { negativeLogPosterior, type Observations, priorOf } from "./gp-evidence.ts";
import type { Kind } from "./kernel.ts";
import { logH } from "./special.ts";

// The worked example was computed with numpy and scipy.
const data: Observations = {
  X: [
    [0.1, 0.2],
    [0.5, 0.9],
    [0.8, 0.3],
    [0.3, 0.7],
  ].map((row) => Float64Array.from(row)),
  y: Float64Array.of(0.5, -1, 1.2, -0.7),
  kinds: ["number", "number"],
};
const theta = Float64Array.from([0.5, 1, 1.3, 0.01, 1e-300].map(Math.log));
const flat = (d: number) => ({ ...priorOf(d), sd: new Float64Array(d + 3).fill(Infinity) });

test("evidence and gradient are those of the worked example", () => {
  const { value, gradient } = negativeLogPosterior(data, flat(2))(theta);
  expect(-value - 2 * Math.log(2 * Math.PI)).toBeCloseTo(-5.6651945301206155, 12);
  [-0.16458351, -1.67555071, 0.84521146, -0.01400401].forEach(
    (g, i) => void expect(-gradient[i]!).toBeCloseTo(g, 7),
  );
});

test("evidence and gradient stay the same among coordinates in which all points agree, wherever these stand", () => {
  const d = 9; // twice four at a time, and one more
  for (let first = 0; first < d; first++) {
    const second = (first + 5) % d;
    const X = data.X.map(([a, b]) => {
      const row = new Float64Array(d).fill(0.5);
      [row[first], row[second]] = [a!, b!];
      return row;
    });
    const wide = new Float64Array(d + 3);
    [wide[first], wide[second]] = [theta[0]!, theta[1]!];
    wide.set(theta.subarray(2), d);
    const f = negativeLogPosterior({ ...data, X, kinds: Array(d).fill("number") }, flat(d));
    const { value, gradient } = f(wide);
    expect(-value - 2 * Math.log(2 * Math.PI)).toBeCloseTo(-5.6651945301206155, 12);
    const found = [first, second, d, d + 1].map((j) => -gradient[j]!);
    [-0.16458351, -1.67555071, 0.84521146, -0.01400401].forEach(
      (g, i) => void expect(found[i]).toBeCloseTo(g, 7),
    );
    const others = gradient.subarray(0, d).filter((_, j) => j !== first && j !== second);
    expect(others.every((g) => g === 0)).toBe(true);
  }
});

test("mean, variance and log expected improvement are those of the worked example", () => {
  const { mean, variance } = new Posterior(data, theta).predict(Float64Array.of(0.6, 0.4));
  expect(mean).toBeCloseTo(0.4136456908656724, 12);
  expect(variance).toBeCloseTo(0.13348154261629053, 12);
  const sd = Math.sqrt(variance);
  expect(logH((mean - 1.2) / sd) + Math.log(sd)).toBeCloseTo(-6.193381536507763, 10);
});

test("with a trend, they are those of numpy", () => {
  // numpy 2.4.6, by eqs. 2.25, 2.26 and 2.30 with s M + t F Fᵀ + v I written out
  const bowed = Float64Array.from([0.5, 1, 1.3, 0.01, 0.4].map(Math.log));
  const { value } = negativeLogPosterior(data, flat(2))(bowed);
  expect(-value - 2 * Math.log(2 * Math.PI)).toBeCloseTo(-5.194469474435003, 12);
  const { mean, variance } = new Posterior(data, bowed).predict(Float64Array.of(0.6, 0.4));
  expect(mean).toBeCloseTo(0.4516197357637039, 12);
  expect(variance).toBeCloseTo(0.17811776066437424, 12);
});

test("a bowl goes on where nothing was tried, however short the lengths", () => {
  const X = Array.from({ length: 12 }, (_, i) => Float64Array.of(0.2 + (0.6 * i) / 11));
  const y = Float64Array.from(X, ([x]) => 30 * (x! - 0.5) ** 2 - 1);
  const atEdge = (t: number) => {
    const theta = Float64Array.from([0.05, 1, 1e-3, t].map(Math.log));
    return new Posterior({ X, y, kinds: ["number"] }, theta).predict(Float64Array.of(1)).mean;
  };
  expect(atEdge(5)).toBeGreaterThan(1); // bad, as the bowl goes on
  expect(atEdge(1e-300)).toBeLessThan(0.1); // as usual
});

const kinds: Kind[] = ["number", "arc", "label"];
const unit = fc.double({ min: 0, max: 1, noNaN: true });
const point = fc.tuple(unit, fc.oneof(unit, fc.constant(Number.NaN)), fc.constantFrom(0.25, 0.75));
const mixed = fc
  .array(fc.record({ x: point, y: fc.double({ min: -2, max: 2, noNaN: true }) }), {
    minLength: 2,
    maxLength: 8,
  })
  .map((rows) => ({
    X: rows.map((r) => Float64Array.from(r.x)),
    y: Float64Array.from(rows, (r) => r.y),
    kinds,
  }));

test("the gradient of the posterior of theta is that of central differences", () => {
  const near = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 6, maxLength: 6 });
  fc.assert(
    fc.property(mixed, near, (data, shift) => {
      const f = negativeLogPosterior(data, priorOf(3));
      const at = Float64Array.from(shift, (s, j) => (j === 4 ? -3 + s : s));
      const { gradient } = f(at);
      for (let j = 0; j < 6; j++) {
        const step = (h: number) => f(at.map((t, i) => (i === j ? t + h : t))).value;
        const numeric = (step(1e-5) - step(-1e-5)) / 2e-5;
        expect(Math.abs(gradient[j]! - numeric)).toBeLessThan(1e-5 * Math.max(1, Math.abs(numeric)));
      }
    }),
    { numRuns: 50 },
  );
});

test("the gradient of a prediction is that of central differences, and 0 for what cannot move", () => {
  fc.assert(
    fc.property(mixed, unit, unit, (data, a, b) => {
      const posterior = new Posterior(data, Float64Array.of(-0.5, 0, 0.3, 0, -3, -0.7));
      const x = Float64Array.of(a, b, 0.25);
      const { meanSlope, varianceSlope } = posterior.predictWithSlope(x);
      for (const j of [0, 1]) {
        const at = (h: number) => posterior.predict(x.map((v, i) => (i === j ? v + h : v)));
        expect(meanSlope[j]).toBeCloseTo((at(1e-6).mean - at(-1e-6).mean) / 2e-6, 4);
        expect(varianceSlope[j]).toBeCloseTo((at(1e-6).variance - at(-1e-6).variance) / 2e-6, 4);
      }
      expect([meanSlope[2], varianceSlope[2]]).toEqual([0, 0]);
    }),
    { numRuns: 50 },
  );
});

test("a fit finds which coordinate matters", () => {
  const X = Array.from({ length: 20 }, (_, i) => Float64Array.of((i * 0.37) % 1, (i * 0.61) % 1));
  const y = Float64Array.from(X, ([a]) => Math.sin(6 * a!));
  const fitted = fitTheta({ X, y, kinds: ["number", "number"] }, priorOf(2), {
    starts: [priorOf(2).mean],
    maxIterations: 60,
  });
  expect(fitted.theta[1]! - fitted.theta[0]!).toBeGreaterThan(1); // e times as long
});

test("copies, equal values and a single point are survived", () => {
  const same = Array.from({ length: 5 }, () => Float64Array.of(0.5));
  for (const data of [
    { X: same, y: Float64Array.of(1, -1, 0, 2, -2), kinds: ["number" as const] },
    { X: same, y: new Float64Array(5), kinds: ["number" as const] },
    { X: [Float64Array.of(0.5)], y: Float64Array.of(0), kinds: ["number" as const] },
  ]) {
    const { theta } = fitTheta(data, priorOf(1), { starts: [priorOf(1).mean], maxIterations: 50 });
    const { mean, variance } = new Posterior(data, theta).predict(Float64Array.of(0.2));
    expect([mean, variance].every(Number.isFinite) && variance > 0).toBe(true);
  }
});

test("hyperparameters are fitted among labels alone, too, where there is no trend", () => {
  const labels = [0.125, 0.375, 0.625, 0.875];
  const X = labels.flatMap((a) => labels.map((b) => Float64Array.of(a, b)));
  const y = Float64Array.from(X, ([a]) => 2 * (a! - 0.5)); // the second says nothing
  const prior = priorOf(2);
  const found = fitTheta({ X, y, kinds: ["label", "label"] }, prior, {
    starts: [prior.mean],
    maxIterations: 30,
  });
  expect(found.value).toBeLessThan(Number.POSITIVE_INFINITY);
  expect(found.theta[1]).toBeGreaterThan(found.theta[0]! + 1);
});
