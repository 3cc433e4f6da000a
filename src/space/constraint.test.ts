import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { stream } from "../math/rng.ts";
import { checkSatisfiable, drawAllowed } from "./allowed.ts";
import { brokenBy, checkConstraints, isAllowed } from "./constraint.ts";
import { branch, categorical, float, int } from "./declare.ts";

const space = {
  layers: int(1, 8),
  width: int(16, 1024, { log: true }),
  rate: float(1e-5, 1, { log: true }),
  opt: categorical(["sgd", "adam"]),
  nested: categorical([true, false]),
  model: branch({ svm: { c: float(0, 10) }, forest: { trees: int(1, 500), "max-depth": int(1, 20) } }),
};
const base = {
  layers: 2,
  width: 100,
  rate: 0.01,
  opt: "adam",
  nested: true,
  model: { is: "svm", c: 2 },
};
const at = (condition: string, point: object = {}) =>
  isAllowed({ space, constraints: checkConstraints(space, [condition]) }, { ...base, ...point });

describe("a condition", () => {
  test.each([
    ["layers * width <= 200", true],
    ["layers * width < 200", false],
    ["layers + 2 * 3 == 8", true],
    ["(layers + 2) * 3 == 12", true],
    ["2 ^ 3 ^ 2 == 512", true],
    ["-layers ^ 2 == -4", true],
    ["2 ** layers == 4", true],
    ["width % 7 == 2", true],
    ["10 - 4 - 3 == 3", true],
    ["1 <= layers <= 3", true],
    ["3 <= layers <= 1", false],
    ["log10(rate) >= -2.0001", true],
    ["max(layers, 5, 3) == 5 and min(layers, 5) == 2", true],
    ['opt == "adam"', true],
    ["opt == 'sgd'", false],
    ['opt != "sgd" && !(layers > 2)', true],
    ["not layers > 2", true],
    ["nested", true],
    ["not nested", false],
    ["nested == true", true],
    ['layers > 5 or width < 50 or opt == "adam"', true],
    ["layers > 1 and width > 100", false],
    ["rate <= 1e-2", true],
    ["rate < .01", false],
    ['model == "svm"', true],
    ["model.svm.c <= 2", true],
    ["opt < 3", false], // a text is not less than anything
    ["sqrt(-1) < 5", false], // nor is no number
    ["1 / 0 > layers", true],
  ])("%s", (condition, expected) => {
    expect(at(condition)).toBe(expected);
  });

  test("that speaks of an inactive parameter says nothing, unless the rest decides", () => {
    expect(at("model.forest.trees > 1000")).toBe(true);
    expect(at("not model.forest.trees > 1000")).toBe(true);
    expect(at("model.forest.trees > 1000 and layers > 5")).toBe(false);
    expect(at("model.forest.trees > 1000 or layers > 5")).toBe(true);
    const forest = { model: { is: "forest", trees: 100, "max-depth": 3 } };
    expect(at("model.forest.trees > 1000", forest)).toBe(false);
    expect(at("model.forest.max-depth < 4", forest)).toBe(true);
    expect(at("`model.forest.max-depth` < 3", forest)).toBe(false);
  });
});

describe("what is no condition is refused", () => {
  test.each([
    ["layer <= 3", 'speaks of "layer", which is no parameter; did you mean "layers"?'],
    ["layers * width", "says no condition"],
    ["layers <=", "lacks a value where it ends"],
    ["layers <= 3)", "goes on with ) where it should end"],
    ["(layers <= 3", 'lacks a ")"'],
    ["layers <= 3; exit()", 'cannot be read from "; exit()" on'],
    ["constructor(1) < 2", "calls constructor, and there are abs"],
    ["process.exit() < 2", "calls process.exit"],
    ["", "lacks a value"],
    [`${"(".repeat(5000)}layers > 1`, "is nested more than 100 deep"],
  ])("%s", (condition, message) => {
    expect(() => checkConstraints(space, [condition])).toThrow(
      expect.objectContaining({ code: "space", message: expect.stringContaining(message) }),
    );
  });

  test("nor is what is no list of texts", () => {
    expect(() => checkConstraints(space, "layers < 3")).toThrow(/give a list of conditions/);
    expect(() => checkConstraints(space, [3])).toThrow(/give a list of conditions/);
  });
});

test("any sum and product comes out as JavaScript has it", () => {
  const number = fc.integer({ min: 0, max: 99 }).map(String);
  const tree = fc.letrec<{ e: string }>((tie) => ({
    e: fc.oneof(
      { maxDepth: 4 },
      number,
      fc.tuple(tie("e"), fc.constantFrom("+", "-", "*", "/", "%"), tie("e")).map((x) => x.join(" ")),
      tie("e").map((e) => `(${e})`),
    ),
  })).e;
  fc.assert(
    fc.property(tree, (text) => {
      const value = Function(`return ${text}`)() as number;
      fc.pre(Number.isFinite(value));
      expect(at(`${text} == ${value}`)).toBe(true);
      expect(at(`${text} != ${value}`)).toBe(false);
    }),
  );
});

describe("points that hold constraints", () => {
  const constrained = (constraints: string[]) => ({
    space,
    constraints: checkConstraints(space, constraints),
  });

  test.each([
    [["layers * width <= 64"]],
    [["rate < 1.00001e-5"]], // a millionth of the space, found by climbing
    [["layers + width > 1030", "rate > 0.9999"]],
    [['model == "forest"', "model.forest.trees == 77"]],
  ])("are found: %j", (constraints) => {
    const of = constrained(constraints);
    for (let seed = 0; seed < 5; seed++) {
      const params = drawAllowed(of, stream(seed, "allowed", 0));
      expect(params && brokenBy(of, params)).toBe(null);
      expect(params).not.toBe(null);
    }
  });

  test("and where there are none, that is said", () => {
    const of = constrained(["layers > 4", "layers < 3"]);
    expect(() => checkSatisfiable(of)).toThrow(
      expect.objectContaining({ code: "space", message: expect.stringContaining("no point was found") }),
    );
  });
});
