import fc from "fast-check";
import { expect, test } from "vitest";
import { stream } from "../math/rng.ts";
import { branch, categorical, decode, encode, float, int } from "../space/index.ts";
import { axesOf, draw, mutate, snap } from "./unit-space.ts";

const space = {
  lr: float(1e-5, 1e-1, { log: true }),
  step: float(0, 1, { step: 0.1 }),
  size: int(1, 1000, { log: true }),
  model: branch({
    svm: { c: float(0.1, 10), kernel: categorical(["rbf", "poly"]) },
    forest: { trees: int(10, 500), inner: branch({ a: { x: float(0, 1) }, b: {} }) },
  }),
};
const axes = axesOf(space);
const cube = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), {
  minLength: axes.length,
  maxLength: axes.length,
});

test("the kinds follow the domains", () => {
  expect(axes.map((a) => `${a.dim.name} ${a.kind}`)).toEqual([
    "lr number",
    "step number",
    "size number",
    "model label",
    "model.svm.c arc",
    "model.svm.kernel label",
    "model.forest.trees arc",
    "model.forest.inner label",
    "model.forest.inner.a.x arc",
  ]);
});

test("snapping is what decoding and encoding give, in one step", () => {
  fc.assert(
    fc.property(cube, (u) => {
      const snapped = snap(axes, Float64Array.from(u), () => 0.5);
      const there = encode(space, decode(space, u));
      snapped.forEach((x, j) => {
        if (Number.isNaN(there[j]!)) expect(x).toBeNaN();
        else expect(x).toBeCloseTo(there[j]!, 12);
      });
    }),
  );
});

test("snapped, drawn and mutated points snap to themselves", () => {
  fc.assert(
    fc.property(fc.nat(), fc.double({ min: 0.001, max: 1, noNaN: true }), (seed, sd) => {
      const rng = stream(seed, "points", 0);
      const u = draw(axes, rng);
      const near = mutate(axes, u, rng, { sd, rate: 0.3 });
      for (const p of [u, near]) expect(snap(axes, p, () => Number.NaN)).toEqual(p);
    }),
  );
});
