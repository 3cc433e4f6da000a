import { describe, expect, test } from "vitest";
import { checkPlaceholders, fillPlaceholders, namedIn } from "./placeholders.ts";

const values = new Map([
  ["lr", "0.1"],
  ["opt", "two words; rm -rf $HOME"],
  ["model.svm.c", "3"],
  ["batch_size", "32"],
  ["nesterov", "true"],
  ["amsgrad", "false"],
  ["optim_lr", "0.2"],
  ["optim_warm_up", "false"],
]);
const extras = new Map([["trial", "7"]]);

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
    expect(fillPlaceholders([word], values, extras)).toEqual([filled]);
  });

  test.each<[string, string[]]>([
    ["{--lr}", ["--lr=0.1"]],
    ["{--batch-size}", ["--batch-size=32"]],
    ["{-lr}", ["-lr", "0.1"]],
    ["{--nesterov}", ["--nesterov"]],
    ["{--amsgrad}", []],
    ["{--[no-]amsgrad}", ["--no-amsgrad"]],
    ["{--[no]amsgrad}", ["--noamsgrad"]],
    ["{--[no-]nesterov}", ["--nesterov"]],
    ["{-nesterov}", ["-nesterov"]],
    ["{--model.forest.depth}", []],
    ["{--model.svm.c}", ["--model.svm.c=3"]],
    ["{--optim.lr}", ["--optim.lr=0.2"]], // no branch, but a flag with a dot
    ["{--optim.[no-]warm-up}", ["--optim.no-warm-up"]],
    ["{--opt}", ["--opt=two words; rm -rf $HOME"]],
  ])("the flag %s is the words %j", (word, filled) => {
    expect(fillPlaceholders([word], values, extras)).toEqual(filled);
  });

  test("a parameter that is called trial stands before the trial's number", () => {
    expect(fillPlaceholders(["{trial}"], new Map([["trial", "x"]]), extras)).toEqual(["x"]);
  });
});

describe("checkPlaceholders", () => {
  test("takes parameters, flags, the trial, doubled braces, and braces around anything else", () => {
    const words = ["{lr}", "{--lr}", "{--batch-size}", "{trial}", "{{nope}}", "{ print $1 }"];
    expect(() => checkPlaceholders(words, ["lr", "batch_size"], ["trial"])).not.toThrow();
    expect(namedIn(words, ["lr", "batch_size", "other"])).toEqual(new Set(["lr", "batch_size"]));
  });

  test("refuses what names no parameter, with the nearest name and the way to write it as it stands", () => {
    const check = () => checkPlaceholders(["train.py", "--lr={rl}"], ["lr", "opt"], ["trial"]);
    expect(check).toThrow(expect.objectContaining({ code: "usage" }));
    expect(check).toThrow('{rl} in the command names no parameter; did you mean "lr"?');
    expect(check).toThrow("{{rl}}");
    expect(() => checkPlaceholders(["{--optim.[no-]rl}"], ["optim_lr"], [])).toThrow("names no parameter");
    expect(() => checkPlaceholders(["{--otp}"], ["lr", "opt"], [])).toThrow('did you mean "opt"?');
  });
});
