import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import {
  BayesSearchCV,
  type CvResults,
  GridSearchCV,
  KNeighborsClassifier,
  loadWine,
  RandomizedSearchCV,
} from "../index.ts";
import type { ParamGrid } from "./candidates.ts";

interface Case {
  readonly search: "GridSearchCV" | "RandomizedSearchCV";
  /** null stands for NaN, here and in the cells. */
  readonly errorScore: number | null;
  readonly bestScore: number;
  readonly cvResults: CvResults;
}

const cases: readonly Case[] = JSON.parse(
  readFileSync(new URL("../../../test/data/scikit-learn-searches.json", import.meta.url), "utf8"),
).cases;

const { data: X, target: y } = loadWine();
const grid: ParamGrid = { nNeighbors: [1, 5, 9, 15, 134], p: [1, 2], weights: ["distance"] };

type Options = ConstructorParameters<typeof GridSearchCV<KNeighborsClassifier>>[0];
const searches = {
  GridSearchCV: (options: Omit<Options, "paramGrid">) => new GridSearchCV({ ...options, paramGrid: grid }),
  RandomizedSearchCV: (options: Omit<Options, "paramGrid">) =>
    new RandomizedSearchCV({ ...options, paramDistributions: grid, nIter: 10 }),
  BayesSearchCV: (options: Omit<Options, "paramGrid">) =>
    new BayesSearchCV({ ...options, searchSpace: grid, nIter: 10, sampler: "tpe" }),
};
const columns = [
  ...(["splitTestScores", "splitTrainScores", "meanTestScore", "stdTestScore"] as const),
  ...(["rankTestScore", "meanTrainScore", "stdTrainScore"] as const),
];

const against = cases.flatMap((said) => [
  { said, name: said.search, errorScore: said.errorScore },
  ...(said.search === "GridSearchCV"
    ? [{ said, name: "BayesSearchCV", errorScore: said.errorScore } as const]
    : []),
]);

test.each(against)("$name with errorScore $errorScore has scikit-learn's cells", async ({ said, name }) => {
  const search = searches[name]({
    estimator: new KNeighborsClassifier(),
    ...{ cv: 4, errorScore: said.errorScore ?? Number.NaN, returnTrainScore: true, seed: 1, refit: false },
  });
  await search.fit(X, y);
  const ours = search.cvResults;
  if (name === "GridSearchCV") expect(ours.params).toEqual(said.cvResults.params);
  const keyOf = (params: object) => JSON.stringify(Object.entries(params).sort());
  const placeOf = new Map(ours.params.map((params, i) => [keyOf(params), i]));
  expect(said.cvResults.params).toHaveLength(10);
  for (const [i, params] of said.cvResults.params.entries()) {
    const place = placeOf.get(keyOf(params));
    // A search that learns may try a point twice before it has tried all; what it tried has the same cells.
    if (place === undefined && name === "BayesSearchCV") continue;
    if (place === undefined) throw new Error(`${keyOf(params)} was not tried`);
    for (const column of columns) {
      if (column === "rankTestScore" && name === "BayesSearchCV") continue; // among others than those
      const [found, wanted] = [[ours[column]![place]!].flat(), [said.cvResults[column]![i]!].flat()];
      expect(found).toHaveLength(wanted.length);
      found.forEach((x, k) => {
        const where = `${column} ${k} at ${keyOf(params)}`;
        if (wanted[k] === null) expect(x, where).toBeNaN();
        else expect(Math.abs(x - wanted[k]!), where).toBeLessThanOrEqual(1e-12);
      });
    }
    for (const column of ["meanFitTime", "stdFitTime", "meanScoreTime", "stdScoreTime"] as const) {
      expect(ours[column][place], column).toBeGreaterThanOrEqual(0);
    }
  }
  if (name !== "BayesSearchCV") expect(search.bestScore).toBeCloseTo(said.bestScore, 12);
});
