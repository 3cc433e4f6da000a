import { describe, expect, test } from "vitest";
import { float } from "../../space/index.ts";
import { prunerContract, TestLog } from "../../testing/index.ts";
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

describe("the order of the folds", () => {
  const space = { x: float(0, 1) };
  const log = new TestLog({ space, goals: { accuracy: "maximize" }, seed: 0 });
  const told = (x: number, scores: readonly number[], steps?: readonly number[]) => {
    const number = log.open({ x });
    log.report(number, scores, steps);
    log.finish(number, scores.length === 4 ? 0.5 : { state: "pruned", why: "by hand" });
  };

  test("is that of their numbers where nothing is known", () => {
    told(0, [0.5, 0.4, 0.6, 0.7]);
    told(0.1, [0.52, 0.41, 0.63, 0.7]);
    expect(foldOrder(log.history, 4, { x: 0.9 })).toEqual([0, 1, 2, 3]);
  });

  test("puts last what like trials have shown already", () => {
    told(0.2, [0.45, 0.4, 0.55, 0.66]);
    for (const x of [0.88, 0.9, 0.92]) told(x, [0.3 + x / 10], [0]);
    expect(foldOrder(log.history, 4, { x: 0.9 }).at(-1)).toBe(0);
  });
});

test("a trial with the parameters of one that is whole and worse needs one fold to be stopped", () => {
  const space = { x: float(0, 1) };
  const log = new TestLog({ space, goals: { accuracy: "maximize" }, seed: 0 });
  const scoresAt = (x: number) =>
    [0.9, 0.7, 0.8, 0.95, 0.85].map((score, i) => score - x / 2 + (i % 2) * x * 0.1);
  for (const x of [0, 0.2, 0.4, 0.6, 0.8, 1]) {
    const scores = scoresAt(x);
    const number = log.open({ x });
    log.report(number, scores);
    log.finish(number, scores.reduce((a, b) => a + b) / 5);
  }
  const verdictAt = (x: number, score: number) => {
    const number = log.open({ x });
    log.report(number, [score], [0]);
    return race().judge(log.history.trials[number]!, log.history).kind;
  };
  expect(verdictAt(0.4, scoresAt(0.4)[0]!)).toBe("stop");
  expect(verdictAt(0.01, 0.91)).toBe("continue");
});
