/** The cases of scikit-learn-transformers.py, and what our classes make of them: for the tests and for docs/parity.md. */
import { readFileSync } from "node:fs";
import * as ml from "../../src/ml/index.ts";

type Rows = readonly (readonly ml.Cell[])[];

export interface TransformerCase {
  readonly name: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly out: Rows;
  readonly fit?: readonly ml.Cell[][];
  readonly new?: readonly ml.Cell[][];
  readonly labels?: readonly number[];
  readonly data?: "iris" | "wine" | "breast_cancer" | "digits" | "diabetes";
  readonly variance?: readonly number[];
  readonly ratio?: readonly number[];
  readonly frame?: ml.Frame;
}

const file = new URL("scikit-learn-transformers.json", import.meta.url);
export const transformerCases: readonly TransformerCase[] = JSON.parse(readFileSync(file, "utf8")).cases;

const load = {
  iris: ml.loadIris,
  wine: ml.loadWine,
  breast_cancer: ml.loadBreastCancer,
  digits: ml.loadDigits,
  diabetes: ml.loadDiabetes,
};
const kinds = ml as unknown as Readonly<Record<string, new (options: object) => ml.Transformer>>;

/** Pairs of what we make and what scikit-learn makes, row by row; gaps are null. */
export async function outcomesOf(one: TransformerCase): Promise<(readonly [Rows, Rows])[]> {
  if (one.frame) return [[await prepared(one.frame), one.out]];
  if (one.labels) {
    const model = new ml.MultinomialNB(one.options).fit(one.fit!, one.labels);
    return [[model.predictProba(one.new!), one.out]];
  }
  if (one.data) {
    const { data } = load[one.data]();
    const pca = new ml.PCA(one.options).fit(data);
    return [
      [rowsOf(pca.transform(data.slice(0, 6))), one.out],
      [[pca.explainedVariance], [one.variance!]],
      [[pca.explainedVarianceRatio], [one.ratio!]],
    ];
  }
  const model = new kinds[one.name]!(one.options);
  await model.fit(one.fit!);
  return [[rowsOf(await model.transform(one.new!)), one.out]];
}

async function prepared(frame: ml.Frame): Promise<Rows> {
  const made = ml.columnTransformer(
    [
      [
        "numbers",
        ml.pipeline(new ml.SimpleImputer({ strategy: "median" }), new ml.StandardScaler()),
        ["age"],
      ],
      [
        "words",
        ml.pipeline(new ml.SimpleImputer({ strategy: "mostFrequent" }), new ml.OneHotEncoder()),
        ["sex", "port"],
      ],
      ["text", new ml.TfidfVectorizer(), "note"],
    ],
    { remainder: "passthrough" },
  );
  await made.fit(frame);
  return rowsOf(await made.transform(frame));
}

function rowsOf(X: ml.Table): Rows {
  const n = ml.rowsOf(X);
  if ("rows" in X && typeof X.rows === "number") {
    const { data, cols } = X as ml.Matrix;
    return Array.from({ length: n }, (_, i) =>
      Array.from(data.subarray(i * cols, (i + 1) * cols), (x) => (Number.isNaN(x) ? null : x)),
    );
  }
  const columns = Object.values(X as ml.Frame);
  return Array.from({ length: n }, (_, i) => columns.map((column) => column[i]!));
}
