import fc from "fast-check";
import { expect, describe as group, test } from "vitest";
import { branch, categorical, checkSpace, float, int } from "./declare.ts";
import { dimsOf } from "./dims.ts";
import type { Domain, Scalar, Space } from "./domain.ts";
import { describe } from "./params.ts";
import { joinSpace, parseDomain, parseParam } from "./parse.ts";
import { scalarOf, wordOf } from "./word.ts";

group("parseDomain", () => {
  test.each<[string, Domain]>([
    ["float(1e-5, 1e-1, log)", float(1e-5, 1e-1, { log: true })],
    ["float(1e-5,1e-1,log)", float(1e-5, 1e-1, { log: true })],
    ["float(0, 1, step=0.1)", float(0, 1, { step: 0.1 })],
    ["  float( -.5 , +2. ; step = 0.5 ) ", float(-0.5, 2, { step: 0.5 })],
    ["int(1,10)", int(1, 10)],
    ["int(1,1024,log)", int(1, 1024, { log: true })],
    ["int(0, 10, step=5)", int(0, 10, { step: 5 })],
    ["categorical(sgd,adam)", categorical(["sgd", "adam"])],
    ["categorical(1, 2, 4; ordered)", categorical([1, 2, 4], { ordered: true })],
    ["categorical(true, false, null)", categorical([true, false, null])],
    ['categorical("true", "1", "a,b", "ordered", "")', categorical(["true", "1", "a,b", "ordered", ""])],
    [`categorical('it"s', "a\\nb", '\\u00e9')`, categorical(['it"s', "a\nb", "é"])],
    ["categorical(über, 层, a/b.c-d_e:f)", categorical(["über", "层", "a/b.c-d_e:f"])],
    ["branch(svm, forest)", branch({ svm: {}, forest: {} })],
  ])("%s", (text, domain) => {
    expect(parseDomain(text)).toEqual(domain);
  });

  test.each([
    ["", "is no domain; write float(1e-5, 1e-1, log), int(1, 10)"],
    ["float 0 1", "is no domain"],
    ["float(0, 1", "is no domain"],
    ["flaot(0, 1)", 'did you mean "float"?'],
    ["pick(a, b)", "there are float, int, categorical, branch"],
    ["choice(a, b)", 'did you mean "categorical"?'],
    ["loguniform(1, 9)", 'did you mean "float"?'],
    ["float()", "lacks its low bound; write it like float(1e-5, 1e-1, log)"],
    ["float(1)", "lacks its high bound"],
    ["float(a, 1)", "has a where the number low should stand"],
    ['float("0", 1)', 'has "0" where the number low should stand'],
    ["float(0, 1, logarithmic)", "has the option logarithmic, and there are log and step=NUMBER"],
    ["float(0, 1, step)", "has the option step"],
    ["float(0, 1, step=x)", "has step=x where the number step should stand"],
    ["float(0, 1,)", "has nothing where a value should stand, at the end"],
    ["int(1, , 2)", 'has nothing where a value should stand, at ", 2"'],
    ["int(2, 1)", "int(2, 1): the range is empty"],
    ["int(0.5, 1)", "low is 0.5; it must be an integer"],
    ["categorical()", "the list of choices is empty"],
    ["categorical(a b)", "has a blank in a b; put a comma there"],
    ["categorical([a, b])", 'has "[" in [a'],
    ["categorical(a=b)", 'has a=b; a text with "=" stands in quotes'],
    ["categorical(a; odered)", 'has odered after the ";"'],
    ["categorical(a, ordered)", "has the choice ordered; quote it"],
    ["categorical(a; ordered; ordered)", 'has more than one ";"'],
    ['categorical("a)', "cannot be read from"],
    ["categorical(a, a)", "stands twice in the list"],
  ])("refuses %s", (text, words) => {
    expect(() => parseDomain(text)).toThrow(expect.objectContaining({ code: "space" }));
    expect(() => parseDomain(text)).toThrow(words);
  });
});

group("parseParam", () => {
  test("splits at the first =", () => {
    expect(parseParam("lr=float(0, 1, step=0.5)")).toEqual(["lr", float(0, 1, { step: 0.5 })]);
    expect(parseParam(' model.svm.kernel = categorical("a=b")')).toEqual([
      "model.svm.kernel",
      categorical(["a=b"]),
    ]);
  });

  test.each(["float(0, 1)", "=float(0, 1)", "lr"])("refuses %s", (text) => {
    expect(() => parseParam(text)).toThrow("write name=domain, like lr=float(1e-5, 1e-1, log)");
  });
});

group("joinSpace", () => {
  const c = float(0.1, 10);

  test("puts dotted names into their branch, whatever comes first", () => {
    const space = joinSpace([
      ["model.svm.c", c],
      ["lr", c],
      ["model", parseDomain("branch(svm, forest)")],
      ["model.svm.kernel", parseDomain("branch(rbf, linear)")],
      ["model.svm.kernel.rbf.gamma", c],
    ]);
    const kernel = branch({ rbf: { gamma: c }, linear: {} });
    expect(space).toEqual({ lr: c, model: branch({ svm: { c, kernel }, forest: {} }) });
  });

  test.each<[string, [string, Domain][], string]>([
    [
      "a name twice",
      [
        ["x", c],
        ["x", c],
      ],
      'the parameter "x" is declared twice',
    ],
    ["no branch above", [["model.svm.c", c]], '"model" , and that'.replace(" ,", ",")],
    [
      "no such case",
      [
        ["m", branch({ a: {} })],
        ["m.b.c", c],
      ],
      '"m" has no case "b"; there are a',
    ],
    [
      "a case and no name",
      [
        ["m", branch({ a: {} })],
        ["m.a", c],
      ],
      '"m.a" names no case',
    ],
    [
      "is",
      [
        ["m", branch({ a: {} })],
        ["m.a.is", c],
      ],
      'has a parameter "is"',
    ],
  ])("refuses %s", (_, params, words) => {
    expect(() => joinSpace(params)).toThrow(words);
  });

  test("leaves the domains it was given as they are", () => {
    const model = branch({ a: {} });
    joinSpace([
      ["m", model],
      ["m.a.c", c],
    ]);
    expect(model.cases).toEqual({ a: {} });
  });
});

const scalar: fc.Arbitrary<Scalar> = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.constantFrom<Scalar>(
    "ordered",
    "log",
    "true",
    "1e5",
    "",
    " ",
    'a"b',
    "\\",
    "a,b",
    true,
    false,
    null,
    -0,
  ),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);

test("a scalar is read back from its word, unless quotes say more", () => {
  fc.assert(
    fc.property(scalar, (value) => {
      const word = wordOf(value);
      const back = word.startsWith('"') ? JSON.parse(word) : scalarOf(word);
      expect(back).toBe(Object.is(value, -0) ? 0 : value);
    }),
  );
});

const bounds = fc
  .tuple(
    fc.double({ min: 1e-300, max: 1e300, noNaN: true }),
    fc.double({ min: 1e-300, max: 1e300, noNaN: true }),
  )
  .map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const);
const name = fc
  .string({ minLength: 1, maxLength: 5 })
  .filter((s) => !/[.=]|^\s|\s$|^(is|__proto__)$/.test(s));
const leaf: fc.Arbitrary<Domain> = fc.oneof(
  fc.tuple(bounds, fc.boolean()).map(([[low, high], log]) => float(low, high, { log })),
  fc.integer({ min: 1, max: 99 }).map((k) => float(0, 1, { step: k / 100 })),
  fc.tuple(fc.integer({ min: 1 }), fc.boolean()).map(([high, log]) => int(1, high, { log })),
  fc.integer({ min: 1, max: 9 }).map((step) => int(-10, 10, { step })),
  fc
    .tuple(fc.uniqueArray(scalar, { minLength: 1, maxLength: 5, comparator: "SameValueZero" }), fc.boolean())
    .map(([choices, ordered]) => categorical(choices, { ordered })),
);
const space = fc.letrec<{ space: Space; domain: Domain }>((tie) => ({
  space: fc.dictionary(name, tie("domain"), { maxKeys: 3, noNullPrototype: true }),
  domain: fc.oneof(
    { depthSize: "small" },
    leaf,
    fc.dictionary(name, tie("space"), { minKeys: 1, maxKeys: 3, noNullPrototype: true }).map(branch),
  ),
})).space;

test("describe and parse are inverse, over whole spaces by their dotted names", () => {
  fc.assert(
    fc.property(
      space.map((s) => checkSpace(s)),
      (whole) => {
        const texts = dimsOf(whole).map((dim) => `${dim.name}=${describe(dim.domain)}`);
        expect(joinSpace(texts.map(parseParam))).toEqual(whole);
      },
    ),
    { numRuns: 300 },
  );
});
