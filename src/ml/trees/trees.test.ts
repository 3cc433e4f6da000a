import fc from "fast-check";
import { expect, test } from "vitest";
import { below, stream } from "../../math/rng.ts";
import { loadDigits } from "../datasets.ts";
import { DecisionTreeClassifier, DecisionTreeRegressor } from "./decision-tree.ts";
import { ExtraTreesClassifier } from "./extra-trees.ts";
import { RandomForestClassifier } from "./random-forest.ts";
import { RowOrder } from "./row-order.ts";

const digits = loadDigits();
const X = digits.data.slice(0, 600).map((row, i) => [...row, ((i * 7919) % 601) / 601]); // and a column of many values
const y = digits.target.slice(0, 600);
const rng = stream(1, "weights", 0);
const weight = y.map(() => below(rng, 4));

test("rows are put in order of their ranks, equals in the order of the table, however many ranks there are", () => {
  const ranks = fc.integer({ min: 1, max: 5000 });
  const law = fc.property(fc.integer({ min: 1, max: 300 }), ranks, fc.integer(), (size, most, seed) => {
    const next = stream(seed, "ranks", 0);
    const rank = Int32Array.from({ length: size + 3 }, () => below(next, most));
    const rows = Int32Array.from({ length: size + 2 }, (_, i) => i);
    const order = new RowOrder(size);
    const expected = Array.from({ length: size }, (_, place) => place).sort(
      (a, b) => rank[a + 2]! - rank[b + 2]! || a - b,
    );
    const differ = order.sort(rank, rows, 2, size);
    expect(differ).toBe(new Set(rank.subarray(2, size + 2)).size > 1);
    if (!differ) return;
    expect([...order.places.subarray(0, size)]).toEqual(expected);
    expect([...order.ranks.subarray(0, size)]).toEqual(expected.map((place) => rank[place + 2]));
  });
  fc.assert(law);
});

test.each([1, 3])(
  "counting by value and class finds the splits that sums over rows find (leaves of %d rows)",
  (minSamplesLeaf) => {
    // Halves are no whole numbers, so that they are summed; and being powers of two they change no comparison.
    const halves = weight.map((w) => w / 2);
    for (const model of [
      new DecisionTreeClassifier({ minSamplesLeaf }),
      new DecisionTreeClassifier({ minSamplesLeaf, maxFeatures: "sqrt", seed: 3 }),
      new RandomForestClassifier({ minSamplesLeaf, nEstimators: 5 }),
      new ExtraTreesClassifier({ minSamplesLeaf, nEstimators: 5 }),
    ]) {
      const counted = JSON.stringify(model.clone().fit(X, y, weight));
      expect(JSON.stringify(model.clone().fit(X, y, halves))).toBe(counted);
    }
  },
);

test("a row of weight 2 is a row that comes twice, and one of weight 0 is not there", () => {
  const often = weight.flatMap((w, i) => Array<number>(w).fill(i));
  const [rows, answers] = [often.map((i) => X[i]!), often.map((i) => y[i]!)];
  expect(new DecisionTreeClassifier().fit(X, y, weight).predict(X)).toEqual(
    new DecisionTreeClassifier().fit(rows, answers).predict(X),
  );
  const numbers = (labels: readonly unknown[]) => labels.map(Number);
  expect(new DecisionTreeRegressor().fit(X, numbers(y), weight).predict(X)).toEqual(
    new DecisionTreeRegressor().fit(rows, numbers(answers)).predict(X),
  );
});
