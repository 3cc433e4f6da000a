/** How numbers, times, params and curves are shown, and lengths of time read. */
import { describe, expect, test } from "vitest";
import type { TrialView } from "../study/index.ts";
import { durationMs } from "./duration.ts";
import { flatParams, showGoals, showNumber, showParams, showResult, showStates } from "./show-values.ts";
import { blocks, convergence } from "./sparkline.ts";

describe("a length of time", () => {
  test.each([
    ["90", 90_000],
    ["90s", 90_000],
    ["1.5h", 5_400_000],
    ["10 m", 600_000],
    ["10min", 600_000],
    ["250ms", 250],
    ["2D", 172_800_000],
  ])("%s", (text, ms) => {
    expect(durationMs(text)).toBe(ms);
  });

  test.each(["", "0", "-5", "soon", "5 weeks", "1e3", "h"])("%s is none", (text) => {
    expect(durationMs(text)).toBeNull();
  });
});

describe("a number has six digits at most", () => {
  test.each([
    [0.98, "0.98"],
    [1 / 3, "0.333333"],
    [1234567, "1234570"],
    [0.0000299217, "2.99217e-5"],
    [-0.0005, "-5e-4"],
    [0, "0"],
    [1e300, "1e+300"],
  ])("%d", (x, text) => {
    expect(showNumber(x)).toBe(text);
  });
});

test("params are flat: what a branch chose stands before what it opened, and texts are quoted where they must be", () => {
  const params = { lr: 0.1, model: { is: "svm", c: 2, kernel: "two words" }, flag: null };
  expect(flatParams(params).map(([name]) => name)).toEqual([
    "lr",
    "model",
    "model.svm.c",
    "model.svm.kernel",
    "flag",
  ]);
  expect(showParams(params)).toBe('lr=0.1 model=svm model.svm.c=2 model.svm.kernel="two words" flag=null');
});

test("a result is its number, or the values by goal, or nothing", () => {
  expect(showResult({ value: 0.5, values: { accuracy: 0.5 } })).toBe("0.5");
  expect(showResult({ value: null, values: { a: 1, b: 2 } })).toBe("a=1 b=2");
  expect(showResult({ value: null, values: null })).toBe("");
  expect(showGoals({ accuracy: "maximize", latency: { atMost: 20 }, recall: { atLeast: 0.9 } })).toBe(
    "maximize accuracy, latency at most 20, recall at least 0.9",
  );
});

/** Trials that ended in the order given. */
const trialsOf = (values: readonly (number | null)[]) =>
  values.map((value, number) => ({
    ...{ number, value, state: value === null ? "failed" : "complete" },
    finishedAt: new Date(1000 + number),
  })) as unknown as TrialView[];

test("states are counted, and those that do not occur are left out", () => {
  expect(showStates(trialsOf([1, null, 2]))).toBe("2 complete, 1 failed");
  expect(showStates([])).toBe("none yet");
});

describe("a curve of blocks", () => {
  test("goes from the least to the largest; equal numbers are all at the top", () => {
    expect(blocks([0, 1, 2, 3, 4, 5, 6, 7], 8)).toBe("▁▂▃▄▅▆▇█");
    expect(blocks([3, 3], 8)).toBe("██");
    expect(blocks([], 8)).toBe("");
  });

  test("is as wide as it may be, and ends with the last number", () => {
    const values = Array.from({ length: 1000 }, (_, i) => i);
    expect(blocks(values, 40)).toHaveLength(40);
    expect(blocks([9, 9, 9, 0], 2)).toBe("█▁");
  });

  test("of a search shows the best so far, whichever way is up, and leaves out what has no value", () => {
    expect(convergence(trialsOf([1, null, 3, 2]), { a: "maximize" }, 9)).toBe("▁██");
    expect(convergence(trialsOf([3, 1, 2]), { a: "minimize" }, 9)).toBe("█▁▁");
    expect(convergence(trialsOf([null]), { a: "minimize" }, 9)).toBe("");
  });
});
