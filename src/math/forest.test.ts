import { describe, expect, it } from "vitest";
import { anova } from "./fanova.ts";
import { growForest, impurityOf, predictForest } from "./forest.ts";
import { stream } from "./rng.ts";
import { shapleySizes } from "./shapley.ts";

const features = [0, 0, 3]; // two numbers and a label of three

/** f = 4 a + (label 0 ? 2 : 0), on a grid; b is idle. */
function data(n: number) {
  const rng = stream(1, "data", 0);
  const X = Array.from({ length: n }, () => Float64Array.of(rng(), rng(), (Math.floor(rng() * 3) + 0.5) / 3));
  return { X, y: Float64Array.from(X, truth) };
}

const truth = (x: Float64Array) => 4 * x[0]! + (x[2]! < 1 / 3 ? 2 : 0);

describe("a forest", () => {
  const { X, y } = data(400);
  const forest = growForest(X, y, features, { trees: 20, rng: stream(1, "forest", 0) });

  it("predicts what it has seen, and what lies between", () => {
    const rng = stream(2, "data", 0);
    const fresh = Array.from({ length: 100 }, () =>
      Float64Array.of(rng(), rng(), (Math.floor(rng() * 3) + 0.5) / 3),
    );
    const errors = fresh.map((x) => Math.abs(predictForest(forest, features, x) - truth(x)));
    expect(Math.max(...errors)).toBeLessThan(0.25);
  });

  it("of random splits predicts nearly as well, and no two of its trees are alike", () => {
    const random = { share: 5 / 6, thresholds: 3 };
    const trees = growForest(X, y, features, { trees: 40, random, rng: stream(1, "random", 0) });
    const errors = X.map((x) => Math.abs(predictForest(trees, features, x) - truth(x)));
    expect(errors.reduce((sum, e) => sum + e, 0) / errors.length).toBeLessThan(0.15);
    expect(new Set(trees.map((tree) => JSON.stringify(tree))).size).toBe(40);
  });

  it("is a single leaf on equal values, and then nothing explains anything", () => {
    const flat = growForest(X, new Float64Array(400).fill(3), features, {
      trees: 3,
      rng: stream(1, "flat", 0),
    });
    expect(flat.every((tree) => tree.feature.length === 1)).toBe(true);
    expect([...anova(flat, features).alone]).toEqual([0, 0, 0]);
    expect([...impurityOf(flat, 3)]).toEqual([0, 0, 0]);
  });

  it("keeps as many rows in each leaf as asked for", () => {
    const [tree] = growForest(X, y, features, { trees: 1, minLeaf: 100, rng: stream(1, "leaf", 0) });
    expect(tree!.feature.filter((j) => j < 0).length).toBeLessThanOrEqual(4);
  });

  it("has the shares of variance of the function, and no interaction where there is none", () => {
    // Var(4 a) = 16/12, Var(2 [label 0]) = 4 (1/3)(2/3)
    const [ofA, ofLabel] = [16 / 12, 8 / 9];
    const { alone, together } = anova(forest, features, [[0, 2]]);
    expect(alone[0]).toBeCloseTo(ofA / (ofA + ofLabel), 1);
    expect(alone[1]).toBeLessThan(0.01);
    expect(alone[2]).toBeCloseTo(ofLabel / (ofA + ofLabel), 1);
    expect(together[0]).toBeLessThan(0.02);
  });

  it("finds what only two explain together", () => {
    const xor = Float64Array.from(X, (x) => (x[0]! < 0.5 === x[1]! < 0.5 ? 1 : -1));
    const grown = growForest(X, xor, features, { trees: 10, rng: stream(1, "xor", 0) });
    const { alone, together } = anova(grown, features, [
      [0, 1],
      [0, 2],
    ]);
    expect(together[0]).toBeGreaterThan(0.8);
    expect(together[1]).toBeLessThan(0.05);
    expect(alone[0]! + alone[1]!).toBeLessThan(0.15);
  });
});

it("gives each term of a sum its own size as Shapley value", () => {
  // |x0 - z0| over the pairs of {0, 1, 2, 3} / 3 is, as mean over z of a signed difference, |x - 1/2|: 1/3 on average
  const points = Array.from({ length: 4 }, (_, i) => Float64Array.of(i / 3, 0.5, i % 2));
  const sizes = shapleySizes((x) => x[0]! + 10 * x[1]! + 3 * x[2]!, points, {
    rounds: 3000,
    rng: stream(1, "s", 0),
  });
  expect(sizes[0]).toBeCloseTo(1 / 3, 1);
  expect(sizes[1]).toBe(0);
  expect(sizes[2]).toBeCloseTo(1.5, 1);
});
