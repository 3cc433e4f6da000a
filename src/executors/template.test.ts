import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { parse } from "yaml";
import type { Scalar } from "../space/index.ts";
import { readTemplate } from "./template.ts";

let cwd = "";
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), "tunesmith-template-"));
});
afterEach(() => rmSync(cwd, { recursive: true, force: true }));

const names = ["lr", "opt", "flag", "n", "model.svm.c"];

function rendered(file: string, text: string, values: Record<string, Scalar>): string {
  writeFileSync(join(cwd, file), text);
  return readTemplate("config", file, { cwd, names }).render(new Map(Object.entries(values)));
}

describe("a rendered template", () => {
  const hostile = fc.oneof(
    fc.constantFrom(
      `"; rm -rf $HOME`,
      "'",
      "\n- x: 1",
      "# no",
      "*a",
      "&a",
      "!!str",
      "- -",
      "yes",
      "1e5",
      "~",
      "\\",
      "\u2028",
      "数",
    ),
    fc.string({ unit: "grapheme" }),
    fc.string(),
  );

  test("gives each value back, whatever is in it: JSON", () => {
    fc.assert(
      fc.property(
        hostile,
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.boolean(),
        (opt, lr, flag) => {
          const text = rendered(
            "c.json",
            '{"lr": {lr}, "opt": {opt}, "in": "<{opt}>", "list": [{flag},{lr}], "o": {"n": {n}}}',
            { lr, opt, flag, n: null },
          );
          expect(JSON.parse(text)).toEqual({
            lr: lr + 0,
            opt,
            in: `<${opt}>`,
            list: [flag, lr + 0],
            o: { n: null },
          });
        },
      ),
      { numRuns: 60 },
    );
  });

  test("gives each value back, whatever is in it: YAML", () => {
    fc.assert(
      fc.property(
        hostile,
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.boolean(),
        (opt, lr, flag) => {
          const template =
            'lr: {lr} # the rate\nopt: {opt}\nin: "<{opt}>"\nflow: {a: {flag}, b: [{opt}, {lr}]}\nlist:\n  - {opt}\n  - it\'s {lr}\n';
          const text = rendered("c.yaml", template, { lr, opt, flag });
          const found = parse(text);
          expect(found).toMatchObject({ opt, in: `<${opt}>`, flow: { a: flag, b: [opt, lr] } });
          expect(found.lr === lr && found.list[0] === opt).toBe(true);
        },
      ),
      { numRuns: 60 },
    );
  });

  test("numbers are numbers for YAML 1.1 and TOML, too", () => {
    expect(rendered("c.yaml", "lr: {lr}", { lr: 1e-7 })).toBe("lr: 1.0e-7");
    expect(rendered("c.toml", "lr = {lr}\nn = {n}\nflag = {flag}", { lr: 1e-7, n: 3, flag: true })).toBe(
      "lr = 1.0e-7\nn = 3\nflag = true",
    );
  });

  test("of INI, as LightGBM's and XGBoost's files are, texts have none", () => {
    const text = '[train]\nlr = {lr}\nopt: {opt}\nname = "run-{n}"\n';
    expect(rendered("c.conf", text, { lr: 0.1, opt: "adam w", n: 3 })).toBe(
      '[train]\nlr = 0.1\nopt: adam w\nname = "run-3"\n',
    );
  });

  test("texts have quotes where they stand alone, and none where there are some", () => {
    const values = { opt: `a "b" 'c'` };
    expect(rendered("c.toml", `a = {opt}\nb = "x-{opt}"`, values)).toBe(
      `a = "a \\"b\\" 'c'"\nb = "x-a \\"b\\" 'c'"`,
    );
    expect(rendered("c.yaml", "a: '{opt}'", values)).toBe(`a: 'a "b" ''c'''`);
    expect(rendered("c.yaml", "path: runs/{opt}/{n}", { opt: "adam", n: 3 })).toBe("path: runs/adam/3");
  });

  test("what is not ours stays: other braces, those behind a $, doubled ones", () => {
    const text = `a: ${"$"}{lr}\nb: {}\nc: "{{lr}}"\nd: {x: 1}\ne: {{lr}}\n`;
    expect(rendered("c.yaml", text, { lr: 1 })).toBe(text.replaceAll("{{lr}}", "{lr}"));
  });

  test("a parameter of a case that was not chosen is null", () => {
    expect(rendered("c.yaml", "c: {model.svm.c}", {})).toBe("c: null");
  });
});

describe("what is refused", () => {
  test.each<[what: string, file: string, text: string, values: Record<string, Scalar>, words: RegExp]>([
    [
      "an unknown name, with its place",
      "c.yaml",
      "a: 1\nlr: {rl}",
      {},
      /c\.yaml:2:5: \{rl\} names no parameter; did you mean "lr"/,
    ],
    ["another kind of file", "c.sh", "x={lr}", {}, /must end in \.yaml, \.yml, \.json, \.toml, \.ini/],
    ["null in TOML", "c.toml", "n = {n}", { n: null }, /TOML has no null/],
    ["null in INI", "c.ini", "n = {n}", { n: null }, /INI has no null/],
    ["a comment's sign in INI", "c.cfg", "a = {opt}", { opt: "a ; b" }, /cannot hold that/],
    ["a quote in TOML's single quotes", "c.toml", "a = '{opt}'", { opt: "it's" }, /use double ones/],
    [
      "signs in a bare text",
      "c.yaml",
      "a: x-{opt}",
      { opt: "a: b" },
      /put the whole text into double quotes/,
    ],
  ])("%s", (_, file, text, values, words) => {
    expect(() => rendered(file, text, values)).toThrow(words);
  });

  test("a file that is not there", () => {
    expect(() => readTemplate("config", "none.yaml", { cwd, names })).toThrow(/none\.yaml cannot be read/);
  });
});
