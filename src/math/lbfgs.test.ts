import fc from "fast-check";
import { expect, test } from "vitest";
import { type Differentiable, minimize } from "./lbfgs.ts";

const rosenbrock: Differentiable = ([a, b]) => ({
  value: (1 - a!) ** 2 + 100 * (b! - a! * a!) ** 2,
  gradient: Float64Array.of(-2 * (1 - a!) - 400 * a! * (b! - a! * a!), 200 * (b! - a! * a!)),
});
const box = (low: number, high: number, d = 2) => ({
  low: new Float64Array(d).fill(low),
  high: new Float64Array(d).fill(high),
});

test("Rosenbrock's valley from (-1.2, 1) ends with a gradient below 1e-6 in under 60 evaluations", () => {
  const { x, evaluations } = minimize(rosenbrock, Float64Array.of(-1.2, 1), box(-Infinity, Infinity));
  expect(Math.max(...rosenbrock(x).gradient.map(Math.abs))).toBeLessThan(1e-6);
  expect(evaluations).toBeLessThan(60);
});

test("a bound in the way becomes part of the answer", () => {
  const { x } = minimize(rosenbrock, Float64Array.of(-1.2, 1), box(-2, 0.5));
  expect(x[0]).toBe(0.5);
  expect(x[1]).toBeCloseTo(0.25, 6);
});

test("a start outside of the box is taken into it, and the end never leaves it", () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 3, maxLength: 3 }),
      (centre) => {
        const bowl: Differentiable = (x) => ({
          value: x.reduce((sum, v, i) => sum + (i + 1) * (v - centre[i]!) ** 2, 0),
          gradient: x.map((v, i) => 2 * (i + 1) * (v - centre[i]!)),
        });
        const { x } = minimize(bowl, Float64Array.of(9, -9, 0), box(-1, 2, 3));
        x.forEach((v, i) => void expect(v).toBeCloseTo(Math.min(2, Math.max(-1, centre[i]!)), 5));
      },
    ),
  );
});

test("where the function is not defined, it turns back", () => {
  const log: Differentiable = ([x]) => ({ value: x! - Math.log(x!), gradient: Float64Array.of(1 - 1 / x!) });
  expect(minimize(log, Float64Array.of(0.01), box(-Infinity, Infinity, 1)).x[0]).toBeCloseTo(1, 5);
});

test("a stationary start is the answer, after one evaluation", () => {
  expect(minimize(rosenbrock, Float64Array.of(1, 1), box(-2, 2))).toMatchObject({ value: 0, evaluations: 1 });
});
