import { expect, test } from "vitest";
import { memory } from "../storage/index.ts";
import {
  crossValScore,
  GridSearchCV,
  KNeighborsClassifier,
  loadIris,
  nestedCrossValidate,
  StratifiedKFold,
} from "./index.ts";

const { data: X, target: y } = loadIris();
const make = (more = {}) =>
  new GridSearchCV({ estimator: new KNeighborsClassifier(), paramGrid: { nNeighbors: [1, 5, 25] }, ...more });

test("scores what the search chooses on each outer fold, as crossValScore of the search does", async () => {
  const cv = new StratifiedKFold({ nSplits: 4 });
  const found = await nestedCrossValidate(make(), X, y, { cv });
  expect(found.testScore).toEqual(await crossValScore(make(), X, y, { cv }));
  expect(found.bestParams.every((p) => [1, 5, 25].includes(p.nNeighbors as number))).toBe(true);
  const mean = (xs: readonly number[]) => xs.reduce((a, b) => a + b) / 4;
  expect(found.gap).toBeCloseTo(mean(found.bestScore) - mean(found.testScore), 12);
});

test("keeps a study for each fold, so that it can be gone on with", async () => {
  const storage = memory();
  const first = await nestedCrossValidate(make({ storage, ifExists: "resume" }), X, y, { cv: 3 });
  expect(await storage.studies()).toEqual([
    "GridSearchCV-outer-0",
    "GridSearchCV-outer-1",
    "GridSearchCV-outer-2",
  ]);
  const again = await nestedCrossValidate(make({ storage, ifExists: "resume" }), X, y, { cv: 3 });
  expect(again).toEqual(first);
});
