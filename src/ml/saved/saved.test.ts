import { describe, expect, test } from "vitest";
import * as ml from "../index.ts";

const { data, target } = ml.loadIris();
const { data: amounts, target: progress } = ml.loadDiabetes();
const columns = {
  length: data.map((row, i) => (i % 9 === 0 ? null : row[0]!)),
  kind: data.map((row) => (row[3]! > 1 ? "wide" : "narrow")),
  note: data.map((row) => `petal ${row[2]! > 2 ? "long" : "short"} flower`),
};
const prepare = () =>
  ml.columnTransformer(
    [
      ["numbers", ml.pipeline(new ml.SimpleImputer(), new ml.StandardScaler()), ["length"]],
      ["words", new ml.OneHotEncoder({ handleUnknown: "ignore" }), ["kind"]],
      ["text", new ml.TfidfVectorizer({ ngramRange: [1, 2] }), "note"],
    ],
    { remainder: "passthrough" },
  );
const again = (model: object) => ml.modelFromJSON(JSON.parse(JSON.stringify(model)));

describe("a model that was written as JSON and read again predicts the same, to the last bit", () => {
  const classifiers = [
    new ml.LogisticRegression({ C: 3, solver: "liblinear" }),
    new ml.KNeighborsClassifier({ nNeighbors: 3 }),
    new ml.GaussianNB(),
    new ml.MultinomialNB(),
    new ml.DecisionTreeClassifier({ maxDepth: 3 }),
    new ml.RandomForestClassifier({ nEstimators: 5 }),
    new ml.HistGradientBoostingClassifier({ maxIter: 4, categoricalFeatures: [3], minSamplesLeaf: 5 }),
    new ml.SVC({ probability: true }),
    new ml.MLPClassifier({ hiddenLayerSizes: [4], maxIter: 3 }),
    ml.pipeline(new ml.PCA({ nComponents: 2, whiten: true }), new ml.LogisticRegression()),
    ml.pipeline(
      new ml.MinMaxScaler(),
      new ml.PolynomialFeatures({ degree: [1, 2] }),
      new ml.LogisticRegression(),
    ),
  ];
  test.each(classifiers.map((model) => [model.constructor.name, model] as const))("%s", async (_, model) => {
    const X = data.map((row) => row.map((x) => Math.round(2 * x)));
    await model.fit(X, target);
    const read = again(model) as ml.ProbabilisticEstimator;
    expect(await read.predictProba(X)).toEqual(await model.predictProba(X));
    expect(read.classes).toEqual(model.classes);
    expect(read.getParams()).toEqual(model.getParams());
  });

  const regressors = [
    new ml.LinearRegression(),
    new ml.Ridge(),
    new ml.Lasso(),
    new ml.ElasticNet(),
    new ml.KNeighborsRegressor(),
    new ml.DecisionTreeRegressor({ maxDepth: 3 }),
    new ml.RandomForestRegressor({ nEstimators: 4 }),
    new ml.HistGradientBoostingRegressor({ maxIter: 4 }),
    new ml.SVR(),
    new ml.MLPRegressor({ hiddenLayerSizes: [4, 2], activation: "tanh", maxIter: 3 }),
  ];
  test.each(regressors.map((model) => [model.constructor.name, model] as const))("%s", async (_, model) => {
    await model.fit(amounts, progress);
    expect(await again(model).predict(amounts)).toEqual(await model.predict(amounts));
  });

  test("a pipeline over columns with gaps and texts", async () => {
    const model = ml.pipeline(prepare(), new ml.LogisticRegression());
    const words = target.map((k) => ["setosa", "versicolor", "virginica"][k]!);
    await model.fit(columns, words);
    const read = again(model) as ml.ProbabilisticEstimator;
    expect(await read.predictProba(columns)).toEqual(await model.predictProba(columns));
  });

  test("before it has learned anything it is written, too", async () => {
    const read = again(ml.pipeline(prepare(), new ml.Ridge({ alpha: 7 })));
    expect(read.getParams().ridge__alpha).toBe(7);
    await expect(read.predict(columns)).rejects.toThrow("learned nothing yet");
  });
});

describe("refuses", () => {
  test.each<[string, () => unknown, string]>([
    ["what is no model", () => ml.modelFromJSON([1]), "this is no saved model"],
    [
      "a class that is not ours",
      () => ml.modelFromJSON({ is: "RidgeX", params: {} }),
      'did you mean "Ridge"',
    ],
    ["a name of all objects", () => ml.modelFromJSON({ is: "constructor", params: {} }), "which is not ours"],
    ["a transformer alone", () => ml.modelFromJSON(new ml.StandardScaler().toJSON()), "a saved transformer"],
    [
      "a step of one's own that does not say how",
      () => {
        const own = { getParams: () => ({}), clone: () => own, fit: () => {}, transform: (X: ml.Table) => X };
        return JSON.stringify(ml.pipeline(own, new ml.Ridge()));
      },
      '"object" has no toJSON()',
    ],
  ])("%s", (_, act, words) => {
    expect(act).toThrow(words);
  });
});
