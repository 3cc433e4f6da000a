import type { Json } from "../../json.ts";
import { decode } from "../saved/code.ts";
import { defaultsOf } from "../saved/model-from-json.ts";
import type { SavedModel } from "../saved/saved.ts";
import type { AutoMLModel } from "./auto-model.ts";
import type { AutoMLPlan } from "./plan.ts";

/** Where the program finds things. */
export interface ProgramPlaces {
  /** The data, as seen from the program. */
  readonly data: string;
  readonly study: string;
}

/** A TypeScript program that reads the data, judges the winner as the search did, and learns from all rows. */
export function programOf(plan: AutoMLPlan, model: AutoMLModel, { data, study }: ProgramPlaces): string {
  const pieces = codeOf((model.toJSON().estimator as unknown as SavedModel) ?? {}, "");
  const { task, without } = plan.question;
  const splitter = task.kind === "classification" ? "StratifiedKFold" : "KFold";
  const names = ["crossValScore", "type Label", "readTable", splitter, ...pieces.names];
  const folds = `new ${splitter}({ nSplits: ${plan.nSplits}, shuffle: true, seed: ${plan.foldSeed} })`;
  const target = JSON.stringify(model.target);
  const rows =
    without === 0
      ? [
          `const { [${target}]: y, ...X } = await readTable(new URL(${JSON.stringify(urlOf(data))}, import.meta.url));`,
        ]
      : [
          `const all = await readTable(new URL(${JSON.stringify(urlOf(data))}, import.meta.url));`,
          `const known = Array.from(all[${target}]!, (_, i) => i).filter((i) => all[${target}]![i] !== null);`,
          "const entries = Object.entries(all).map(([name, column]) => [name, known.map((i) => column[i]!)] as const);",
          `const { [${target}]: y, ...X } = Object.fromEntries(entries);`,
        ];
  return [
    `/** The winner of the study ${JSON.stringify(study)}: made by tunesmith automl, yours to change. */`,
    `import {\n${[...new Set(names)]
      .sort(byName)
      .map((name) => `  ${name},`)
      .join("\n")}\n} from "tunesmith/ml";`,
    "",
    ...rows,
    `export const model = ${pieces.code};`,
    "",
    `const cv = ${folds};`,
    "const labels = y as readonly Label[];",
    `const scores = await crossValScore(model, X, labels, { cv, scoring: ${JSON.stringify(plan.metric.scoring)} });`,
    `console.log(${JSON.stringify(plan.metric.scoring)}, scores.reduce((sum, score) => sum + score, 0) / scores.length);`,
    "await model.fit(X, labels);",
    "",
  ].join("\n");
}

/** A path as a URL has it: a file called "a b.csv" is a%20b.csv there. */
function urlOf(path: string): string {
  return path.split("/").map(encodeURIComponent).join("/");
}

/** Code, and what it imports. */
interface Code {
  readonly code: string;
  readonly names: readonly string[];
}

function codeOf(saved: SavedModel, indent: string): Code {
  const inner = `${indent}  `;
  if (saved.is === "Pipeline" || saved.is === "TransformerPipeline") {
    const steps = (saved.steps as unknown as readonly [string, SavedModel][]).map(([, step]) =>
      codeOf(step, inner),
    );
    const code = `pipeline(\n${steps.map((step) => `${inner}${step.code},\n`).join("")}${indent})`;
    return { code, names: ["pipeline", ...steps.flatMap(({ names }) => names)] };
  }
  if (saved.is === "VotingClassifier" || saved.is === "VotingRegressor") {
    const parts = (saved.estimators as unknown as readonly [string, SavedModel][]).map(([name, part]) => {
      const { code, names } = codeOf(part, `${inner}  `);
      return { code: `${inner}  [${JSON.stringify(name)}, ${code}],\n`, names };
    });
    const list = parts.map((part) => part.code).join("");
    const code = `new ${saved.is}(\n${inner}[\n${list}${inner}],\n${inner}{ weights: ${literal(saved.weights)} },\n${indent})`;
    return { code, names: [saved.is, ...parts.flatMap(({ names }) => names)] };
  }
  if (saved.is === "ColumnTransformer") {
    const parts = saved.parts as unknown as readonly [string, string | SavedModel, Json][];
    const made = parts.map(([name, part, columns]) => {
      const { code, names } =
        typeof part === "string" ? { code: JSON.stringify(part), names: [] } : codeOf(part, inner);
      return { code: `${inner}[${JSON.stringify(name)}, ${code}, ${literal(decode(columns))}],\n`, names };
    });
    const code = `columnTransformer([\n${made.map((part) => part.code).join("")}${indent}])`;
    return { code, names: ["columnTransformer", ...made.flatMap(({ names }) => names)] };
  }
  const params = decode(saved.params ?? {}) as Readonly<Record<string, unknown>>;
  const defaults = defaultsOf(saved.is);
  const own = Object.entries(params).filter(([name, value]) => !isSame(value, defaults[name]));
  const said = own.map(([name, value]) => `${name}: ${literal(value)}`).join(", ");
  return { code: `new ${saved.is}(${said === "" ? "" : `{ ${said} }`})`, names: [saved.is] };
}

function isSame(a: unknown, b: unknown): boolean {
  return Object.is(a, b) || (typeof a === "object" && JSON.stringify(a) === JSON.stringify(b));
}

function literal(value: unknown): string {
  if (typeof value === "number" && !Number.isFinite(value)) return `Number.${nameOf(value)}`;
  if (Array.isArray(value)) return `[${value.map(literal).join(", ")}]`;
  return JSON.stringify(value);
}

function nameOf(value: number): string {
  if (Number.isNaN(value)) return "NaN";
  return value > 0 ? "POSITIVE_INFINITY" : "NEGATIVE_INFINITY";
}

/** As the formatter sorts imports: types by their names among the others. */
function byName(a: string, b: string): number {
  return a.replace("type ", "") < b.replace("type ", "") ? -1 : 1;
}
