/** Against scikit-learn 1.9.1 and, for BLEU, nltk: test/data/scikit-learn-metrics.py made the scores. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import * as metrics from "./index.ts";

interface Case {
  readonly name: string;
  readonly args: readonly never[];
  readonly value: number | readonly (readonly number[])[];
}

const kinds: Readonly<Record<string, unknown>> = { ...metrics };
const file = new URL("../../../test/data/scikit-learn-metrics.json", import.meta.url);
const { cases } = JSON.parse(readFileSync(file, "utf8")) as { readonly cases: readonly Case[] };

describe.each([...new Set(cases.map(({ name }) => name))])("%s", (name) => {
  test("is scikit-learn's to 1e-12", () => {
    for (const { args, value } of cases.filter((one) => one.name === name)) {
      const found = (kinds[name] as (...args: readonly never[]) => typeof value)(...args);
      if (typeof value !== "number") expect(found).toEqual(value);
      else
        expect(Math.abs((found as number) - value)).toBeLessThanOrEqual(1e-12 * Math.max(1, Math.abs(value)));
    }
  });
});

test("every metric of the classification, regression and clustering kinds has a case", () => {
  const tried = new Set(cases.map(({ name }) => name));
  const others = ["precisionRecallFscoreSupport", "precisionAtK", "perplexity"]; // scikit-learn has none, or another form
  expect(Object.keys(metrics).filter((name) => !tried.has(name))).toEqual(others);
});
