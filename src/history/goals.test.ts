import { describe, expect, test } from "vitest";
import { checkGoals, type Goals, objectivesOf } from "./goals.ts";

test("goals are returned as frozen plain data; those that are optimised keep their order", () => {
  const goals = checkGoals({
    b: "maximize",
    latency: { atMost: 20 },
    a: "minimize",
    recall: { atLeast: 0.9 },
  });
  expect(Object.isFrozen(goals) && Object.isFrozen(goals.latency)).toBe(true);
  expect(objectivesOf(goals)).toEqual(["b", "a"]);
});

describe("refuses", () => {
  test.each<[string, object, string]>([
    ["bounds alone", { latency: { atMost: 20 } }, "no goal is optimised"],
    ["nothing", {}, "no goal is optimised"],
    ["a misspelt direction", { a: "maximise" }, 'goal "a" is "maximise"; it must be'],
    ["a bound that is NaN", { a: "minimize", b: { atMost: Number.NaN } }, 'goal "b" is'],
    ["two bounds in one", { a: "minimize", b: { atMost: 2, atLeast: 1 } }, 'goal "b" is'],
    ["null", { a: null }, 'goal "a" is null'],
  ])("%s", (_, goals, words) => {
    expect(() => checkGoals(goals as Goals)).toThrow(expect.objectContaining({ code: "goals" }));
    expect(() => checkGoals(goals as Goals)).toThrow(words);
  });
});
