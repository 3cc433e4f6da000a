/**
 * Compares splitters, metrics and estimators with what scikit-learn made of the same data, and writes docs/parity.md.
 *
 *   npm run parity
 */
import { readFileSync, writeFileSync } from "node:fs";
import * as ml from "../src/ml/index.ts";
import * as metrics from "../src/ml/metrics/index.ts";
import { outcomesOf, transformerCases } from "../test/data/transformers.ts";

const root = new URL("../", import.meta.url);
const read = (name: string) =>
  JSON.parse(readFileSync(new URL(`test/data/scikit-learn-${name}.json`, root), "utf8"));
const mean = (xs: readonly number[]) => xs.reduce((sum, x) => sum + x, 0) / xs.length;
const kinds = ml as unknown as Readonly<Record<string, new (options: object) => ml.Estimator & ml.Splitter>>;
const measures = metrics as unknown as Readonly<Record<string, (...args: readonly unknown[]) => unknown>>;

const lines = [
  "# Beside scikit-learn",
  "",
  `Made by \`npm run parity\`; scikit-learn ${read("metrics")["scikit-learn"]} made the other numbers, on the same rows`,
  "(`test/data/*.py`). The tests hold these figures, but for what takes long: trees, boosting and networks on digits, and networks",
  "on all but iris.",
  "",
  ...splitterTable(),
  ...metricTable(),
  ...(await transformerTable()),
  ...(await estimatorTable()),
];
writeFileSync(new URL("docs/parity.md", root), `${lines.join("\n")}\n`);

function splitterTable(): string[] {
  const { cases } = read("splits");
  const rows = namesOf(cases).map((name) => {
    const own = cases.filter((one: { name: string }) => one.name === name);
    const equal = own.filter(
      ({ options, y, groups, splits }: { options: object; y: number[]; groups: number[]; splits: object }) =>
        JSON.stringify(
          new kinds[name]!(options).split(
            y.map(() => [0]),
            y,
            groups,
          ),
        ) === JSON.stringify(splits),
    );
    return `| ${name} | ${own.length} | ${equal.length} |`;
  });
  return ["## Splitters", "", "| splitter | cases | the same, row by row |", "|---|---|---|", ...rows, ""];
}

function metricTable(): string[] {
  const { cases } = read("metrics");
  const rows = namesOf(cases).map((name) => {
    const own = cases.filter((one: { name: string }) => one.name === name);
    const far = own.map(({ args, value }: { args: unknown[]; value: unknown }) => {
      const found = [measures[name]!(...args)].flat(2) as number[];
      return Math.max(...[value].flat(2).map((v, i) => Math.abs((v as number) - found[i]!)));
    });
    return `| ${name} | ${own.length} | ${short(Math.max(...far))} |`;
  });
  return ["## Metrics", "", "| metric | cases | largest difference |", "|---|---|---|", ...rows, ""];
}

async function transformerTable(): Promise<string[]> {
  const rows: string[] = [];
  for (const name of namesOf(transformerCases)) {
    const own = transformerCases.filter((one) => one.name === name);
    let far = 0;
    for (const one of own) {
      for (const [ours, theirs] of await outcomesOf(one)) {
        ours.forEach((row, i) => {
          row.forEach((value, j) => {
            const wanted = theirs[i]![j];
            const isNumber = typeof value === "number" && typeof wanted === "number";
            const off = isNumber
              ? Math.abs(value - wanted) / Math.max(1, Math.abs(wanted))
              : Number(value !== wanted);
            far = Math.max(far, off);
          });
        });
      }
    }
    rows.push(`| ${name} | ${own.length} | ${short(far)} |`);
  }
  return [
    "## Transformers",
    "",
    'Of what comes out of small tables and texts, and of PCA on all five data sets, with `svd_solver="full"`; the difference',
    "is relative where numbers are above 1. `MultinomialNB` gives probabilities.",
    "",
    "| transformer | cases | largest difference |",
    "|---|---|---|",
    ...rows,
    "",
  ];
}

async function estimatorTable(): Promise<string[]> {
  const load: Readonly<Record<string, () => ml.Dataset>> = {
    iris: ml.loadIris,
    wine: ml.loadWine,
    breast_cancer: ml.loadBreastCancer,
    digits: ml.loadDigits,
    diabetes: ml.loadDiabetes,
  };
  const out: string[] = [];
  for (const { data, name, options, scale, scores } of read("estimators").rows) {
    const { data: X, target: y } = load[data]!();
    const isRandom = scores.length > 1;
    const ours: number[][] = [];
    for (let seed = 0; seed < (isRandom ? 3 : 1); seed++) {
      const model = new kinds[name]!(isRandom ? { ...options, seed } : options);
      const whole = scale ? ml.pipeline(new ml.StandardScaler(), model) : model;
      ours.push(await ml.crossValScore(whole, X, y));
    }
    const theirs: number[] = scores.map(mean);
    const far = isRandom
      ? `seeds: ${Math.min(...theirs).toFixed(4)} to ${Math.max(...theirs).toFixed(4)}`
      : short(Math.max(...ours[0]!.map((score, i) => Math.abs(score - scores[0][i]))));
    const said = Object.entries(options).map(([key, value]) => `${key} ${value}`);
    out.push(
      `| ${data} | ${name} | ${said.join(", ")} | ${mean(ours.map(mean)).toFixed(4)} | ${mean(theirs).toFixed(4)} | ${far} |`,
    );
  }
  return [
    "## Estimators",
    "",
    "The mean score of five folds: accuracy, or R² on diabetes; neighbours of classes, support vectors and networks on standardised columns. What draws",
    "at random is a mean over seeds, three of ours and five or ten of theirs.",
    "",
    "| data | estimator | options | ours | scikit-learn | largest difference of a fold |",
    "|---|---|---|---|---|---|",
    ...out,
  ];
}

function namesOf(cases: readonly { readonly name: string }[]): string[] {
  return [...new Set(cases.map(({ name }) => name))];
}

function short(difference: number): string {
  return difference === 0 ? "0" : difference.toExponential(0);
}
