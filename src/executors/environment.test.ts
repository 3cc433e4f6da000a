import { expect, test } from "vitest";
import { branch, categorical, float, int } from "../space/index.ts";
import { checkVariables, textsOf, variableOf } from "./environment.ts";

test("a parameter's variable is its name in capitals", () => {
  expect(variableOf("lr")).toBe("TUNESMITH_PARAM_LR");
  expect(variableOf("model.svm.c")).toBe("TUNESMITH_PARAM_MODEL_SVM_C");
});

test("two parameters of one variable are refused by name", () => {
  expect(() => checkVariables(["a.b", "lr", "a_b"])).toThrow(
    /"a\.b" and "a_b" would both be TUNESMITH_PARAM_A_B/,
  );
});

test("values are texts by dotted names; what was not chosen is missing", () => {
  const space = {
    lr: float(0, 1),
    flag: categorical([true, null]),
    model: branch({ svm: { c: float(0, 9) }, forest: { depth: int(1, 9) } }),
  };
  const texts = textsOf(space, { lr: 1e-7, flag: null, model: { is: "forest", depth: 3 } });
  expect(Object.fromEntries(texts)).toEqual({
    lr: "1e-7",
    flag: "null",
    model: "forest",
    "model.forest.depth": "3",
  });
});
