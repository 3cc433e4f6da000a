import { describe, expect, test } from "vitest";
import { crossValidate, crossValScore } from "./cross-validate.ts";
import { loadIris } from "./datasets.ts";
import { LogisticRegression } from "./logistic-regression.ts";
import { KFold, StratifiedKFold } from "./splitters/index.ts";

const { data: X, target: y } = loadIris();
const model = new LogisticRegression({ solver: "liblinear", penalty: "l1", C: 10 });

const rowsOf = <T>(from: readonly T[], rows: readonly number[]) => rows.map((i) => from[i]!);

test("gives a score for each fold, as fitting by hand does", async () => {
  const { testScore, trainScore, fitTime, scoreTime } = await crossValidate(model, X, y, {
    returnTrainScore: true,
  });
  const byHand = new StratifiedKFold().split(X, y).map(({ train, test }) => {
    const fitted = model.clone().fit(rowsOf(X, train), rowsOf(y, train));
    const score = (rows: readonly number[]) => fitted.score(rowsOf(X, rows), rowsOf(y, rows));
    return { test: score(test), train: score(train) };
  });
  expect(testScore).toEqual(byHand.map((s) => s.test));
  expect(trainScore).toEqual(byHand.map((s) => s.train));
  expect([...fitTime, ...scoreTime].every((seconds) => seconds >= 0)).toBe(true);
});

test("takes a splitter, splits, and a scorer of one's own", async () => {
  expect(
    await crossValScore(model, X, y, { cv: new KFold({ nSplits: 3, shuffle: true, seed: 1 }) }),
  ).toHaveLength(3);
  const [train, test] = [
    [0, 1, 60, 61, 120, 121],
    [2, 62, 122],
  ];
  const fitted = model.clone().fit(rowsOf(X, train), rowsOf(y, train));
  const byHand = fitted.score(rowsOf(X, test), rowsOf(y, test));
  expect(await crossValScore(model, X, y, { cv: [{ train, test }] })).toEqual([byHand]);
  const scoring = async () => 7;
  expect(await crossValScore(model, X, y, { cv: 2, scoring })).toEqual([7, 7]);
});

test("the estimator itself is never fitted", async () => {
  const fresh = new LogisticRegression();
  await crossValScore(fresh, X, y);
  expect(() => fresh.predict(X)).toThrow("learned nothing yet");
});

describe("refuses", () => {
  test.each<[string, object, string]>([
    ["an unknown option", { folds: 5 }, 'no option "folds"'],
    ["no splits", { cv: [] }, "cv has no splits"],
    [
      "rows that are not there",
      { cv: [{ train: [0], test: [150] }] },
      "a split 0 with rows that are not there",
    ],
    ["a score that is none", { scoring: () => Number.NaN }, "the scorer returned NaN"],
    ["one fold", { cv: 1 }, "nSplits is 1"],
  ])("%s", async (_, options, words) => {
    await expect(crossValidate(model, X, y, options)).rejects.toThrow(words);
  });
});
