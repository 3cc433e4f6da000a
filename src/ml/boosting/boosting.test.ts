/** Against scikit-learn 1.9.1: test/data/scikit-learn-boosting.py made the predictions. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import * as ml from "../index.ts";
import { crossValScore, GridSearchCV } from "../index.ts";
import type { Matrix } from "../matrix.ts";

interface Case {
  readonly data: keyof typeof load;
  readonly options: object;
  readonly gaps: number;
  readonly weighted: boolean;
  readonly predicted: readonly number[];
}

const load = {
  iris: ml.loadIris,
  wine: ml.loadWine,
  breast_cancer: ml.loadBreastCancer,
  digits: ml.loadDigits,
  diabetes: ml.loadDiabetes,
};
const file = new URL("../../../test/data/scikit-learn-boosting.json", import.meta.url);
const { cases } = JSON.parse(readFileSync(file, "utf8")) as { readonly cases: readonly Case[] };

describe("the trees are scikit-learn's: predictions equal to 12 digits", () => {
  test.each(cases.map((one) => [JSON.stringify({ ...one, predicted: undefined }), one] as const))(
    "%s",
    (_, { data, options, gaps, weighted, predicted }) => {
      const { data: rows, target } = load[data]();
      const d = rows[0]!.length;
      const isGap = (i: number, j: number) => gaps > 0 && ((i * d + j) * 7919) % gaps === 0;
      const X = rows.map((row, i) => row.map((x, j) => (isGap(i, j) ? Number.NaN : x)));
      const weight = weighted ? target.map((_, i) => 1 + ((i * 31) % 7)) : undefined;
      const asked = rows.filter((_, i) => i % 9 === 0);
      const all = { ...options, earlyStopping: false };
      const found =
        data === "diabetes"
          ? new ml.HistGradientBoostingRegressor(all).fit(X, target, weight).predict(asked)
          : new ml.HistGradientBoostingClassifier(all)
              .fit(X, target, weight)
              .predictProba(asked)
              .map((shares) => shares.at(-1)!);
      found.forEach((p, i) => {
        const far = Math.abs(p - predicted[i]!);
        expect(far, `row ${9 * i}`).toBeLessThanOrEqual(2e-12 * Math.abs(predicted[i]!) + 1e-15);
      });
    },
  );
});

describe("early stopping", () => {
  const { data: X, target: y } = ml.loadBreastCancer();
  const options = { earlyStopping: true, maxIter: 300, learningRate: 0.3 };

  test("ends when rows laid aside are no longer predicted better, the same for the same seed", () => {
    const one = new ml.HistGradientBoostingClassifier(options).fit(X, y);
    expect(one.nIter).toBeLessThan(300);
    expect(one.validationScore).toHaveLength(one.nIter + 1);
    const best = Math.max(...one.validationScore.slice(0, -10));
    expect(Math.max(...one.validationScore.slice(-10))).toBeLessThanOrEqual(best + 1e-7);
    expect(new ml.HistGradientBoostingClassifier(options).fit(X, y).validationScore).toEqual(
      one.validationScore,
    );
  });

  test("without rows laid aside the loss on all rows decides, and falls", () => {
    const model = new ml.HistGradientBoostingRegressor({ ...options, validationFraction: null, maxIter: 9 });
    const { trainScore, validationScore } = model.fit(X, y);
    expect(validationScore).toEqual([]);
    expect(trainScore).toEqual(trainScore.toSorted((a, b) => a - b));
  });
});

test("a search over rows with gaps works, and bins that folds share change no score", async () => {
  const { data, target } = ml.loadWine();
  const X = data.map((row, i) => row.map((x, j) => ((i + 3 * j) % 5 === 0 ? Number.NaN : x)));
  const estimator = new ml.HistGradientBoostingClassifier({ maxIter: 5 });
  const paramGrid = { learningRate: [0.1, 0.5], maxBins: [20, 255] };
  const search = await new GridSearchCV({ estimator, paramGrid, cv: 3, refit: false }).fit(X, target);
  for (const [i, params] of search.cvResults.params.entries()) {
    const alone = await crossValScore(estimator.clone(params), X, target, { cv: 3 });
    expect(search.cvResults.splitTestScores[i]).toEqual(alone);
  }
});

test("what cannot be learned from is refused with the way out", () => {
  const X = [
    [1, 2],
    [Number.NaN, 3],
    [3, Number.NaN],
  ];
  const model = () => new ml.HistGradientBoostingClassifier({ categoricalFeatures: [2] });
  expect(() => model().fit(X, [0, 1, 0])).toThrow("categoricalFeatures has column 2, but X has 2 columns");
  expect(() => model().clone({ categoricalFeatures: null }).fit(X, [1, 1, 1])).toThrow("of one class");
  expect(() => model().clone({ maxBins: 256 })).toThrow(
    "maxBins is 256; it must be a whole number in [2, 255]",
  );
  const many: Matrix = { data: Float64Array.from({ length: 9 }, (_, i) => i), rows: 9, cols: 1 };
  const few = new ml.HistGradientBoostingRegressor({ maxBins: 8, categoricalFeatures: [0] });
  expect(() => few.fit(many, [1, 2, 3, 4, 5, 6, 7, 8, 9])).toThrow(
    "column 0 has 9 categories, and maxBins is 8",
  );
  const counts = new ml.HistGradientBoostingRegressor({ loss: "poisson" });
  expect(() => counts.fit([[1], [2]], [1, -1])).toThrow("y[1] is -1");
  expect(() => counts.fit([[1], [2]], [1, 2], [1])).toThrow("there are 1 weights");
  expect(() => new ml.KNeighborsClassifier().fit([[1], [2]], [1, 2], [1, 1])).toThrow(
    "takes no sampleWeight",
  );
});
