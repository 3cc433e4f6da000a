/** Against scikit-learn 1.9.1: test/data/scikit-learn-weights.py made the predictions. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import * as ml from "./index.ts";

interface Case {
  readonly data: keyof typeof load;
  readonly name: string;
  readonly options: object;
  readonly predicted: readonly number[];
}

interface Weighted extends ml.ProbabilisticEstimator {
  fit(X: ml.Table, y: readonly ml.Label[], sampleWeight?: ArrayLike<number>): unknown;
}

const load = { wine: ml.loadWine, digits: ml.loadDigits, diabetes: ml.loadDiabetes };
const kinds = ml as unknown as Readonly<Record<string, new (options: object) => Weighted>>;
const file = new URL("../../test/data/scikit-learn-weights.json", import.meta.url);
const { cases } = JSON.parse(readFileSync(file, "utf8")) as { readonly cases: readonly Case[] };

describe("rows that count differently teach what they teach in scikit-learn", () => {
  test.each(cases.map((one) => [`${one.name} on ${one.data}`, one] as const))("%s", async (_, one) => {
    const { data: X, target: y } = load[one.data]();
    const model = new kinds[one.name]!(one.options);
    model.fit(
      X,
      y,
      y.map((_, i) => (i * 31) % 7),
    );
    const asked = X.filter((_, i) => i % 9 === 0);
    const found =
      one.data === "diabetes"
        ? ((await model.predict(asked)) as readonly number[])
        : (await model.predictProba(asked)).map((row) => row.at(-1)!);
    const size = Math.max(...one.predicted.map(Math.abs));
    const far = one.predicted.map((p, i) => Math.abs(p - found[i]!) / size);
    expect(Math.max(...far)).toBeLessThan(1e-7);
  });
});

test("a weight of two is a row twice, for trees as for numbers", () => {
  const { data: X, target: y } = ml.loadDiabetes();
  const weight = y.map((_, i) => (i % 3) as 0 | 1 | 2);
  const twice = weight.flatMap((w, i) => Array<number>(w).fill(i));
  for (const make of [
    () => new ml.DecisionTreeRegressor({ maxDepth: 5 }),
    () => new ml.Ridge({ alpha: 1 }),
  ]) {
    const weighted = make().fit(X, y, weight).predict(X);
    const repeated = make()
      .fit(
        twice.map((i) => X[i]!),
        twice.map((i) => y[i]!),
      )
      .predict(X);
    weighted.forEach((p, i) => void expect(p).toBeCloseTo(repeated[i]!, 8));
  }
});

test("weights that cannot be are refused", () => {
  const fit = (weight: number[]) => () => new ml.Ridge().fit([[1], [2]], [1, 2], weight);
  expect(fit([1])).toThrow("X has 2 rows, but there are 1 weights");
  expect(fit([1, -1])).toThrow("weight 1 is -1");
  expect(fit([0, 0])).toThrow("all weights are 0");
  expect(() => new ml.GaussianNB().fit([[1], [2]], [1, 2], [0, 1])).toThrow("leave those rows out");
});
