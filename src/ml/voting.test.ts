import { expect, test } from "vitest";
import {
  DecisionTreeClassifier,
  GaussianNB,
  LinearRegression,
  loadDiabetes,
  loadIris,
  modelFromJSON,
  type ProbabilisticEstimator,
  Ridge,
  VotingClassifier,
  VotingRegressor,
} from "./index.ts";

test("classifiers are averaged by their weights, and written with all they know", async () => {
  const { data: X, target: y } = loadIris();
  const parts = [new GaussianNB(), new DecisionTreeClassifier({ maxDepth: 1 })] as const;
  const [a, b] = parts.map((part) => part.clone().fit(X, y).predictProba(X));
  const model = new VotingClassifier(
    [
      ["bayes", parts[0].clone()],
      ["stump", parts[1].clone()],
    ],
    { weights: [3, 1] },
  );
  await model.fit(X, y);
  const found = await model.predictProba(X);
  found.forEach((row, i) => {
    row.forEach((p, c) => {
      expect(p).toBeCloseTo((3 * a![i]![c]! + b![i]![c]!) / 4, 14);
    });
  });
  const read = modelFromJSON(JSON.parse(JSON.stringify(model))) as ProbabilisticEstimator;
  expect(await read.predictProba(X)).toEqual(found);
  expect(read.getParams().stump__maxDepth).toBe(1);
  expect(model.clone({ stump__maxDepth: 4 }).getParams().stump__maxDepth).toBe(4);
});

test("regressors are averaged; voting without estimators, or with weights that do not fit, is refused", async () => {
  const { data: X, target: y } = loadDiabetes();
  const model = new VotingRegressor([
    ["plain", new LinearRegression()],
    ["ridge", new Ridge({ alpha: 10 })],
  ]);
  await model.fit(X, y);
  const [plain, ridge] = [new LinearRegression(), new Ridge({ alpha: 10 })].map((m) =>
    m.fit(X, y).predict(X),
  );
  (await model.predict(X)).forEach((value, i) => {
    expect(value).toBeCloseTo((plain![i]! + ridge![i]!) / 2, 10);
  });
  const read = modelFromJSON(JSON.parse(JSON.stringify(model)));
  expect(await read.predict(X)).toEqual(await model.predict(X));
  expect(() => new VotingRegressor([])).toThrow(/voting takes estimators/);
  expect(() => new VotingRegressor([["a", new Ridge()]], { weights: [0] })).toThrow(
    /a weight above 0 for each/,
  );
});
