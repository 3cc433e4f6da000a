/** Against scikit-learn 1.9.1: test/data/scikit-learn-estimators.py made the scores of 5 folds each. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { crossValScore } from "./cross-validate.ts";
import type { Estimator } from "./estimator.ts";
import * as ml from "./index.ts";

interface Row {
  readonly data: "iris" | "wine" | "breast_cancer" | "digits" | "diabetes";
  readonly name: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly scale: boolean;
  /** Of each seed, shape [seeds][folds]; a single one where nothing is random. */
  readonly scores: readonly (readonly number[])[];
}

const load = {
  iris: ml.loadIris,
  wine: ml.loadWine,
  breast_cancer: ml.loadBreastCancer,
  digits: ml.loadDigits,
  diabetes: ml.loadDiabetes,
};
const kinds = ml as unknown as Readonly<Record<string, new (options: object) => Estimator>>;
const file = new URL("../../test/data/scikit-learn-estimators.json", import.meta.url);
const { rows } = JSON.parse(readFileSync(file, "utf8")) as { readonly rows: readonly Row[] };
const isRandom = (row: Row) => row.scores.length > 1;
/** Left to the table of docs/parity.md. */
const isSlow = ({ data, name }: Row) =>
  data === "digits" ? !/Neighbors|NB|SVC/.test(name) : name.startsWith("MLP") && data !== "iris";
const mean = (xs: readonly number[]) => xs.reduce((sum, x) => sum + x, 0) / xs.length;

async function scoresOf({ data, name, options, scale }: Row, more: object = {}): Promise<number[]> {
  const { data: X, target: y } = load[data]();
  const model = new kinds[name]!({ ...options, ...more });
  return crossValScore(scale ? ml.pipeline(new ml.StandardScaler(), model) : model, X, y);
}

describe("fold by fold the scores are scikit-learn's", () => {
  const exact = rows.filter((row) => !isRandom(row) && !isSlow(row));
  test.each(exact.map((row) => [`${row.name} ${JSON.stringify(row.options)} on ${row.data}`, row] as const))(
    "%s",
    async (_, row) => {
      (await scoresOf(row)).forEach((score, fold) => {
        expect(score, `fold ${fold}`).toBeCloseTo(row.scores[0]![fold]!, row.data === "diabetes" ? 7 : 12);
      });
    },
  );
});

describe("what is random scores as scikit-learn's, within what seeds do", () => {
  const random = rows.filter((row) => isRandom(row) && !isSlow(row));
  test.each(random.map((row) => [`${row.name} ${JSON.stringify(row.options)} on ${row.data}`, row] as const))(
    "%s",
    async (_, row) => {
      const theirs = row.scores.map(mean);
      const ours: number[] = [];
      for (let seed = 0; seed < 3; seed++) ours.push(mean(await scoresOf(row, { seed })));
      const center = mean(theirs);
      const spread = Math.sqrt(mean(theirs.map((score) => (score - center) ** 2)));
      // Four standard errors of the difference, and a row of the smallest set.
      const far = 4 * spread * Math.sqrt(1 / 3 + 1 / theirs.length) + 1 / 150;
      expect(Math.abs(mean(ours) - center)).toBeLessThan(far);
    },
  );
});
