import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { float, int } from "../../space/index.ts";
import { memory } from "../../storage/index.ts";
import {
  BayesSearchCV,
  crossValidate,
  crossValScore,
  type Estimator,
  type EstimatorParams,
  GridSearchCV,
  HalvingGridSearchCV,
  KNeighborsClassifier,
  type Label,
  LogisticRegression,
  loadIris,
  RandomizedSearchCV,
  rowsOf,
  type Table,
} from "../index.ts";

const { data: X, target: y } = loadIris();

/** Says one class, whatever it sees; a parameter may make it throw. */
class Constant implements Estimator {
  readonly kind = "classifier";
  readonly #params: { readonly says: Label; readonly breaks: boolean; readonly extra: unknown };
  constructor(params: EstimatorParams = {}) {
    this.#params = { says: 0, breaks: false, extra: null, ...params };
  }
  getParams(): EstimatorParams {
    return { ...this.#params };
  }
  clone(params: EstimatorParams = {}): Constant {
    return new Constant({ ...this.#params, ...params });
  }
  fit(): this {
    if (this.#params.breaks) throw new Error("out of luck");
    return this;
  }
  async predict(rows: Table): Promise<Label[]> {
    return Array.from({ length: rowsOf(rows) }, () => this.#params.says);
  }
}

describe("GridSearchCV", () => {
  test("takes several grids one after the other, in scikit-learn's order", async () => {
    const search = new GridSearchCV({
      estimator: new LogisticRegression(),
      paramGrid: [
        { penalty: ["l2"], C: [1, 10] },
        { penalty: ["elasticnet"], l1Ratio: [0.2, 0.8] },
      ],
    });
    await search.fit(X, y);
    expect(search.cvResults.params).toEqual([
      { C: 1, penalty: "l2" },
      { C: 10, penalty: "l2" },
      { l1Ratio: 0.2, penalty: "elasticnet" },
      { l1Ratio: 0.8, penalty: "elasticnet" },
    ]);
  });

  test("takes values of any kind", async () => {
    const extra = [[1, 2], { a: 1 }, undefined, Number.POSITIVE_INFINITY, Math.max];
    const search = await new GridSearchCV({ estimator: new Constant(), paramGrid: { extra } }).fit(X, y);
    expect(search.cvResults.params.map((p) => p.extra)).toEqual(extra);
  });

  test("gives every candidate the scores that cross-validation gives it", async () => {
    const paramGrid = { C: [0.05, 5] };
    const search = new GridSearchCV({
      estimator: new LogisticRegression(),
      paramGrid,
      returnTrainScore: true,
    });
    await search.fit(X, y);
    const alone = await crossValidate(new LogisticRegression({ C: 5 }), X, y, { returnTrainScore: true });
    expect(search.cvResults.splitTestScores[1]).toEqual(alone.testScore);
    expect(search.cvResults.splitTrainScores![1]).toEqual(alone.trainScore);
    expect(search.nSplits).toBe(5);
    expect(search.cvResults.meanFitTime.every((seconds) => seconds > 0)).toBe(true);
  });

  test("fits the best candidate to all rows, and predicts with it", async () => {
    const search = new GridSearchCV({ estimator: new LogisticRegression(), paramGrid: { C: [1e-4, 1] } });
    await search.fit(X, y);
    const byHand = new LogisticRegression({ C: 1 }).fit(X, y);
    expect(search.bestEstimator.coef).toEqual(byHand.coef);
    expect(search.predict(X)).toEqual(byHand.predict(X));
    expect(search.predictProba(X.slice(0, 2))).toEqual(byHand.predictProba(X.slice(0, 2)));
    expect(await search.score(X, y)).toBe(byHand.score(X, y));
  });

  test("without refit has scores and no estimator", async () => {
    const search = new GridSearchCV({ estimator: new Constant(), paramGrid: { says: [0, 1] }, refit: false });
    await search.fit(X, y);
    expect(search.bestScore).toBeCloseTo(1 / 3, 12);
    expect(() => search.predict(X)).toThrow("refit: false");
  });

  test("a candidate that cannot be fitted has NaN and the last rank, and the others go on", async () => {
    const paramGrid = { breaks: [true, false] };
    const search = await new GridSearchCV({ estimator: new Constant(), paramGrid }).fit(X, y);
    const at = search.cvResults.params.findIndex((p) => p.breaks === true);
    expect(search.cvResults.meanTestScore[at]).toBeNaN();
    expect(search.cvResults.rankTestScore[at]).toBe(2);
    expect(search.bestParams).toEqual({ breaks: false });
    expect(search.trials[at]).toMatchObject({ state: "failed", why: "Error: out of luck" });
  });

  test("errorScore stands in for such scores, or lets the error through", async () => {
    const options = { estimator: new Constant(), paramGrid: { breaks: [true, false] } };
    const search = await new GridSearchCV({ ...options, errorScore: 0.1 }).fit(X, y);
    expect(search.cvResults.meanTestScore).toContain(0.1);
    await expect(new GridSearchCV({ ...options, errorScore: "raise" }).fit(X, y)).rejects.toThrow(
      "out of luck",
    );
  });

  test("says why when nothing could be fitted", async () => {
    const search = new GridSearchCV({ estimator: new Constant(), paramGrid: { breaks: [true] } });
    await expect(search.fit(X, y)).rejects.toThrow(/none of 1 candidates has a score.*out of luck/);
  });

  test("is an estimator itself: nested cross-validation", async () => {
    const search = new GridSearchCV({ estimator: new LogisticRegression(), paramGrid: { C: [0.01, 1] } });
    const scores = await crossValScore(search, X, y, { cv: 3 });
    expect(scores).toHaveLength(3);
    expect(Math.min(...scores)).toBeGreaterThan(0.9);
  });

  test.each([
    ["an unknown parameter", { CC: [1] }, "params", 'did you mean "C"?'],
    ["an empty list", { C: [] }, "space", "paramGrid.C"],
    ["a value twice", { C: [1, 1] }, "space", "paramGrid.C"],
    ["no list", { C: 1 as unknown as number[] }, "space", "give a list"],
  ])("refuses %s", (_, paramGrid, code, words) => {
    const make = () => new GridSearchCV({ estimator: new LogisticRegression(), paramGrid });
    expect(make).toThrow(expect.objectContaining({ code }));
    expect(make).toThrow(words);
  });

  test("refuses an unknown option, scoring, and rows that do not fit", async () => {
    const estimator = new LogisticRegression();
    const paramGrid = { C: [1] };
    expect(() => new GridSearchCV({ estimator, paramGrid, scorng: "accuracy" } as never)).toThrow(
      '"scoring"',
    );
    expect(() => new GridSearchCV({ estimator, paramGrid, scoring: "acuracy" as never })).toThrow(
      '"accuracy"',
    );
    await expect(new GridSearchCV({ estimator, paramGrid }).fit(X, y.slice(1))).rejects.toThrow("149 labels");
    expect(() => new GridSearchCV({ estimator, paramGrid }).bestParams).toThrow("await fit(X, y) first");
  });
});

describe("RandomizedSearchCV", () => {
  const estimator = new LogisticRegression();

  test("tries no point of lists twice, and no more than there are", async () => {
    const paramDistributions = { C: [0.1, 1, 10], penalty: ["l1", "l2"] };
    const search = await new RandomizedSearchCV({ estimator, paramDistributions, nIter: 50, seed: 1 }).fit(
      X,
      y,
    );
    expect(new Set(search.cvResults.params.map((p) => JSON.stringify(p))).size).toBe(6);
    expect(search.trials).toHaveLength(6);
  });

  test("draws from domains, the same for the same seed", async () => {
    const run = async (seed: number) => {
      const paramDistributions = { C: float(1e-3, 1e3, { log: true }) };
      const search = await new RandomizedSearchCV({ estimator, paramDistributions, seed }).fit(X, y);
      return search.cvResults.params.map((p) => p.C as number);
    };
    const [a, again, b] = [await run(1), await run(1), await run(2)];
    expect(a).toHaveLength(10);
    expect(a.every((C) => C >= 1e-3 && C <= 1e3)).toBe(true);
    expect(again).toEqual(a);
    expect(b).not.toEqual(a);
  });
});

test("a search may be pruned fold by fold", async () => {
  const search = new RandomizedSearchCV({
    estimator: new LogisticRegression(),
    paramDistributions: { C: float(1e-6, 1e2, { log: true }) },
    nIter: 30,
    seed: 3,
    pruner: "median",
  });
  await search.fit(X, y);
  const pruned = search.trials.filter((t) => t.state === "pruned");
  expect(pruned.length).toBeGreaterThan(0);
  for (const { curve, steps } of pruned) {
    expect(curve.length).toBeLessThanOrEqual(5); // at least one fold was saved
    expect(steps.at(-1)).toBe(5); // behind the folds: the mean that was to be expected
  }
  expect(search.bestScore).toBeGreaterThan(0.9);
});

test("a race over folds fits half of them, and comes to the same winner in five searches of six", async () => {
  const seeds = [0, 1, 2, 3, 4, 5];
  let [same, fits] = [0, 0];
  for (const seed of seeds) {
    const make = (pruner: string) =>
      new RandomizedSearchCV({
        estimator: new KNeighborsClassifier(),
        paramDistributions: { nNeighbors: int(1, 100), weights: ["uniform", "distance"], p: [1, 2] },
        ...{ cv: 10, nIter: 40, seed, pruner, refit: false },
      });
    const whole = await make("none").fit(X, y);
    const raced = await make("race").fit(X, y);
    const scoreOf = ({ bestIndex }: { readonly bestIndex: number }) =>
      whole.cvResults.meanTestScore[bestIndex];
    if (scoreOf(raced) === scoreOf(whole)) same++;
    fits += raced.cvResults.splitTestScores.flat().filter((score) => !Number.isNaN(score)).length;
    expect(raced.trials.find((t) => t.state === "pruned")!.why).toContain("the chance to win is");
  }
  expect(same).toBeGreaterThanOrEqual(5);
  expect(fits / (seeds.length * 400)).toBeLessThan(0.5);
});

describe("several scorers", () => {
  const estimator = new LogisticRegression();
  const paramGrid = { C: [1e-4, 1e-2, 1] };

  test("each has the cells that a search by it alone has; refit names the one that decides", async () => {
    const scoring = ["accuracy", "neg_log_loss"] as const;
    const search = await new GridSearchCV({ estimator, paramGrid, scoring, refit: "neg_log_loss" }).fit(X, y);
    for (const name of scoring) {
      const alone = await new GridSearchCV({ estimator, paramGrid, scoring: name }).fit(X, y);
      const { byScorer, ...found } = alone.cvResults;
      expect(search.cvResults.byScorer[name]).toEqual(byScorer[name]);
      if (name === "neg_log_loss") expect(search.cvResults.meanTestScore).toEqual(found.meanTestScore);
      if (name === "neg_log_loss") expect(search.bestIndex).toBe(alone.bestIndex);
    }
    expect(await search.score(X, y)).toBeLessThan(0);
  });

  test("refit may be a rule of one's own over cvResults", async () => {
    const own = async (fitted: Estimator, rows: Table, labels: readonly Label[]) =>
      -Math.abs((await fitted.predict(rows)).filter((label) => label === 0).length / labels.length - 1 / 3);
    const search = new GridSearchCV({
      ...{ estimator, paramGrid, scoring: { accuracy: "accuracy", balance: own } },
      refit: ({ byScorer }) => byScorer.accuracy!.rankTestScore.lastIndexOf(3),
    });
    await search.fit(X, y);
    expect(search.bestParams).toEqual({ C: 1e-4 });
    expect(search.bestEstimator.getParams().C).toBe(1e-4);
  });

  test("one that fails leaves the others standing", async () => {
    const broken = () => {
      throw new Error("no");
    };
    const scoring = { accuracy: "accuracy", broken } as const;
    const search = await new GridSearchCV({ estimator, paramGrid, scoring, refit: "accuracy" }).fit(X, y);
    expect(search.cvResults.byScorer.broken!.meanTestScore.every(Number.isNaN)).toBe(true);
    expect(search.bestParams).toEqual({ C: 1 });
  });

  test.each([
    ["no word on which decides", {}, "refit must say which one decides"],
    ["an unknown one", { refit: "acuracy" }, '"accuracy"'],
    ["a place that is none", { refit: () => 3 }, "from 0 to 2"],
  ])("refuses %s", async (_, refit, words) => {
    const make = async () =>
      new GridSearchCV({ estimator, paramGrid, scoring: ["accuracy", "f1_macro"], ...refit }).fit(X, y);
    await expect(make()).rejects.toThrow(words);
  });
});

describe("the end of a search", () => {
  const options = { estimator: new Constant(), paramGrid: { says: [0, 1, 2, 3] } };

  test("comes once a candidate reaches the score asked for", async () => {
    const search = await new GridSearchCV({ ...options, stopAt: 0.3 }).fit(X, y);
    expect(search.trials.filter((t) => t.value! >= 0.3)).toHaveLength(1);
    expect(search.ended).toMatchObject({
      reason: "stopped",
      why: expect.stringContaining("0.3 was asked for"),
    });
  });

  test("comes when a callback says so", async () => {
    const stopWhen = (trials: readonly unknown[]) => (trials.length === 2 ? "two are enough" : null);
    const search = await new GridSearchCV({ ...options, stopWhen }).fit(X, y);
    expect(search.trials).toHaveLength(2);
    expect(search.ended.why).toBe("two are enough");
  });

  test("is not for halving searches, whose first scores are of few rows", () => {
    const make = () => new HalvingGridSearchCV({ ...options, stopAt: 0.3 } as never);
    expect(make).toThrow(expect.objectContaining({ code: "option" }));
  });
});

describe("a search that is kept", () => {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "tunesmith-search-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const make = (storage: string, nIter: number) =>
    new BayesSearchCV({
      estimator: new LogisticRegression(),
      searchSpace: { C: float(1e-4, 1e4, { log: true }) },
      ...{ nIter, seed: 5, name: "kept", storage, ifExists: "resume", returnTrainScore: true },
    });

  test("goes on where it was, and comes to the same end as one that was never cut", async () => {
    const storage = `sqlite:${join(folder, "a.db")}`;
    await make(storage, 6).fit(X, y);
    const whole = await make(storage, 12).fit(X, y);
    const other = await make(`sqlite:${join(folder, "b.db")}`, 12).fit(X, y);
    expect(whole.cvResults.splitTestScores).toEqual(other.cvResults.splitTestScores);
    expect(whole.cvResults.params).toEqual(other.cvResults.params);
    for (const column of ["meanFitTime", "meanScoreTime"] as const) {
      expect(whole.cvResults[column].every((seconds) => seconds > 0)).toBe(true); // also what the first process has fitted
    }
    expect(whole.cvResults.splitTrainScores).toEqual(other.cvResults.splitTrainScores);
    expect(whole.cvResults.splitTrainScores!.flat().every((score) => score > 0)).toBe(true);
  });

  test("refuses a study of that name unless told what to do with it", async () => {
    const storage = memory();
    const options = { estimator: new Constant(), paramGrid: { says: [0, 1] }, storage };
    await new GridSearchCV(options).fit(X, y);
    await expect(new GridSearchCV(options).fit(X, y)).rejects.toThrow('there is a study "GridSearchCV"');
  });
});
