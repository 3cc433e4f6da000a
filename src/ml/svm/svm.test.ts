/** Against scikit-learn 1.9.1, whose solver is LIBSVM: test/data/scikit-learn-svm.py made the numbers. */
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as ml from "../index.ts";
import { sigmoidOf } from "./probability.ts";
import { minimise } from "./smo.ts";

interface Case {
  readonly data: keyof typeof load;
  readonly options: object;
  readonly weighted: boolean;
  readonly support: readonly number[];
  readonly dual: readonly number[];
  readonly intercept: readonly number[];
  readonly decision: readonly number[];
}

const load = {
  iris: ml.loadIris,
  wine: ml.loadWine,
  breast_cancer: ml.loadBreastCancer,
  diabetes: ml.loadDiabetes,
};
const file = new URL("../../../test/data/scikit-learn-svm.json", import.meta.url);
const { cases } = JSON.parse(readFileSync(file, "utf8")) as { readonly cases: readonly Case[] };

/** The largest difference as a share of the largest number. */
function far(found: readonly number[], wanted: readonly number[]): number {
  expect(found).toHaveLength(wanted.length);
  const size = Math.max(...wanted.map(Math.abs));
  return Math.max(...found.map((x, i) => Math.abs(x - wanted[i]!))) / size;
}

describe("support vectors, their weights, intercepts and decisions are LIBSVM's", () => {
  test.each(cases.map((one) => [`${one.data} ${JSON.stringify(one.options)} ${one.weighted}`, one] as const))(
    "%s",
    (_, { data, options, weighted, support, dual, intercept, decision }) => {
      const { data: X, target: y } = load[data]();
      const weight = weighted ? y.map((_, i) => 1 + ((i * 31) % 7)) : undefined;
      const asked = X.filter((_, i) => i % 9 === 0);
      const model = data === "diabetes" ? new ml.SVR(options) : new ml.SVC(options);
      model.fit(X, y, weight);
      expect(model.support).toEqual(support);
      const coef = model instanceof ml.SVC ? model.dualCoef[0]! : model.dualCoef;
      expect(far(coef, dual)).toBeLessThan(1e-6);
      expect(far([model.intercept].flat(), intercept)).toBeLessThan(1e-6);
      const found = model instanceof ml.SVC ? model.decisionFunction(asked).flat() : model.predict(asked);
      expect(far(found, decision)).toBeLessThan(1e-6);
    },
  );
});

test("the law of an optimum holds: no pair of coordinates is left to gain with", () => {
  const point = fc.tuple(
    fc.double({ min: -2, max: 2, noNaN: true }),
    fc.double({ min: -2, max: 2, noNaN: true }),
  );
  const rows = fc.array(point, { minLength: 4, maxLength: 12 });
  fc.assert(
    fc.property(rows, fc.double({ min: 0.1, max: 10, noNaN: true }), (points, C) => {
      const n = points.length;
      const K = points.map((a) => Float32Array.from(points, (b) => a[0] * b[0] + a[1] * b[1] + 1));
      const y = Float64Array.from(points, (_, t) => (t % 2 === 0 ? 1 : -1));
      const { alpha } = minimise(
        {
          row: (t) => K[t]!,
          diagonal: Float64Array.from(K, (row, t) => row[t]!),
          y,
          p: new Float64Array(n).fill(-1),
          C: new Float64Array(n).fill(C),
        },
        { tol: 1e-6, maxIter: 100_000 },
      );
      const slope = y.map((sign, t) => K[t]!.reduce((sum, k, s) => sum + k * y[s]! * alpha[s]!, 0) - sign);
      const up = [...slope.keys()].filter((t) => (y[t]! > 0 ? alpha[t]! < C : alpha[t]! > 0));
      const down = [...slope.keys()].filter((t) => (y[t]! > 0 ? alpha[t]! > 0 : alpha[t]! < C));
      const gap = Math.max(...up.map((t) => -slope[t]!)) - Math.min(...down.map((t) => -slope[t]!));
      expect(gap).toBeLessThan(1e-4); // tol, and what sums of single precision leave
      expect(y.reduce((sum, sign, t) => sum + sign * alpha[t]!, 0)).toBeCloseTo(0, 9);
    }),
    { numRuns: 60 },
  );
});

describe("probabilities", () => {
  test("sum to 1, and agree with the votes where they are clear", () => {
    const { data: X, target: y } = ml.loadIris();
    const model = new ml.SVC({ probability: true }).fit(X, y);
    const rows = model.predictProba(X);
    for (const row of rows) expect(row.reduce((a, b) => a + b)).toBeCloseTo(1, 12);
    const voted = model.predict(X);
    const clear = [...rows.keys()].filter((i) => Math.max(...rows[i]!) > 0.7);
    expect(clear.length).toBeGreaterThan(120);
    for (const i of clear) expect(rows[i]!.indexOf(Math.max(...rows[i]!))).toBe(voted[i]);
    expect(() => new ml.SVC().fit(X, y).predictProba(X)).toThrow("probability: true");
  });

  test("the sigmoid is that of greatest likelihood: at the end both slopes are nothing", () => {
    const decisions = [2, 1.5, 0.4, -0.2, -1, -2.5, 0.3];
    const isFirst = [true, true, true, true, false, false, false];
    const { A, B } = sigmoidOf(decisions, isFirst);
    const off = decisions.map((d, i) => (isFirst[i] ? 5 / 6 : 1 / 5) - 1 / (1 + Math.exp(A * d + B)));
    expect(off.reduce((sum, x) => sum + x, 0)).toBeCloseTo(0, 5);
    expect(off.reduce((sum, x, i) => sum + x * decisions[i]!, 0)).toBeCloseTo(0, 5);
  });
});

test("one score for each pair on request, and a class without rows is refused", () => {
  const { data: X, target: y } = ml.loadIris();
  const model = new ml.SVC({ decisionFunctionShape: "ovo", maxIter: 2 }).fit(X, y);
  expect(model.decisionFunction(X.slice(0, 2)).map((row) => (row as number[]).length)).toEqual([3, 3]);
  expect(model.nIter).toEqual([2, 2, 2]);
  expect(() =>
    model.fit(
      X,
      X.map(() => 1),
    ),
  ).toThrow("of 1 classes 1 have rows that count");
  const weight = y.map((label) => (label === 1 ? 0 : 1));
  expect(() => model.fit(X, y, weight)).toThrow("of 3 classes 2 have rows that count");
});
