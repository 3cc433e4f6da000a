import fc from "fast-check";
import { expect, test } from "vitest";
import { stream } from "../../math/rng.ts";
import { float } from "../../space/index.ts";
import { drive, finishedIn } from "../../testing/index.ts";
import { random } from "../random.ts";
import type { Sampler } from "../sampler.ts";
import { axesOf } from "../unit-space.ts";
import { boundModels, logFeasible } from "./bounds.ts";
import { gp } from "./gp.ts";

const space = { x: float(0, 1), y: float(0, 1) };
const axes = axesOf(space);

/** Two bounds over a square, as so many trials saw them. */
function seen(n: number) {
  const rng = stream(1, "bounds", n);
  const X = Array.from({ length: n }, () => Float64Array.of(rng(), rng()));
  const margins = X.map((u) => [u[0]! + u[1]! - 1, 1000 * (0.3 - u[0]!)]);
  return { X, margins };
}

function posteriorsOf(
  { X, margins }: { readonly X: Float64Array[]; readonly margins: (readonly number[] | null)[] },
  pending: readonly Float64Array[] = [],
) {
  return boundModels(X, { losses: [], margins, fits: [] }, { axes, pending })!.posteriors;
}

test("where bounds hold, their chance is high, and low where they are broken", () => {
  const posteriors = posteriorsOf(seen(30));
  const chance = (x: number, y: number) => Math.exp(logFeasible(posteriors).value(Float64Array.of(x, y)));
  expect(chance(0.5, 0.2)).toBeGreaterThan(0.9);
  expect(chance(0.1, 0.2)).toBeLessThan(0.1);
  expect(chance(0.9, 0.9)).toBeLessThan(0.1);
});

test("the slope of the chance is that of central differences", () => {
  const chance = logFeasible(posteriorsOf(seen(12)));
  const inside = fc.double({ min: 0.02, max: 0.98, noNaN: true });
  fc.assert(
    fc.property(inside, inside, (x, y) => {
      const u = Float64Array.of(x, y);
      const { gradient, value } = chance.slope(u);
      expect(value).toBeCloseTo(chance.value(u), 10);
      const slopes = gradient.slice();
      for (let j = 0; j < 2; j++) {
        const at = (h: number) => chance.value(u.map((v, i) => (i === j ? v + h : v)));
        const central = (at(1e-5) - at(-1e-5)) / 2e-5;
        fc.pre(Math.min(at(1e-5), at(-1e-5)) > -15); // below, the chance is cut
        expect(slopes[j]).toBeCloseTo(central, 3);
      }
    }),
  );
});

test("trials that did not say their values are left out, and huge margins are survived", () => {
  const { X, margins } = seen(10);
  const some = { X, margins: margins.map((m, i) => (i % 2 === 0 ? null : m.map((v) => v * 1e300))) };
  const posteriors = posteriorsOf(some, [Float64Array.of(0.5, 0.5)]);
  expect(logFeasible(posteriors).value(Float64Array.of(0.4, 0.4))).toSatisfy(Number.isFinite);
});

test("there is no model without bounds, nor before a trial has said how it stands with them", () => {
  const { X, margins } = seen(3);
  const nobody = margins.map(() => null);
  expect(boundModels(X, null, { axes, pending: [] })).toBeNull();
  expect(boundModels(X, { losses: [], margins: nobody, fits: [] }, { axes, pending: [] })).toBeNull();
});

test("in a thin feasible ring the model comes nearer to the best than random search, at the median of 5 seeds", () => {
  const goals = { loss: "minimize", far: { atMost: 0.1 }, near: { atLeast: -0.02 } } as const;
  const regret = (sampler: Sampler, seed: number) => {
    const { history } = drive(
      sampler,
      { space, goals, seed },
      (p) => {
        const [x, y] = [Number(p.x), Number(p.y)];
        const off = Math.hypot(x - 0.5, y - 0.5) - 0.35; // a ring, of radius 0.33 to 0.45
        return { outcome: { state: "complete", values: { loss: x + y, far: off, near: off } } };
      },
      { trials: 30 },
    );
    const losses = finishedIn(history)
      .filter(({ values }) => values!.far! <= 0.1 && values!.near! >= -0.02)
      .map(({ values }) => values!.loss!);
    return Math.min(...losses, 2) - (1 - 0.45 * Math.SQRT2);
  };
  const middle = (sampler: Sampler) =>
    [1, 2, 3, 4, 5].map((seed) => regret(sampler, seed)).sort((a, b) => a - b)[2]!;
  expect(middle(gp())).toBeLessThan(middle(random()) / 5);
});
