/** Against scikit-learn 1.9.1: test/data/scikit-learn-transformers.py made what comes out. */
import { describe, expect, test } from "vitest";
import { outcomesOf, type TransformerCase, transformerCases } from "../../../test/data/transformers.ts";

const kinds = [...new Set(transformerCases.map(({ name }) => name))];

describe.each(kinds)("%s gives scikit-learn's numbers", (kind) => {
  const own = transformerCases.filter(({ name }) => name === kind);
  const titled = own.map((one) => [`${JSON.stringify(one.options)} ${one.data ?? ""}`, one] as const);
  test.each(titled)("%s", async (_, one: TransformerCase) => {
    for (const [ours, theirs] of await outcomesOf(one)) {
      expect(ours.length).toBe(theirs.length);
      ours.forEach((row, i) => {
        expect(row.length, `row ${i}`).toBe(theirs[i]!.length);
        row.forEach((value, j) => {
          const wanted = theirs[i]![j]!;
          const place = `row ${i}, column ${j}`;
          if (typeof wanted !== "number") expect(value, place).toBe(wanted);
          else
            expect(Math.abs((value as number) - wanted) / Math.max(1, Math.abs(wanted)), place).toBeLessThan(
              1e-10,
            );
        });
      });
    }
  });
});
