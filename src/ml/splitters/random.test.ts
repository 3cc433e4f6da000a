import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  GroupKFold,
  LeaveOneOut,
  PredefinedSplit,
  RepeatedKFold,
  RepeatedStratifiedKFold,
  ShuffleSplit,
  StratifiedGroupKFold,
  StratifiedShuffleSplit,
  TimeSeriesSplit,
} from "./index.ts";

const zeros = (n: number) => Array.from({ length: n }, () => [0]);

test.each([
  ["GroupKFold", GroupKFold],
  ["StratifiedGroupKFold", StratifiedGroupKFold],
] as const)("%s never tests a group that it learned from, shuffled or not", (_, Kind) => {
  const problem = fc.record({
    groups: fc.array(fc.nat(6), { minLength: 30, maxLength: 60 }),
    shuffle: fc.boolean(),
    seed: fc.nat(),
  });
  fc.assert(
    fc.property(problem, ({ groups, shuffle, seed }) => {
      fc.pre(new Set(groups).size >= 3);
      const y = groups.map((_, i) => i % 2);
      const splits = new Kind({ nSplits: 3, shuffle, seed }).split(zeros(groups.length), y, groups);
      expect(splits.flatMap((s) => s.test).sort((a, b) => a - b)).toEqual(groups.map((_, i) => i));
      for (const { train, test } of splits) {
        const learned = new Set(train.map((i) => groups[i]));
        expect(test.some((i) => learned.has(groups[i]!))).toBe(false);
      }
    }),
    { numRuns: 25 },
  );
});

test("repeated folds test each row once a repeat, and differ between repeats", () => {
  const y = Array.from({ length: 23 }, (_, i) => i % 2);
  for (const splitter of [
    new RepeatedKFold({ nSplits: 3, nRepeats: 4 }),
    new RepeatedStratifiedKFold({ nSplits: 3, nRepeats: 4 }),
  ]) {
    const splits = splitter.split(zeros(23), y);
    expect(splits).toHaveLength(12);
    for (let r = 0; r < 4; r++) {
      const tested = splits.slice(3 * r, 3 * r + 3).flatMap((s) => s.test);
      expect(tested.sort((a, b) => a - b)).toEqual(y.map((_, i) => i));
    }
    expect(splits[0]).not.toEqual(splits[3]);
  }
});

test("a shuffle split has the sizes asked for, by number or share, and no row on both sides", () => {
  const sizes = ({ train, test }: { train: readonly number[]; test: readonly number[] }) => {
    expect(new Set([...train, ...test]).size).toBe(train.length + test.length);
    return [train.length, test.length];
  };
  const X = zeros(31);
  const y = Array.from({ length: 31 }, (_, i) => Number(i % 3 === 0));
  expect(new ShuffleSplit({ nSplits: 2 }).split(X).map(sizes)).toEqual([
    [27, 4],
    [27, 4],
  ]);
  expect(new ShuffleSplit({ nSplits: 1, testSize: 0.25, trainSize: 0.5 }).split(X).map(sizes)).toEqual([
    [15, 8],
  ]);
  const [split] = new StratifiedShuffleSplit({ nSplits: 1, testSize: 9 }).split(X, y);
  expect(sizes(split!)).toEqual([22, 9]);
  expect(split!.test.filter((i) => y[i] === 1)).toHaveLength(3); // 11 of 31 in 9: 3.19
});

describe("refuses", () => {
  test.each<[string, () => unknown, string]>([
    ["no groups", () => new GroupKFold().split(zeros(9)), "give groups"],
    [
      "fewer groups than folds",
      () => new GroupKFold().split(zeros(3 * 5), [], Array(15).fill(1)),
      "there are 1",
    ],
    [
      "groups of another length",
      () => new GroupKFold({ nSplits: 2 }).split(zeros(4), [], [1, 2]),
      "there are 2",
    ],
    ["a single row to leave out", () => new LeaveOneOut().split(zeros(1)), "takes two"],
    ["a test of nothing", () => new ShuffleSplit({ testSize: 1.5 }), "testSize is 1.5"],
    ["more rows than there are", () => new ShuffleSplit({ testSize: 40 }).split(zeros(30)), "40 to test on"],
    ["a class of one", () => new StratifiedShuffleSplit().split(zeros(4), [0, 0, 0, 1]), "class 1 has 1 row"],
    ["tests longer than time", () => new TimeSeriesSplit({ testSize: 9 }).split(zeros(30)), "too few for 5"],
    ["no fold at all", () => new PredefinedSplit([-1, -1]), "PredefinedSplit"],
  ])("%s", (_, act, words) => {
    expect(act).toThrow(words);
  });
});
