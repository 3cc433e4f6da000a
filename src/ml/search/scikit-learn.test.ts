import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import {
  type Dataset,
  GridSearchCV,
  LogisticRegression,
  loadIris,
  loadMakeClassification1000,
} from "../index.ts";
import { StratifiedKFold } from "../splitters/index.ts";

interface Cell {
  readonly params: { readonly C: number; readonly penalty: string };
  readonly mean: number;
  readonly std: number;
  readonly splits: readonly number[];
}

const read = (file: string) =>
  JSON.parse(readFileSync(new URL(`../../../test/data/${file}`, import.meta.url), "utf8"));
const cells = read("scikit-learn-cells.json") as { readonly [name: string]: readonly Cell[] };

/** Searches over all C and penalties of the reference cells. */
async function searched(name: string, solver: "liblinear" | "saga", { data, target }: Dataset) {
  const reference = cells[name]!;
  const C = [...new Set(reference.map(({ params }) => params.C))];
  const penalty = [...new Set(reference.map(({ params }) => params.penalty))];
  const estimator = new LogisticRegression({ solver });
  const search = await new GridSearchCV({ estimator, paramGrid: { C, penalty }, cv: 5 }).fit(data, target);
  return { search, reference };
}

describe.each([
  ["case1_iris_grid_liblinear", "liblinear", loadIris, 12],
  ["case1_iris_grid_saga", "saga", loadIris, 10],
  ["case2_iris_all100_liblinear", "liblinear", loadIris, 100],
  ["case3_mc_liblinear_C17x2", "liblinear", loadMakeClassification1000, 34],
] as const)("%s", (name, solver, load, count) => {
  test(`all ${count} cells are scikit-learn's, fold by fold`, async () => {
    const { search, reference } = await searched(name, solver, load());
    const { params, meanTestScore, stdTestScore, splitTestScores } = search.cvResults;
    expect(reference).toHaveLength(count);
    for (const cell of reference) {
      const i = params.findIndex(({ C, penalty }) => C === cell.params.C && penalty === cell.params.penalty);
      const where = JSON.stringify(cell.params);
      expect(Math.abs(meanTestScore[i]! - cell.mean), `mean at ${where}`).toBeLessThanOrEqual(1e-9);
      expect(Math.abs(stdTestScore[i]! - cell.std), `deviation at ${where}`).toBeLessThanOrEqual(1e-9);
      cell.splits.forEach((score, fold) => {
        expect(splitTestScores[i]![fold], `fold ${fold} at ${where}`).toBeCloseTo(score, 9);
      });
    }
  });
});

test("the grid of case 1 has scikit-learn's order, ranks and best index", async () => {
  const { search } = await searched("case1_iris_grid_liblinear", "liblinear", loadIris());
  expect(search.cvResults.params.slice(0, 3)).toEqual([
    { C: 0.001, penalty: "l1" },
    { C: 0.001, penalty: "l2" },
    { C: 0.01, penalty: "l1" },
  ]);
  expect(search.cvResults.rankTestScore).toEqual([11, 10, 11, 9, 8, 7, 4, 4, 1, 3, 6, 1]);
  expect(search.bestIndex).toBe(8);
  expect(search.bestParams).toEqual({ C: 10, penalty: "l1" });
  expect(search.bestScore).toBeCloseTo(0.98, 12);
});

test.each([
  ["iris", loadIris],
  ["makeClassification1000", loadMakeClassification1000],
] as const)("the folds of %s are scikit-learn's", (name, load) => {
  const { data, target } = load();
  const folds = new StratifiedKFold({ nSplits: 5 }).split(data, target).map(({ test }) => test);
  expect(folds).toEqual(read("scikit-learn-folds.json")[name]);
});
