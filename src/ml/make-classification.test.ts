import { expect, test } from "vitest";
import { crossValScore } from "./cross-validate.ts";
import { LogisticRegression } from "./logistic-regression.ts";
import { makeClassification } from "./make-classification.ts";

const mean = (values: readonly number[]) => values.reduce((sum, x) => sum + x, 0) / values.length;

test("has the shape asked for, finite numbers, and every class", () => {
  const { X, y } = makeClassification({ nSamples: 90, nFeatures: 7, nInformative: 3, nClasses: 3, seed: 1 });
  expect([X.length, y.length]).toEqual([90, 90]);
  expect(X.every((row) => row.length === 7 && row.every(Number.isFinite))).toBe(true);
  expect(new Set(y)).toEqual(new Set([0, 1, 2]));
});

test("depends on its seed alone", () => {
  expect(makeClassification({ seed: 3 })).toEqual(makeClassification({ seed: 3 }));
  expect(makeClassification({ seed: 3 })).not.toEqual(makeClassification({ seed: 4 }));
});

test("gives the classes their shares", () => {
  const { y } = makeClassification({ nSamples: 1000, weights: [0.8, 0.2], flipY: 0 });
  expect(y.filter((k) => k === 1)).toHaveLength(200);
});

test("flipY leaves the points where they are, and changes about so many labels", () => {
  const [clean, noisy] = [0, 0.5].map((flipY) => makeClassification({ nSamples: 2000, flipY, seed: 2 }));
  expect(noisy!.X).toEqual(clean!.X);
  const changed = mean(clean!.y.map((k, i) => Number(k !== noisy!.y[i])));
  expect(changed).toBeGreaterThan(0.2); // half of the half that is drawn anew
  expect(changed).toBeLessThan(0.3);
});

test("the informative columns inform, the noise does not", async () => {
  const { X, y } = makeClassification({
    ...{ nSamples: 600, nFeatures: 8, nInformative: 3, nRedundant: 1, nClustersPerClass: 1 },
    ...{ classSep: 2, shuffle: false, seed: 5 },
  });
  const accuracy = async (from: number, to: number) =>
    mean(
      await crossValScore(
        new LogisticRegression(),
        X.map((row) => row.slice(from, to)),
        y,
        { cv: 5 },
      ),
    );
  expect(await accuracy(0, 4)).toBeGreaterThan(0.9);
  expect(await accuracy(4, 8)).toBeLessThan(0.6);
});

test("redundant columns are combinations of the informative ones, repeated ones are copies", () => {
  const { X } = makeClassification({
    ...{ nSamples: 50, nFeatures: 6, nInformative: 2, nRedundant: 2, nRepeated: 2, shuffle: false, seed: 6 },
  });
  for (const row of X) expect(row.slice(0, 4)).toEqual(expect.arrayContaining(row.slice(4, 6)));
  // Three rows of (informative, redundant) are dependent: the 3×3 determinant of each triple of columns is 0.
  const [a, b, c] = [X[0]!, X[1]!, X[2]!];
  const det = (j: number) =>
    a[0]! * (b[1]! * c[j]! - b[j]! * c[1]!) -
    a[1]! * (b[0]! * c[j]! - b[j]! * c[0]!) +
    a[j]! * (b[0]! * c[1]! - b[1]! * c[0]!);
  expect(Math.abs(det(2))).toBeLessThan(1e-10);
  expect(Math.abs(det(3))).toBeLessThan(1e-10);
});

test.each([
  ["more informative columns than there are", { nFeatures: 3, nInformative: 3, nRedundant: 1 }],
  ["more clusters than corners", { nInformative: 1, nClustersPerClass: 2, nRedundant: 0 }],
  ["no rows", { nSamples: 0 }],
  ["a share above 1", { flipY: 2 }],
  ["weights that do not sum to 1", { weights: [0.9, 0.3] }],
])("refuses %s", (_, options) => {
  expect(() => makeClassification(options)).toThrow(expect.objectContaining({ code: "option" }));
});
