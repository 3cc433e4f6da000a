import { describe, expect, test } from "vitest";
import { checkPlaceholders, fillPlaceholders } from "./placeholders.ts";

const values = new Map([
  ["lr", "0.1"],
  ["opt", "two words; rm -rf $HOME"],
  ["model.svm.c", "3"],
]);

describe("fillPlaceholders", () => {
  test.each([
    ["{lr}", "0.1"],
    ["--lr={lr}", "--lr=0.1"],
    ["{lr}/{lr}", "0.1/0.1"],
    ["{opt}", "two words; rm -rf $HOME"], // one word, whatever is in it
    ["--c={model.svm.c}", "--c=3"],
    ["{model.forest.depth}", ""], // a branch that was not chosen
    ["run-{trial}", "run-7"],
    ["{{lr}}", "{lr}"],
    ['{"a": 1}', '{"a": 1}'],
    ["plain", "plain"],
  ])("%s is %s", (word, filled) => {
    expect(fillPlaceholders([word], values, 7)).toEqual([filled]);
  });

  test("a parameter that is called trial stands before the trial's number", () => {
    expect(fillPlaceholders(["{trial}"], new Map([["trial", "x"]]), 7)).toEqual(["x"]);
  });
});

describe("checkPlaceholders", () => {
  test("takes parameters, the trial, doubled braces, and braces around anything else", () => {
    expect(() => checkPlaceholders(["{lr}", "{trial}", "{{nope}}", "{ print $1 }"], ["lr"])).not.toThrow();
  });

  test("refuses what names no parameter, with the nearest name and the way to write it as it stands", () => {
    const check = () => checkPlaceholders(["train.py", "--lr={rl}"], ["lr", "opt"]);
    expect(check).toThrow(expect.objectContaining({ code: "usage" }));
    expect(check).toThrow('{rl} in the command names no parameter; did you mean "lr"?');
    expect(check).toThrow("{{rl}}");
  });
});
