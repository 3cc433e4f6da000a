import { describe, expect, test } from "vitest";
import { crossValScore } from "./cross-validate.ts";
import { loadIris } from "./datasets.ts";
import {
  DecisionTreeClassifier,
  GridSearchCV,
  KNeighborsClassifier,
  Lasso,
  LogisticRegression,
  MinMaxScaler,
  Pipeline,
  pipeline,
  RandomForestClassifier,
  Ridge,
  StandardScaler,
} from "./index.ts";
import { toRows } from "./matrix.ts";

const { data: X, target: y } = loadIris();

describe("scalers", () => {
  test("standardised columns have mean 0 and deviation 1; a constant one becomes 0", () => {
    const rows = X.map((row) => [...row, 0.1]);
    const out = toRows(new StandardScaler().fit(rows).transform(rows));
    for (let j = 0; j < 5; j++) {
      const column = out.map((row) => row[j]!);
      const mean = column.reduce((sum, x) => sum + x, 0) / column.length;
      const variance = column.reduce((sum, x) => sum + (x - mean) ** 2, 0) / column.length;
      expect(mean).toBeCloseTo(0, 12);
      expect(variance).toBeCloseTo(j < 4 ? 1 : 0, 12);
    }
  });

  test("min-max reaches both ends of the range, and clips what is new where asked to", () => {
    const scaler = new MinMaxScaler({ featureRange: [-1, 3], clip: true }).fit([
      [2, 5],
      [4, 5],
    ]);
    expect(
      toRows(
        scaler.transform([
          [2, 5],
          [4, 5],
          [9, 5],
        ]),
      ),
    ).toEqual([
      [-1, -1],
      [3, -1],
      [3, -1],
    ]);
  });
});

describe("a pipeline", () => {
  test("learns its scaling from the training rows alone, and gives probabilities", async () => {
    const model = pipeline(new StandardScaler(), new LogisticRegression());
    await model.fit(X.slice(0, 100), y.slice(0, 100));
    const scaler = new StandardScaler().fit(X.slice(0, 100));
    const alone = new LogisticRegression().fit(scaler.transform(X.slice(0, 100)), y.slice(0, 100));
    expect(await model.predictProba(X)).toEqual(alone.predictProba(scaler.transform(X)));
    expect(model.classes).toEqual([0, 1]);
  });

  test("is tuned by the names of its steps", async () => {
    const search = new GridSearchCV({
      estimator: pipeline(new StandardScaler(), new KNeighborsClassifier()),
      paramGrid: { kneighborsclassifier__nNeighbors: [1, 9], standardscaler__withStd: [true, false] },
    });
    await search.fit(X, y);
    expect(search.cvResults.params).toHaveLength(4);
    const { cvResults, bestIndex } = search;
    const best = pipeline(new StandardScaler(), new KNeighborsClassifier()).clone(
      cvResults.params[bestIndex]!,
    );
    const scores = await crossValScore(best, X, y);
    expect(search.bestScore).toBeCloseTo(scores.reduce((sum, s) => sum + s, 0) / 5, 12);
  });

  test("numbers the steps of one class", () => {
    const params = pipeline(new MinMaxScaler(), new MinMaxScaler(), new Ridge()).getParams();
    expect(Object.keys(params)).toEqual(
      expect.arrayContaining(["minmaxscaler-1__clip", "minmaxscaler-2__clip", "ridge__alpha"]),
    );
  });
});

test("trees and forests are the same for the same seed, and others for another", () => {
  const proba = (seed: number) =>
    new RandomForestClassifier({ nEstimators: 5, seed }).fit(X, y).predictProba(X);
  expect(proba(3)).toEqual(proba(3));
  expect(proba(3)).not.toEqual(proba(4));
});

test("a tree that may grow learns every row; its limits hold", () => {
  expect(new DecisionTreeClassifier().fit(X, y).score(X, y)).toBe(1);
  const shares = new DecisionTreeClassifier({ minSamplesLeaf: 30 }).fit(X, y).predictProba(X);
  const leaves = new Map<string, number>();
  for (const row of shares) leaves.set(row.join(), (leaves.get(row.join()) ?? 0) + 1);
  expect(Math.min(...leaves.values())).toBeGreaterThanOrEqual(30);
});

describe("refuses", () => {
  test.each<[string, () => unknown, string]>([
    ["a parameter of no step", () => pipeline(new Ridge()).clone({ lasso__alpha: 1 }), "step__name"],
    [
      "a pipeline without an estimator",
      () => new Pipeline([["scale", new StandardScaler()]]),
      "ends with an estimator",
    ],
    ["an estimator in between", () => pipeline(new Ridge() as never, new Ridge()), "has no transform"],
    ["prediction before fit", () => new Lasso().predict([[1]]), "call fit"],
    ["more neighbours than rows", () => new KNeighborsClassifier().fit([[1]], [0]), "nNeighbors is 5"],
    ["a negative penalty", () => new Ridge({ alpha: -1 }), "alpha is -1"],
    ["an unknown parameter", () => new Ridge({ alphas: 1 } as never), 'did you mean "alpha"'],
    ["text to regress on", () => new Ridge().fit([[1], [2]], ["a", "b"]), 'y[0] is "a"'],
    [
      "a leaf of half a row",
      () => new DecisionTreeClassifier({ minSamplesLeaf: 0.5 }),
      "minSamplesLeaf is 0.5",
    ],
  ])("%s", (_, act, words) => {
    expect(act).toThrow(words);
  });
});
