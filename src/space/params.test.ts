import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { points, spaces } from "../testing/spaces.ts";
import { branch, categorical, float, int } from "./declare.ts";
import { checkOptions } from "./options.ts";
import { checkParams, contains, differs, describe as inWords } from "./params.ts";
import { parseDomain } from "./parse.ts";

const space = {
  lr: float(1e-5, 1e-1, { log: true }),
  units: int(16, 64, { step: 16 }),
  model: branch({ svm: { c: float(0, 1) }, forest: {} }),
};
const good = { lr: 0.01, units: 32, model: { is: "svm", c: 0.5 } };

describe("checkParams", () => {
  test("returns plain data in the order of the space", () => {
    const given = { model: { c: 0.5, is: "svm" }, units: 32, lr: 0.01 };
    expect(JSON.stringify(checkParams(space, given))).toBe(JSON.stringify(good));
  });

  test("what is a point stays that point", () => {
    const cases = spaces().chain((s) => points(s).map((p) => [s, p] as const));
    fc.assert(
      fc.property(cases, ([s, p]) => {
        expect(checkParams(s, p)).toEqual(p);
      }),
    );
  });

  test.each<[string, unknown, string]>([
    ["a missing one", { lr: 0.01, units: 32 }, '"model" is missing; give branch(svm, forest)'],
    ["an unknown one", { ...good, x: 1 }, 'unknown parameter "x"; here the space has lr, units, model'],
    ["one out of range", { ...good, lr: 1 }, '"lr" is 1; it must be float(0.00001, 0.1, log)'],
    ["one between the steps", { ...good, units: 33 }, '"units" is 33; it must be int(16, 64, step=16)'],
    ["NaN", { ...good, lr: Number.NaN }, '"lr" is NaN'],
    ["a text for a number", { ...good, units: "32" }, '"units" is "32"'],
    [
      "an unknown case",
      { ...good, model: { is: "knn" } },
      '"model" is {"is":"knn"}; it must be { is: "svm", … } or',
    ],
    [
      "a parameter of another case",
      { ...good, model: { is: "forest", c: 1 } },
      'unknown parameter "model.forest.c"',
    ],
    ["one missing in a case", { ...good, model: { is: "svm" } }, '"model.svm.c" is missing'],
    ["no params at all", null, "expected { name: value, … }, found null"],
  ])("refuses %s", (_, params, words) => {
    expect(() => checkParams(space, params)).toThrow(expect.objectContaining({ code: "params" }));
    expect(() => checkParams(space, params)).toThrow(words);
  });

  test("gives one form to one value: 0.1 + 0.2 on a step of 0.1 is 0.3, and -0 is 0", () => {
    const steps = { x: float(0, 1, { step: 0.1 }) };
    expect(checkParams(steps, { x: 0.1 + 0.2 })).toEqual({ x: 0.3 });
    expect(Object.is(checkParams({ x: float(-1, 1) }, { x: -0 }).x, 0)).toBe(true);
    expect(contains(steps.x, 0.35)).toBe(false);
  });
});

test("a domain in words is read as that domain again", () => {
  fc.assert(
    fc.property(spaces(new Set(["float", "int", "categorical", "log"])), (s) => {
      for (const domain of Object.values(s)) expect(parseDomain(inWords(domain))).toEqual(domain);
    }),
  );
});

describe("differs", () => {
  test("a space does not differ from itself", () => {
    fc.assert(
      fc.property(spaces(), (s) => {
        expect(differs(s, structuredClone(s))).toBeNull();
      }),
    );
  });

  test.each<[string, object, string]>([
    ["a new parameter", { ...space, x: int(0, 1) }, '"x" is new: int(0, 1)'],
    ["one that is gone", { lr: space.lr, units: space.units }, '"model" is gone; it was branch(svm, forest)'],
    [
      "another range",
      { ...space, lr: float(0, 1) },
      '"lr" was float(0.00001, 0.1, log) and is now float(0, 1)',
    ],
    [
      "a new case",
      { ...space, model: branch({ ...space.model.cases, knn: {} }) },
      'case "knn" of "model" is new',
    ],
    [
      "a case that is gone",
      { ...space, model: branch({ svm: { c: float(0, 1) } }) },
      'case "forest" of "model" is gone',
    ],
    [
      "a change in a case",
      { ...space, model: branch({ svm: { c: float(0, 2) }, forest: {} }) },
      '"model.svm.c" was float(0, 1)',
    ],
  ])("tells %s", (_, other, words) => {
    expect(differs(space, other as typeof space)).toContain(words);
  });
});

describe("checkOptions", () => {
  const domains = { startup: int(0, 10), effort: categorical(["fast", "slow"]) };
  const defaults = { startup: 3, effort: "slow" } as const;
  const check = (given: object) => checkOptions('sampler "x"', domains, defaults, given);

  test("fills in defaults, also for undefined", () => {
    expect(check({ startup: 5, effort: undefined })).toEqual({ startup: 5, effort: "slow" });
  });

  test("refuses unknown names and values, by their domain", () => {
    expect(() => check({ startpu: 5 })).toThrow(
      'sampler "x" has no option "startpu"; did you mean "startup"?',
    );
    expect(() => check({ startup: 11 })).toThrow('option "startup" is 11; it takes int(0, 10)');
    expect(() => check({ toString: 1 })).toThrow('no option "toString"');
  });
});
