/** Against scikit-learn 1.9.1: test/data/scikit-learn-splits.py made the folds. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import * as splitters from "./index.ts";
import type { Split, Splitter } from "./splitter.ts";

interface Case {
  readonly name: string;
  readonly options: never;
  readonly y: readonly number[];
  readonly groups: readonly number[];
  readonly splits: readonly Split[];
}

const kinds: Readonly<Record<string, new (options: never) => Splitter>> = { ...splitters };
const file = new URL("../../../test/data/scikit-learn-splits.json", import.meta.url);
const { cases } = JSON.parse(readFileSync(file, "utf8")) as { readonly cases: readonly Case[] };

describe.each([...new Set(cases.map(({ name }) => name))])("%s", (name) => {
  test("has scikit-learn's splits, row by row", () => {
    const own = cases.filter((one) => one.name === name);
    expect(own.length).toBeGreaterThan(0);
    for (const { options, y, groups, splits } of own) {
      const splitter: Splitter = new kinds[name]!(options);
      const X = y.map(() => [0]);
      expect(splitter.split(X, y, groups), JSON.stringify(options)).toEqual(splits);
    }
  });
});
