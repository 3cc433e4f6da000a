import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { normal, stream } from "../math/rng.ts";
import { loadIris } from "./datasets.ts";
import type { LogisticRegressionParams } from "./logistic/options.ts";
import { LogisticRegression } from "./logistic-regression.ts";

interface Case {
  readonly data: "three classes" | "two classes";
  readonly options: Partial<LogisticRegressionParams>;
  readonly coef: readonly (readonly number[])[];
  readonly intercept: readonly number[];
  readonly proba?: readonly (readonly number[])[];
}

const { cases } = JSON.parse(
  readFileSync(new URL("./fixtures/logistic-regression.json", import.meta.url), "utf8"),
) as { readonly cases: readonly Case[] };

/** Each column with mean 0 and variance 1. */
function standardised(X: readonly (readonly number[])[]): number[][] {
  const columns = X[0]!.map((_, j) => {
    const column = X.map((row) => row[j]!);
    const mean = column.reduce((sum, x) => sum + x, 0) / X.length;
    const sd = Math.sqrt(column.reduce((sum, x) => sum + (x - mean) ** 2, 0) / X.length);
    return { mean, sd };
  });
  return X.map((row) => row.map((x, j) => (x - columns[j]!.mean) / columns[j]!.sd));
}

const iris = loadIris();
const X = standardised(iris.data);
const sets = {
  "three classes": { X, y: iris.target },
  "two classes": { X: X.slice(50), y: iris.target.slice(50) },
};

describe("the weights are scikit-learn's", () => {
  test.each(cases.map((c) => [`${c.data}, ${JSON.stringify(c.options)}`, c] as const))("%s", (_, c) => {
    const { X, y } = sets[c.data];
    const model = new LogisticRegression(c.options).fit(X, y);
    expect(model.converged).toBe(true);
    // saga ends at a step of 1e-11, which leaves the weights good to some 1e-6
    const digits = c.options.solver === "saga" && c.options.penalty !== "l2" ? 4 : 6;
    c.coef.forEach((row, k) => {
      row.forEach((w, j) => {
        expect(model.coef[k]![j], `weight ${j} of row ${k}`).toBeCloseTo(w, digits);
      });
      expect(model.intercept[k], `intercept ${k}`).toBeCloseTo(c.intercept[k]!, digits);
    });
    const proba = model.predictProba(X.slice(0, 3));
    c.proba?.forEach((row, i) => {
      row.forEach((p, k) => {
        expect(proba[i]![k]).toBeCloseTo(p, digits);
      });
    });
  });
});

/**
 * How far weights are from an optimum: the largest slope that is left, against the slope at 0. Computed here anew, from
 * the definition: the gradient of C Σ loss + ½ l2 |w|², and the share of the l1 penalty that it must not exceed.
 */
function slopeLeft(
  model: LogisticRegression,
  X: readonly (readonly number[])[],
  y: readonly number[],
  { C = 1, penalty = "l2" }: Partial<LogisticRegressionParams>,
): number {
  const proba = model.predictProba(X);
  const { classes, coef } = model;
  const [l1, l2] = [penalty === "l1" ? 1 : 0, penalty === "l2" ? 1 : 0];
  let left = 0;
  let start = 0;
  coef.forEach((row, r) => {
    const k = coef.length === 1 ? 1 : r;
    const gradient = (j: number, of: (i: number) => number) =>
      C * X.reduce((sum, x, i) => sum + (of(i) - (y[i] === classes[k] ? 1 : 0)) * (j < 0 ? 1 : x[j]!), 0);
    row.forEach((w, j) => {
      const g = gradient(j, (i) => proba[i]![k]!) + l2 * w;
      left = Math.max(left, w === 0 ? Math.max(0, Math.abs(g) - l1) : Math.abs(g + l1 * Math.sign(w)));
      start = Math.max(start, Math.abs(gradient(j, () => 1 / classes.length)));
    });
    left = Math.max(left, Math.abs(gradient(-1, (i) => proba[i]![k]!)));
  });
  return left / Math.max(1, start);
}

test("on arbitrary problems no slope is left at the end", () => {
  const problem = fc.record({
    seed: fc.nat(),
    n: fc.integer({ min: 8, max: 60 }),
    d: fc.integer({ min: 1, max: 8 }),
    classes: fc.integer({ min: 2, max: 4 }),
    penalty: fc.constantFrom("l1" as const, "l2" as const),
    C: fc.constantFrom(1e-4, 0.01, 1, 30, 1e3),
    alike: fc.constantFrom(0, 0.9, 0.9999),
  });
  fc.assert(
    fc.property(problem, ({ seed, n, d, classes, penalty, C, alike }) => {
      const rng = stream(seed, "test", 0);
      const rows = Array.from({ length: n }, () => {
        const common = normal(rng);
        return Array.from({ length: d }, () => alike * common + (1 - alike) * normal(rng));
      });
      const y = rows.map((row, i) =>
        i < classes ? i : Math.floor(Math.abs(row[0]! * 2 + normal(rng))) % classes,
      );
      const model = new LogisticRegression({ penalty, C, maxIter: 500 }).fit(rows, y);
      expect(model.converged).toBe(true);
      expect(slopeLeft(model, rows, y, { penalty, C })).toBeLessThan(1e-7);
    }),
    { numRuns: 150 },
  );
});

describe("what is degenerate", () => {
  const hasFinite = (model: LogisticRegression) =>
    [...model.coef.flat(), ...model.intercept].every(Number.isFinite);
  const y = [0, 0, 0, 1, 1, 1];
  const kinds = (["liblinear", "saga"] as const).flatMap((solver) =>
    (["l1", "l2"] as const).map((penalty) => ({ solver, penalty })),
  );

  test.each(kinds)("a constant column and a column twice: finite weights ($solver, $penalty)", (options) => {
    const rows = [-3, -2, 1, 0, 2, 4].map((x) => [x, x, 5]);
    const model = new LogisticRegression(options).fit(rows, y);
    expect(hasFinite(model)).toBe(true);
    expect(model.converged).toBe(true);
  });

  test.each(kinds)("columns of 1e100 and 1e-100: finite weights ($solver, $penalty)", (options) => {
    const rows = [-3, -2, 1, 0, 2, 4].map((x) => [x * 1e100, x * 1e-100]);
    expect(hasFinite(new LogisticRegression(options).fit(rows, y))).toBe(true);
  });

  test("classes that a line divides, without a penalty: finite weights that divide them", () => {
    const rows = [[-3], [-2], [-1], [1], [2], [3]];
    const model = new LogisticRegression({ penalty: null }).fit(rows, y);
    expect(hasFinite(model)).toBe(true);
    expect(model.predict(rows)).toEqual(y);
  });

  test("a penalty so strong that all weights are 0 leaves the shares of the classes", () => {
    const rows = [[-3], [-2], [-1], [1], [2], [3], [4], [5]];
    const model = new LogisticRegression({ penalty: "l1", C: 1e-6 }).fit(rows, [0, 0, 1, 1, 1, 1, 1, 1]);
    expect(model.coef).toEqual([[0]]);
    expect(model.predictProba([[0]])[0]![1]).toBeCloseTo(0.75, 9);
  });
});

describe("as an estimator", () => {
  test("labels may be texts, in any order; probabilities stand in the order of classes", () => {
    const names = iris.target.map((k) => iris.targetNames[k]!);
    const model = new LogisticRegression().fit(iris.data, names);
    expect(model.classes).toEqual(["setosa", "versicolor", "virginica"]);
    expect(model.predict(iris.data.slice(0, 1))).toEqual(["setosa"]);
    expect(model.score(iris.data, names)).toBeGreaterThan(0.95);
    for (const row of model.predictProba(iris.data)) {
      expect(row.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 12);
    }
  });

  test("C: Infinity is no penalty, and l1Ratio 0 and 1 are l2 and l1", () => {
    const { X, y } = sets["two classes"];
    const coef = (options: Partial<LogisticRegressionParams>) =>
      new LogisticRegression(options).fit(X, y).coef;
    expect(coef({ C: Infinity })).toEqual(coef({ penalty: null }));
    expect(coef({ penalty: "elasticnet", l1Ratio: 0 })).toEqual(coef({ penalty: "l2" }));
    expect(coef({ penalty: "elasticnet", l1Ratio: 1 })).toEqual(coef({ penalty: "l1" }));
  });

  test("a clone has learned nothing, and changes nothing in the original", () => {
    const model = new LogisticRegression({ C: 3 }).fit(X, iris.target);
    const copy = model.clone({ penalty: "l1" });
    expect(copy.getParams()).toMatchObject({ C: 3, penalty: "l1" });
    expect(model.getParams()).toMatchObject({ C: 3, penalty: "l2" });
    expect(() => copy.predict(X)).toThrow("call fit(X, y) first");
  });

  test.each<[string, () => unknown, string, string]>([
    ["an unknown parameter", () => new LogisticRegression({ c: 1 } as never), "params", 'did you mean "C"'],
    ["a C of 0", () => new LogisticRegression({ C: 0 }), "option", "C is 0"],
    ["NaN", () => new LogisticRegression({ tol: Number.NaN }), "option", "tol is NaN"],
    [
      "a penalty that the solver does not take",
      () => new LogisticRegression({ solver: "liblinear", penalty: "elasticnet" }),
      "option",
      'use solver: "saga"',
    ],
    ["one class", () => new LogisticRegression().fit([[1], [2]], [5, 5]), "data", "at least two classes"],
    ["a NaN in X", () => new LogisticRegression().fit([[1], [Number.NaN]], [0, 1]), "data", "X[1][0] is NaN"],
    [
      "rows of different lengths",
      () => new LogisticRegression().fit([[1], [1, 2]], [0, 1]),
      "shape",
      "row 1 of X",
    ],
    ["too few labels", () => new LogisticRegression().fit([[1], [2]], [0]), "shape", "1 labels"],
    [
      "other columns than it has learned from",
      () => new LogisticRegression().fit([[1], [2]], [0, 1]).predict([[1, 2]]),
      "shape",
      "fitted to 1",
    ],
  ])("refuses %s", (_, act, code, words) => {
    expect(act).toThrow(expect.objectContaining({ code, message: expect.stringContaining(words) }));
  });
});
