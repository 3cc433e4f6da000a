import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { float } from "../../space/index.ts";
import { memory } from "../../storage/index.ts";
import { openStudy, replay } from "../../study/index.ts";
import {
  DecisionTreeClassifier,
  type Estimator,
  type EstimatorParams,
  HalvingGridSearchCV,
  HalvingRandomSearchCV,
  type HalvingSchedule,
  KNeighborsClassifier,
  type Label,
  LogisticRegression,
  loadDiabetes,
  loadIris,
  loadMakeClassification1000,
  loadWine,
  Ridge,
  rowsOf,
  type Table,
} from "../index.ts";
import type { ParamGrid } from "./candidates.ts";
import { halvingSchedule } from "./halving-schedule.ts";

interface Reference {
  readonly schedules: readonly {
    readonly kind: "grid" | "random";
    readonly rows: number;
    readonly classes: number;
    readonly candidates: number;
    readonly options: {
      readonly [name: string]: unknown;
      readonly cv?: number;
      readonly factor?: number;
      readonly resource?: string;
      readonly minResources?: string | number;
      readonly maxResources?: number;
      readonly aggressiveElimination?: boolean;
      readonly nCandidates?: number;
    };
    readonly schedule: HalvingSchedule | string;
  }[];
  readonly results: readonly {
    readonly estimator: "KNeighborsClassifier" | "DecisionTreeClassifier";
    readonly data: "iris" | "wine";
    readonly grid: ParamGrid;
    readonly options: EstimatorParams;
    readonly schedule: HalvingSchedule;
    readonly bestIndex: number;
    readonly cvResults: { readonly [column: string]: unknown[] };
  }[];
}

const reference: Reference = JSON.parse(
  readFileSync(new URL("../../../test/data/scikit-learn-halving.json", import.meta.url), "utf8"),
);

test(`${reference.schedules.length} schedules are scikit-learn's`, () => {
  for (const { kind, rows, classes, candidates, options, schedule } of reference.schedules) {
    if (typeof schedule === "string") continue; // one that is refused; see below
    const min = options.minResources ?? (kind === "grid" ? "exhaust" : "smallest");
    const least = options.resource === undefined ? 2 * (options.cv ?? 5) * classes : 1;
    const maxResources = options.maxResources ?? rows;
    const minResources = typeof min === "number" ? min : least;
    const all = Math.floor(maxResources / minResources);
    const ours = halvingSchedule({
      nCandidates: kind === "grid" ? candidates : (options.nCandidates ?? all),
      ...{ factor: options.factor ?? 3, minResources, maxResources },
      ...{ exhaust: min === "exhaust", aggressive: options.aggressiveElimination ?? false },
    });
    expect(ours, JSON.stringify({ kind, rows, candidates, options })).toEqual(schedule);
  }
});

const estimators = { KNeighborsClassifier, DecisionTreeClassifier };
const loads = { iris: loadIris, wine: loadWine };

test.each(reference.results)(
  "the results of $estimator on $data are scikit-learn's, cell by cell: $options",
  async (said) => {
    const { data, target } = loads[said.data]();
    const estimator: Estimator = new estimators[said.estimator]();
    const search = new HalvingGridSearchCV({ estimator, paramGrid: said.grid, ...said.options });
    await search.fit(data, target);
    expect(search.schedule).toEqual(said.schedule);
    const ours = search.cvResults as unknown as { readonly [column: string]: unknown[] };
    for (const [column, cells] of Object.entries(said.cvResults)) {
      if (column === "params" || column === "iter" || column === "nResources" || column === "rankTestScore") {
        expect(ours[column], column).toEqual(cells);
        continue;
      }
      const [found, wanted] = [ours[column]!.flat() as number[], cells.flat() as number[]];
      expect(found.length, column).toBe(wanted.length);
      found.forEach((x, i) => {
        expect(Math.abs(x - wanted[i]!), `${column} ${i}`).toBeLessThanOrEqual(1e-12);
      });
    }
    expect(search.bestIndex).toBe(said.bestIndex);
  },
);

/** Says how good it is, whatever it sees, and how many rows it learned from. */
class Told implements Estimator {
  readonly kind = "classifier";
  readonly params: { readonly worth: number; readonly budget: number };
  rows = 0;
  constructor(params: EstimatorParams = {}) {
    this.params = { worth: 0, budget: 1, ...params };
  }
  getParams(): EstimatorParams {
    return { ...this.params };
  }
  clone(params: EstimatorParams = {}): Told {
    return new Told({ ...this.params, ...params });
  }
  fit(X: Table): this {
    if (this.params.worth < 0) throw new Error("out of luck");
    this.rows = rowsOf(X);
    return this;
  }
  predict(): Label[] {
    return [];
  }
}
const worth = (estimator: Estimator) => (estimator as Told).params.worth;
const { data: X, target: y } = loadIris();

describe("HalvingGridSearchCV", () => {
  const grid = (...values: number[]) => ({
    estimator: new Told(),
    paramGrid: { worth: values },
    scoring: worth,
  });

  test("gives rows by the schedule: learned from and tested on, and all of them at last", async () => {
    const rows: string[] = [];
    const scoring = (estimator: Estimator, table: Table) => {
      rows.push(`${(estimator as Told).rows} ${"rows" in table ? table.rows : 0}`);
      return worth(estimator);
    };
    const search = new HalvingGridSearchCV({
      ...grid(1, 2, 3),
      scoring,
      minResources: 50,
      returnTrainScore: false,
    });
    await search.fit(X, y);
    expect(search.nResources).toEqual([50, 150]);
    expect(new Set(rows)).toEqual(new Set(["40 10", "120 30"]));
    expect(search.bestEstimator.rows).toBe(150);
    expect(search.bestParams).toEqual({ worth: 3 });
  });

  test("takes the best of the last iteration, though an earlier one was higher", async () => {
    const scoring = (estimator: Estimator) => worth(estimator) - (estimator as Told).params.budget;
    const search = new HalvingGridSearchCV({
      ...grid(1, 5, 3),
      scoring,
      resource: "budget",
      maxResources: 9,
    });
    await search.fit(X, y);
    expect(search.cvResults.iter).toEqual([0, 0, 0, 1]);
    expect(search.cvResults.meanTestScore).toEqual([-2, 2, 0, -4]);
    expect(search.bestIndex).toBe(3);
    expect(search.bestParams).toEqual({ worth: 5, budget: 9 });
  });

  test("what cannot be fitted does not survive", async () => {
    const search = await new HalvingGridSearchCV({ ...grid(-1, -2, 1, 2, -3, 3), minResources: 30 }).fit(
      X,
      y,
    );
    expect(search.cvResults.params.slice(6)).toEqual([{ worth: 2 }, { worth: 3 }]);
    expect(search.cvResults.meanTestScore.slice(0, 2)).toEqual([Number.NaN, Number.NaN]);
    await expect(new HalvingGridSearchCV(grid(-1, -2)).fit(X, y)).rejects.toThrow("out of luck");
  });

  test("side by side comes to the same results as one after the other", async () => {
    const run = async (parallel: number) => {
      const options = { ...grid(4, 1, 9, 3, 7, 2, 8, 5, 6), resource: "budget", maxResources: 9, parallel };
      return (await new HalvingGridSearchCV(options).fit(X, y)).cvResults.params;
    };
    const params = await run(1);
    expect(params.map((p) => `${p.worth} ${p.budget}`).slice(9)).toEqual(["7 3", "8 3", "9 3", "9 9"]);
    expect(await run(4)).toEqual(params);
  });

  test("refuses a regressor that has too few rows to be judged, and goes on with more", async () => {
    const { data, target } = loadDiabetes();
    const paramGrid = { alpha: [0.01, 0.1, 1, 10] };
    const make = (minResources: number) =>
      new HalvingGridSearchCV({ estimator: new Ridge(), paramGrid, minResources });
    await expect(make(10).fit(data, target)).rejects.toThrow("none of 4 candidates has a score");
    expect((await make(100).fit(data, target)).cvResults.iter).toEqual([0, 0, 0, 0, 1, 1]);
  });

  test("is one study, whose suggestions can be recomputed", async () => {
    const storage = memory();
    await new HalvingGridSearchCV({ ...grid(1, 2, 3, 4), name: "h", storage, seed: 1 }).fit(X, y);
    const study = await openStudy("h", { storage });
    expect(study.trials.map((t) => t.params.n_samples)).toEqual([50, 50, 50, 50, 150, 150]);
    await study.close();
    const replayed = await replay(storage, "h");
    expect(replayed).toMatchObject({ checked: 4, different: [] });
  });

  test.each([
    ["a factor of 1", { factor: 1 }, "option", "above 1"],
    ["an unknown resource", { resource: "bugdet", maxResources: 9 }, "params", '"budget"'],
    ["a resource that is searched", { resource: "worth", maxResources: 9 }, "params", "among the parameters"],
    ["a resource without a most", { resource: "budget" }, "option", "give the most"],
    ["another word for the least", { minResources: "least" }, "option", '"smallest"'],
    ["a pruner", { pruner: "median" }, "option", "no pruner"],
  ])("refuses %s", (_, options, code, words) => {
    const make = () => new HalvingGridSearchCV({ ...grid(1, 2), ...(options as object) });
    expect(make).toThrow(expect.objectContaining({ code }));
    expect(make).toThrow(words);
  });

  test("refuses fewer rows than the first iteration needs, and more than there are", async () => {
    const few = new HalvingGridSearchCV({ ...grid(1, 2), maxResources: 20 });
    await expect(few.fit(X, y)).rejects.toThrow("needs 30 of n_samples, and there are at most 20");
    const many = new HalvingGridSearchCV({ ...grid(1, 2), maxResources: 151 });
    await expect(many.fit(X, y)).rejects.toThrow("X has 150 rows");
    expect(() => many.nResources).toThrow("await fit(X, y) first");
  });
});

describe("HalvingRandomSearchCV", () => {
  test("draws as many as exhaust the rows, none of a list twice, the same for the same seed", async () => {
    const { data, target } = loadMakeClassification1000();
    const run = async (seed: number) => {
      const paramDistributions = { C: float(1e-4, 1e4, { log: true }) };
      const estimator = new LogisticRegression({ solver: "liblinear" });
      return new HalvingRandomSearchCV({ estimator, paramDistributions, seed, refit: false }).fit(
        data,
        target,
      );
    };
    const [a, again, other] = [await run(1), await run(1), await run(2)];
    expect(a.nCandidates).toEqual([50, 17, 6, 2]);
    expect(a.nResources).toEqual([20, 60, 180, 540]);
    expect(again.cvResults.splitTestScores).toEqual(a.cvResults.splitTestScores);
    expect(other.cvResults.params).not.toEqual(a.cvResults.params);
    expect(a.bestScore).toBeGreaterThan(0.8);

    const few = {
      estimator: new Told(),
      paramDistributions: { worth: [1, 2, 3, 4] },
      scoring: worth,
      nCandidates: 9,
    };
    const search = await new HalvingRandomSearchCV({ ...few, seed: 1 }).fit(X, y);
    expect(search.nCandidates).toEqual([4, 2]);
    expect(search.bestParams).toEqual({ worth: 4 });
  });

  test('refuses "exhaust" twice', () => {
    const make = () =>
      new HalvingRandomSearchCV({
        estimator: new Told(),
        paramDistributions: { worth: [1] },
        minResources: "exhaust",
      });
    expect(make).toThrow("cannot both");
  });
});

describe("a halving search that is kept", () => {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "tunesmith-halving-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test.each([3, 9, 10, 12])(
    "cut after %i trials goes on, and comes to the same end as one that was not",
    async (cut) => {
      const make = (file: string, more: object = {}) =>
        new HalvingRandomSearchCV({
          estimator: new KNeighborsClassifier(),
          paramDistributions: { nNeighbors: [1, 2, 3, 4, 5, 6, 7, 8, 9], p: [1, 1.5, 2, 3] },
          ...{ nCandidates: 9, minResources: 45, factor: 2, seed: 5, refit: false, name: "kept" },
          ...{ storage: `sqlite:${join(folder, file)}`, ifExists: "resume" as const, ...more },
        });
      const stop = new AbortController();
      let seen = 0;
      const onTrial = () => {
        if (++seen === cut) stop.abort();
      };
      await make("a.db", { signal: stop.signal, onTrial }).fit(X, y);
      const whole = await make("a.db").fit(X, y);
      const other = await make("b.db").fit(X, y);
      expect(whole.trials).toHaveLength(9 + 5);
      expect(whole.cvResults.params).toEqual(other.cvResults.params);
      expect(whole.cvResults.splitTestScores).toEqual(other.cvResults.splitTestScores);
    },
  );
});
