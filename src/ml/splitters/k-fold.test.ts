import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { KFold, type Splitter, StratifiedKFold } from "./index.ts";

const tests = (splitter: Splitter, y: readonly (number | string)[]) =>
  splitter
    .split(
      y.map(() => [0]),
      y,
    )
    .map(({ test }) => test);

// scikit-learn 1.9.1
test("unsorted labels of unequal classes are dealt as scikit-learn deals them", () => {
  const y = [1, 0, 0, 2, 1, 0, 0, 1, 2, 0, 1, 0, 0];
  expect(tests(new StratifiedKFold({ nSplits: 3 }), y)).toEqual([
    [0, 1, 2, 3, 4],
    [5, 6, 7, 9],
    [8, 10, 11, 12],
  ]);
});
test("KFold cuts in order, the first folds one row longer", () => {
  expect(tests(new KFold({ nSplits: 3 }), Array(11).fill(0))).toEqual([
    [0, 1, 2, 3],
    [4, 5, 6, 7],
    [8, 9, 10],
  ]);
});

describe.each([
  ["KFold", KFold],
  ["StratifiedKFold", StratifiedKFold],
] as const)("%s", (_, Kind) => {
  const problems = fc.record({
    nSplits: fc.integer({ min: 2, max: 6 }),
    counts: fc.array(fc.integer({ min: 6, max: 20 }), { minLength: 1, maxLength: 4 }),
    shuffle: fc.boolean(),
    seed: fc.nat(),
  });

  test("every row is tested once, and learned from in all the other folds", () => {
    fc.assert(
      fc.property(problems, ({ nSplits, counts, shuffle, seed }) => {
        const y = counts.flatMap((count, k) => Array<number>(count).fill(k));
        const splits = new Kind({ nSplits, shuffle, seed }).split(
          y.map(() => [0]),
          y,
        );
        expect(splits).toHaveLength(nSplits);
        expect(splits.flatMap(({ test }) => test).sort((a, b) => a - b)).toEqual(y.map((_, i) => i));
        for (const { train, test } of splits) {
          expect([...train, ...test].sort((a, b) => a - b)).toEqual(y.map((_, i) => i));
        }
      }),
    );
  });

  test("shuffles by its seed alone", () => {
    const y = Array.from({ length: 40 }, (_, i) => i % 2);
    const folds = (seed: number) => tests(new Kind({ shuffle: true, seed }), y);
    expect(folds(1)).toEqual(folds(1));
    expect(folds(1)).not.toEqual(folds(2));
  });

  test.each([
    ["one fold", () => new Kind({ nSplits: 1 }), "nSplits is 1"],
    ["half a seed", () => new Kind({ seed: 0.5 }), "seed is 0.5"],
    ["more folds than rows", () => tests(new Kind({ nSplits: 5 }), [0, 0, 0]), "X has 3"],
  ])("refuses %s", (_, act, words) => {
    expect(act).toThrow(words);
  });
});

test("in every stratified fold the classes are as in the whole, to one row", () => {
  const counts = fc.array(fc.integer({ min: 5, max: 30 }), { minLength: 2, maxLength: 4 });
  fc.assert(
    fc.property(counts, fc.boolean(), (sizes, shuffle) => {
      const y = sizes.flatMap((count, k) => Array<number>(count).fill(k));
      for (const fold of tests(new StratifiedKFold({ nSplits: 5, shuffle }), y)) {
        sizes.forEach((size, k) => {
          const inFold = fold.filter((i) => y[i] === k).length;
          expect(Math.abs(inFold - size / 5)).toBeLessThan(1);
        });
      }
    }),
  );
});

test("refuses folds when no class has as many rows", () => {
  expect(() => tests(new StratifiedKFold({ nSplits: 4 }), ["a", "a", "b", "b", "c"])).toThrow(
    "no class has more than 2 rows",
  );
});
