import { describe, expect, test } from "vitest";
import { float } from "../../space/index.ts";
import { memory } from "../../storage/index.ts";
import {
  crossValScore,
  GridSearchCV,
  HalvingGridSearchCV,
  KNeighborsClassifier,
  LogisticRegression,
  loadIris,
  RandomizedSearchCV,
  StratifiedKFold,
  TimeSeriesSplit,
} from "../index.ts";

const { data: X, target: y } = loadIris();

describe("confirm", () => {
  test("scores the best on fresh folds, the same for each, as crossValScore does", async () => {
    const paramGrid = { nNeighbors: [1, 3, 5, 7, 9, 11] };
    const search = await new GridSearchCV({ estimator: new KNeighborsClassifier(), paramGrid, seed: 4 }).fit(
      X,
      y,
    );
    const found = await search.confirm(X, y, { top: 3, rounds: 2, simpler: ["-nNeighbors"] });
    expect(found.candidates).toHaveLength(3);
    expect(found.naive!.value).toBe(search.bestScore);
    expect(found.candidates.every((c) => c.repeats === 2)).toBe(true);
    const near = found.candidates
      .filter((c) => c.isNear)
      .map((c) => search.trials.find((t) => t.number === c.number)!);
    expect(search.trials.find((t) => t.number === found.simplest)!.params.nNeighbors).toBe(
      Math.max(...near.map((t) => t.params.nNeighbors as number)),
    );
  });

  test("keeps the folds in the log, where another process goes on", async () => {
    const storage = memory();
    const make = () =>
      new RandomizedSearchCV({
        ...{
          estimator: new LogisticRegression(),
          cv: new StratifiedKFold({ nSplits: 3 }),
          nIter: 6,
          seed: 2,
        },
        ...{ paramDistributions: { C: float(1e-3, 1e3, { log: true }) }, storage, name: "kept" },
      });
    const search = await make().fit(X, y);
    const found = await make().confirm(X, y, { top: 2, rounds: 1 });
    const again = await make().confirm(X, y, { top: 2, rounds: 2 });
    expect(found.candidates.map((c) => c.repeats)).toEqual([1, 1]);
    expect(again.candidates.map((c) => c.repeats)).toEqual([2, 2]);
    const trial = search.trials.find((t) => t.number === again.winner)!;
    const folds = again.candidates.find((c) => c.number === trial.number)!;
    expect(folds.mean).toBeGreaterThan(0.9);
    expect(search.trials.every((t) => t.repeats.length === 0)).toBe(true); // as they were when it ended
  });

  test("draws its folds from the seed of the round alone", async () => {
    const seeds: number[] = [];
    const cv = (seed: number) => {
      seeds.push(seed);
      return new StratifiedKFold({ nSplits: 3, shuffle: true, seed });
    };
    const paramGrid = { C: [0.1, 1] };
    const search = await new GridSearchCV({ estimator: new LogisticRegression(), paramGrid, seed: 1 }).fit(
      X,
      y,
    );
    const found = await search.confirm(X, y, { rounds: 1, cv });
    expect(new Set(seeds).size).toBe(1);
    const alone = await crossValScore(new LogisticRegression({ C: 1 }), X, y, { cv: cv(seeds[0]!) });
    const at = search.trials.find((t) => t.params.C === 1)!.number;
    const mean = alone.reduce((a, b) => a + b) / 3;
    expect(found.candidates.find((c) => c.number === at)!.mean).toBeCloseTo(mean, 12);
  });

  test("takes the last iteration of a halving search, on all rows", async () => {
    const paramGrid = { nNeighbors: [1, 2, 3, 4, 5, 6, 7, 8, 9] };
    const search = new HalvingGridSearchCV({ estimator: new KNeighborsClassifier(), paramGrid, seed: 1 });
    await search.fit(X, y);
    const last = search.trials.filter((_, i) => search.cvResults.iter[i] === search.nIterations - 1);
    const found = await search.confirm(X, y, { rounds: 1 });
    expect(found.candidates.map((c) => c.number).sort()).toEqual(last.map((t) => t.number).sort());
  });

  test("refuses folds that cannot be drawn anew", async () => {
    const search = new GridSearchCV({
      ...{ estimator: new KNeighborsClassifier(), paramGrid: { nNeighbors: [3] } },
      cv: new TimeSeriesSplit({ nSplits: 3 }),
    });
    await expect(search.confirm(X, y)).rejects.toThrow("cv: (seed) =>");
  });
});
