import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { spaces } from "../testing/spaces.ts";
import { branch, categorical, checkSpace, float, int } from "./declare.ts";

describe("refuses what cannot be, and says what and how else", () => {
  const any = <T>(x: unknown) => x as T;
  test.each<[string, () => unknown, string]>([
    ["an empty range", () => float(2, 1), "float(2, 1): the range is empty"],
    ["an empty range of integers", () => int(2, 1), "int(2, 1): the range is empty"],
    ["a bound that is NaN", () => float(Number.NaN, 1), "both bounds must be finite"],
    ["an infinite bound", () => float(0, Infinity), "both bounds must be finite"],
    ["a log scale from 0", () => float(0, 1, { log: true }), "a lower bound above 0, found 0"],
    ["a log scale of integers from 0", () => int(0, 9, { log: true }), "a lower bound above 0, found 0"],
    ["a step of 0", () => float(0, 1, { step: 0 }), "step is 0"],
    ["a negative step", () => int(0, 9, { step: -1 }), "step is -1"],
    ["half a step of integers", () => int(0, 9, { step: 0.5 }), "step is 0.5; it must be an integer"],
    ["log and step", () => float(1, 9, { log: true, step: 1 }), "log and step exclude each other"],
    ["log and step of integers", () => int(1, 9, { log: true, step: 2 }), "log and step exclude each other"],
    ["half an integer", () => int(0.5, 3), "low is 0.5; it must be an integer"],
    ["integers beyond 2^53", () => int(0, 2 ** 53), "high is 9007199254740992"],
    ["a span beyond 2^53", () => int(-(2 ** 52), 2 ** 53 - 1), "more than 2^53 integers"],
    ["too many steps", () => float(0, 1, { step: 1e-17 }), "more than 2^53 values"],
    [
      "an unknown option",
      () => float(0, 1, any({ lgo: true })),
      'float(0, 1) has no option "lgo"; did you mean "log"?',
    ],
    ["no choices", () => categorical([]), "the list of choices is empty"],
    ["a choice twice", () => categorical(["a", "b", "a"]), '"a" stands twice'],
    ["a choice that is an object", () => categorical(any<string[]>([{}])), "{} cannot be a choice"],
    ["a choice that is NaN", () => categorical([Number.NaN]), "NaN cannot be a choice"],
    ["a branch without cases", () => branch({}), "there is no case"],
    ["a case without a name", () => branch({ "": {} }), "cannot name a case"],
    ["a case with a parameter is", () => branch({ svm: { is: float(0, 1) } }), 'a parameter "is"'],
    [
      "a case that is no space",
      () => branch(any<{ svm: object }>({ svm: 3 }) as never),
      "svm: 3 is no space",
    ],
    ["a name with a dot", () => checkSpace({ "a.b": float(0, 1) }), '"a.b" cannot name a parameter'],
    ["an empty name", () => checkSpace({ "": float(0, 1) }), "cannot name a parameter"],
    ["no space", () => checkSpace([1]), "is no space"],
    ["no domain", () => checkSpace({ x: 3 }), '"x": 3 is no domain; use float(low, high)'],
    [
      "a broken domain deep inside",
      () => checkSpace({ m: { kind: "branch", cases: { a: { x: { kind: "int", low: 2, high: 1 } } } } }),
      '"a.x": int(2, 1)',
    ],
  ])("%s", (_, declare, words) => {
    expect(declare).toThrow(expect.objectContaining({ name: "TunesmithError", code: "space" }));
    expect(declare).toThrow(words);
  });
});

test("a domain is frozen, and -0 is 0", () => {
  const domain = categorical([1, 2]);
  expect(Object.isFrozen(domain) && Object.isFrozen(domain.choices)).toBe(true);
  expect(Object.is(float(-0, 1).low, 0)).toBe(true);
  expect(Object.is(categorical([-0]).choices[0], 0)).toBe(true);
});

test("one value is a range, too", () => {
  expect(float(3, 3)).toMatchObject({ low: 3, high: 3 });
  expect(int(3, 3, { log: true })).toMatchObject({ low: 3, high: 3 });
});

test("a space is its own JSON form", () => {
  fc.assert(
    fc.property(spaces(), (space) => {
      const read = checkSpace(JSON.parse(JSON.stringify(space)));
      expect(read).toEqual(space);
      expect(Object.isFrozen(read)).toBe(true);
    }),
  );
});

test("a space written by hand may leave out what has a default", () => {
  expect(
    checkSpace({ n: { kind: "int", low: 1, high: 3 }, k: { kind: "categorical", choices: ["a"] } }),
  ).toEqual({
    n: int(1, 3),
    k: categorical(["a"]),
  });
});
