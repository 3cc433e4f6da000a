import { describe, expect, test } from "vitest";
import { crossValScore } from "../cross-validate.ts";
import { loadIris } from "../datasets.ts";
import { LogisticRegression } from "../logistic-regression.ts";
import * as m from "./index.ts";

test("the report by class holds what the averages are made of", () => {
  const [y, p] = [
    ["a", "a", "b", "c"],
    ["a", "b", "b", "b"],
  ];
  expect(m.precisionRecallFscoreSupport(y!, p!)).toEqual({
    labels: ["a", "b", "c"],
    precision: [1, 1 / 3, 0],
    recall: [0.5, 1, 0],
    fscore: [2 / 3, 0.5, 0],
    support: [2, 1, 1],
  });
});

test("a uniform guess among 7 tokens has perplexity 7; of 3 places 1 right is a precision of a third", () => {
  expect(m.perplexity([Math.log(1 / 7), Math.log(1 / 7)])).toBeCloseTo(7, 12);
  expect(m.precisionAtK([["a"]], [["b", "a", "c", "d"]], 3)).toBeCloseTo(1 / 3, 12);
});

test("an item that is offered twice counts once, and users who want nothing do not count", () => {
  expect(m.meanAveragePrecision([["a", "b"], []], [["a", "a", "b"], ["c"]])).toBe(1);
});

test("each way to score works by its name in a cross-validation", async () => {
  const { data, target } = loadIris();
  for (const scoring of ["balanced_accuracy", "f1_macro", "roc_auc_ovr", "roc_auc_ovo"] as const) {
    const scores = await crossValScore(new LogisticRegression(), data, target, { scoring, cv: 2 });
    expect(Math.min(...scores)).toBeGreaterThan(0.9);
  }
  const losses = await crossValScore(new LogisticRegression(), data, target, {
    scoring: "neg_log_loss",
    cv: 2,
  });
  expect(Math.max(...losses)).toBeLessThan(0);
});

describe("refuses", () => {
  test.each<[string, () => unknown, string]>([
    ["columns of different lengths", () => m.f1Score([1], [1, 0]), "1 true labels, but 2 predictions"],
    ["no rows", () => m.meanSquaredError([], []), "no rows"],
    ["three classes as two", () => m.f1Score([0, 1, 2], [0, 1, 2]), 'give average: "macro"'],
    ["a positive class that is not there", () => m.recallScore(["a", "b"], ["a", "b"]), "posLabel is 1"],
    ["a single class", () => m.rocAucScore([1, 1], [0.1, 0.2]), "class"],
    ["what is no probability", () => m.logLoss([0, 1], [0.5, 1.5]), "row 1"],
    ["text for a number", () => m.r2Score([1, 2], ["1", "2"]), 'yPred[0] is "1"'],
    ["one row's variance", () => m.r2Score([1], [1]), "one row has no variance"],
    ["a prediction of 0 events", () => m.meanPoissonDeviance([1], [0]), "yPred[0] is 0"],
    ["half a place", () => m.recallAtK([["a"]], [["a"]], 1.5), "k is 1.5"],
    ["one cluster", () => m.silhouetteScore([[1], [2]], [0, 0]), "1 clusters"],
    ["a probability above 1", () => m.perplexity([0.1]), "at most 0"],
  ])("%s", (_, act, words) => {
    expect(act).toThrow(words);
  });
});
