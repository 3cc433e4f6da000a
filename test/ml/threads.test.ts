/** Searches whose folds are fitted in threads: of the built package, since threads start from files. */

import {
  BayesSearchCV,
  DecisionTreeClassifier,
  GridSearchCV,
  HalvingGridSearchCV,
  KNeighborsClassifier,
  loadIris,
  modelChoice,
  pipeline,
  RandomForestClassifier,
  StandardScaler,
} from "tunesmith/ml";
import { branch, int } from "tunesmith/space";
import { expect, test } from "vitest";

const { data: X, target: y } = loadIris();
const neighbors = () => pipeline(new StandardScaler(), new KNeighborsClassifier());
const models = () =>
  modelChoice({ tree: new DecisionTreeClassifier(), forest: new RandomForestClassifier({ nEstimators: 3 }) });

/** The threads of this process, by their numbers: those of other files may be about to end. */
function threads(): number[] {
  const { workers } = process.report.getReport() as unknown as {
    workers: { header: { threadId: number } }[];
  };
  return workers.map(({ header }) => header.threadId);
}

test.each([
  [
    "a grid, with several scorers and train scores",
    (parallel: number) =>
      new GridSearchCV({
        ...{ estimator: neighbors(), paramGrid: { kneighborsclassifier__nNeighbors: [1, 5, 15] }, parallel },
        ...{ scoring: ["accuracy", "neg_log_loss"], refit: "accuracy", returnTrainScore: true },
      }),
  ],
  [
    "halving, whose candidates see a share of the rows",
    (parallel: number) =>
      new HalvingGridSearchCV({
        ...{ estimator: new DecisionTreeClassifier(), paramGrid: { maxDepth: [1, 2, 3, 4] } },
        ...{ minResources: 30, seed: 1, parallel },
      }),
  ],
  [
    "a Bayesian search over models, which waits for every result",
    (parallel: number) =>
      new BayesSearchCV({
        estimator: models(),
        searchSpace: {
          model: branch({ tree: { maxDepth: int(1, 9) }, forest: { minSamplesLeaf: int(1, 9) } }),
        },
        ...{ nIter: 14, seed: 1, parallel },
      }),
  ],
])("%s has the same results in threads, and leaves none behind", async (_, make) => {
  const others = new Set(threads());
  const [one, two] = [make(1), make(2)];
  await one.fit(X, y);
  await two.fit(X, y);
  expect(one.fittedWhere).toBe("in the main thread, since parallel is 1");
  expect(two.fittedWhere).toBe("in 2 threads");
  const { meanFitTime: _f, meanScoreTime: _s, stdFitTime: _g, stdScoreTime: _t, ...cells } = one.cvResults;
  expect(two.cvResults).toMatchObject(cells);
  expect(two.bestParams).toEqual(one.bestParams);
  expect(threads().filter((id) => !others.has(id))).toEqual([]);
});

test("what goes wrong in a thread is an outcome, or is thrown as it was", async () => {
  const make = (errorScore: number | "raise") =>
    new GridSearchCV({
      ...{ estimator: neighbors(), paramGrid: { kneighborsclassifier__nNeighbors: [1, 500] } },
      ...{ errorScore, parallel: 2 },
    });
  const search = await make(Number.NaN).fit(X, y);
  expect(search.cvResults.meanTestScore[0]).toBeGreaterThan(0.9);
  expect(search.cvResults.meanTestScore[1]).toBeNaN();
  expect(search.trials[1]).toMatchObject({ state: "failed", why: expect.stringContaining("500") });
  await expect(make("raise").fit(X, y)).rejects.toThrow(/500/);
});

test("what cannot be sent to a thread is fitted in this one, and the search says why", async () => {
  class Mine extends KNeighborsClassifier {}
  const paramGrid = { nNeighbors: [1, 5] };
  const own = new GridSearchCV({
    estimator: new KNeighborsClassifier(),
    paramGrid,
    scoring: () => 1,
    parallel: 2,
  });
  const theirs = new GridSearchCV({ estimator: new Mine(), paramGrid, parallel: 2 });
  await own.fit(X, y);
  await theirs.fit(X, y);
  expect(own.fittedWhere).toBe('in the main thread, since the scorer "score" is a function of yours');
  expect(theirs.fittedWhere).toBe("in the main thread, since the estimator has a class of yours");
  const none = new GridSearchCV({
    estimator: neighbors(),
    paramGrid: { kneighborsclassifier__nNeighbors: [1] },
    parallel: 0,
  });
  await expect(none.fit(X, y)).rejects.toThrow("parallel is 0; it must be a whole number from 1");
});

test("a thread that dies fails the fit that it was at, and no other", async () => {
  const { FitThreads } = await import(
    new URL("../../dist/ml/search/threads/fit-threads.js", import.meta.url).href
  );
  const threads = new FitThreads({ estimator: { is: "Nothing" }, folds: [], scorers: {} }, 1);
  const task = { params: {}, index: 3, share: 1, seed: 0 };
  const { signal } = new AbortController();
  const fits = [threads.score(task, signal), threads.score(task, signal)];
  for (const fit of fits)
    await expect(fit).rejects.toThrow(/the thread that was to fit fold 3 ended \(.*Nothing/);
  await threads.close();
  await expect(threads.score(task, signal)).rejects.toThrow("was closed");
});
