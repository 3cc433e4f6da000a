import { expect, test } from "vitest";
import { branch, float } from "../space/index.ts";
import { TestLog } from "../testing/index.ts";
import { drawChart } from "./index.ts";

const space = { model: branch({ tree: {}, knn: {} }), x: float(0, 1) };

function noteOf(results: readonly (readonly [model: "tree" | "knn", accuracy: number])[]): string {
  const log = new TestLog({ space, goals: { accuracy: "maximize" }, seed: 0 });
  for (const [is, accuracy] of results) log.finish(log.open({ model: { is }, x: 0.5 }), accuracy);
  return drawChart("selection", [{ name: "s", history: log.history }], { width: 800 }).note;
}

test("says which part of the gain is selection and which is tuning", () => {
  const found = noteOf([
    ["tree", 0.6],
    ["tree", 0.9],
    ["knn", 0.5],
    ["knn", 0.6],
  ]);
  // Untuned .75 and .55, tuned .9 and .6: of .9 - .65 choosing is (.1 + .15) / 2, tuning (.15 + .1) / 2.
  expect(found).toMatch(
    /^Of a gain of 0.25 .*, 50 % is selection \(choosing tree\) and 50 % tuning within it/,
  );
});

test("gives amounts where a part has taken from the other, and says so where there is nothing to compare", () => {
  // The one draw of tree is .8 in the mean and .9 in the middle: tuned it is worse than untuned.
  const found = noteOf([
    ["tree", 0.9],
    ["tree", 0.9],
    ["tree", 0.6],
    ["knn", 0.5],
  ]);
  expect(found).toMatch(/^Of a gain of 0.1 .*, 0.175 is selection \(choosing tree\) and -0.075 tuning/);
  expect(noteOf([["tree", 0.9]])).toContain("Two families with results are needed");
});
