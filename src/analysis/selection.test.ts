import { expect, test } from "vitest";
import { branch, categorical, float } from "../space/index.ts";
import { TestLog } from "../testing/index.ts";
import { selectionOf } from "./selection.ts";

const space = {
  model: branch({ tree: { depth: float(0, 1) }, knn: {} }),
  scaled: categorical([true, false]),
};

function logOf(results: readonly (readonly [model: "tree" | "knn", accuracy: number])[]) {
  const log = new TestLog({ space, goals: { accuracy: "maximize" }, seed: 0 });
  for (const [is, accuracy] of results) {
    const number = log.open({ model: is === "tree" ? { is, depth: 0.5 } : { is }, scaled: true });
    log.finish(number, accuracy);
  }
  return log.history;
}

const results = [
  ...([0.6, 0.7, 0.9, 0.8] as const).map((y) => ["tree", y] as const),
  ...([0.7, 0.75] as const).map((y) => ["knn", y] as const),
];

test("what choosing gained and what tuning gained sum up to the gain", () => {
  const found = selectionOf(logOf(results));
  expect(found).toMatchObject({ by: "model", effort: 2, goal: "accuracy" });
  const [tree, knn] = found.families;
  // The better of two of 0.6, 0.7, 0.8, 0.9, over the six pairs: (0.9 * 3 + 0.8 * 2 + 0.7) / 6.
  expect(tree).toMatchObject({ name: "tree", trials: 4, best: 0.9 });
  expect(tree!.tuned).toBeCloseTo(5 / 6, 12);
  expect(tree!.typical).toBeCloseTo(0.75, 12);
  expect(knn!.tuned).toBeCloseTo(0.75, 12);
  expect(knn!.typical).toBeCloseTo(0.725, 12);
  // From a family at random, untuned, 0.7375.
  expect(found.gain).toBeCloseTo(5 / 6 - 0.7375, 12);
  expect(found.selection).toBeCloseTo((0.75 - 0.7375 + 5 / 6 - (5 / 6 + 0.75) / 2) / 2, 12);
  expect(found.selection + found.tuning).toBeCloseTo(found.gain, 12);
});

test("where families differ and trials within do not, all is selection", () => {
  const found = selectionOf(
    logOf([
      ["tree", 0.9],
      ["tree", 0.9],
      ["knn", 0.5],
      ["knn", 0.5],
    ]),
  );
  expect(found.tuning).toBeCloseTo(0, 12);
  expect(found.between).toBeCloseTo(1, 12);
  expect(found.selection).toBeCloseTo(0.2, 12);
});

test("refuses a study in which nothing chooses, or one family alone has results", () => {
  expect(() => selectionOf(logOf(results), { by: "model.tree.depth" })).toThrow("model, scaled");
  expect(() => selectionOf(logOf(results), { by: "scaled" })).toThrow("two families");
});
