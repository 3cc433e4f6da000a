import { expect, test } from "vitest";
import { branch, int } from "../space/index.ts";
import {
  BayesSearchCV,
  DecisionTreeClassifier,
  GridSearchCV,
  KNeighborsClassifier,
  loadIris,
  modelChoice,
  Ridge,
} from "./index.ts";

const { data: X, target: y } = loadIris();
const models = { tree: new DecisionTreeClassifier(), knn: new KNeighborsClassifier() };

test("a search chooses among families and tunes them, and each has the scores that it has alone", async () => {
  const search = new BayesSearchCV({
    estimator: modelChoice(models),
    searchSpace: { model: branch({ tree: { maxDepth: int(1, 5) }, knn: { nNeighbors: int(1, 30) } }) },
    ...{ nIter: 12, seed: 1, sampler: "tpe" },
  });
  await search.fit(X, y);
  const chosen = search.cvResults.params.map((p) => p.model as { is: string; maxDepth?: number });
  expect(new Set(chosen.map((m) => m.is))).toEqual(new Set(["tree", "knn"]));
  const at = chosen.findIndex((m) => m.is === "tree");
  const paramGrid = { maxDepth: [chosen[at]!.maxDepth] };
  const alone = await new GridSearchCV({ estimator: models.tree, paramGrid }).fit(X, y);
  expect(search.cvResults.splitTestScores[at]).toEqual(alone.cvResults.splitTestScores[0]);
  expect(search.predictProba(X)).toHaveLength(150);
});

test("refuses models that are not there, of two kinds, or none", () => {
  expect(() => modelChoice(models).clone({ model: { is: "svm" } })).toThrow("there are tree, knn");
  expect(() => modelChoice({})).toThrow("nothing to choose from");
  expect(() => modelChoice({ ...models, ridge: new Ridge() })).toThrow("no score compares them");
});
