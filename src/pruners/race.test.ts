import { describe, expect, test } from "vitest";
import { prunerContract, TestLog } from "../testing/index.ts";
import { foldOrder, race } from "./race.ts";

prunerContract(race, {
  skip: {
    monotone: "a curve that is better here and there is also a noisier one, and noise is a chance to win",
  },
});

/** Complete trials with these scores on their folds, and one that runs. */
function logOf(complete: readonly (readonly number[])[]) {
  const log = new TestLog({ space: {}, goals: { accuracy: "maximize" }, seed: 0 });
  for (const scores of complete) {
    const number = log.open({});
    log.report(number, scores);
    log.finish(number, scores.reduce((a, b) => a + b) / scores.length);
  }
  return log;
}

const field = [
  [0.9, 0.7, 0.8, 0.95, 0.85],
  [0.88, 0.71, 0.79, 0.93, 0.84],
  [0.8, 0.62, 0.7, 0.86, 0.77],
];

describe("race", () => {
  const judge = (scores: readonly number[], steps: readonly number[], complete = field) => {
    const log = logOf(complete);
    const number = log.open({});
    for (const [i, score] of scores.entries()) log.report(number, [score], [steps[i]!]);
    return race().judge(log.history.trials[number]!, log.history);
  };

  test("stops what is far behind on the same fold, and says with what chance", () => {
    expect(judge([0.6], [1]).kind).toBe("stop");
    expect(judge([0.6], [1])).toMatchObject({
      why: expect.stringMatching(/after 1 of 5 folds.*trial 0.*chance to win/),
    });
  });

  test("goes on with what is as good, on a fold that is hard for all", () => {
    expect(judge([0.7], [1]).kind).toBe("continue"); // 0.7 is poor among all scores, and the best on this fold
  });

  test("judges by pairs, in any order of the folds", () => {
    expect(judge([0.87, 0.76], [4, 1]).kind).toBe("continue");
    expect(judge([0.75, 0.6], [4, 1]).kind).toBe("stop");
  });

  test("stops nothing before three trials are whole", () => {
    expect(judge([0.1], [0], field.slice(0, 2)).kind).toBe("continue");
  });
});

test("folds on which trials lie further apart come first", () => {
  const apart = [
    [0.9, 0.5, 0.8],
    [0.89, 0.9, 0.7],
    [0.91, 0.1, 0.75],
  ];
  expect(foldOrder(logOf(apart).history, 3)).toEqual([1, 2, 0]);
  expect(foldOrder(logOf(apart.slice(1)).history, 3)).toEqual([0, 1, 2]);
});
