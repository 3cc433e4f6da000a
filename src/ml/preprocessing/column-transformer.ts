import { checkKnown, TunesmithError } from "../../error.ts";
import { type ColumnChoice, type Columns, chosen, columnsOf, numbersOf, tableOf } from "../columns.ts";
import type { Label } from "../labels.ts";
import type { Frame, Matrix, Table } from "../matrix.ts";
import type { EstimatorParams } from "../params.ts";
import { encode } from "../saved/code.ts";
import { type SavedModel, savedPart } from "../saved/saved.ts";
import { checkNames, type Named, paramsOfSteps, splitParams } from "../steps.ts";
import { checkColumns } from "./check-columns.ts";
import type { Transformer } from "./transformer.ts";

/** A transformer and the columns that it gets, under a name. "passthrough" leaves them as they are, "drop" drops them. */
export type ColumnPart = readonly [
  name: string,
  transformer: Transformer | "passthrough" | "drop",
  columns: ColumnChoice,
];

export interface ColumnTransformerOptions {
  /** What becomes of columns that no part names; default "drop". */
  readonly remainder?: "drop" | "passthrough";
}

/** What was learned: the columns that came, and the places of those that nobody named. */
export interface ColumnsLearned {
  readonly names: readonly string[];
  readonly rest: readonly number[];
}

/**
 * Gives each transformer the columns that are its own, and puts what they make side by side.
 *
 * @throws TunesmithError "option"
 * @example
 * const prepare = columnTransformer([
 *   ["numbers", pipeline(new SimpleImputer(), new StandardScaler()), ["age", "fare"]],
 *   ["words", new OneHotEncoder({ handleUnknown: "ignore" }), ["sex", "port"]],
 * ]);
 * await crossValScore(pipeline(prepare, new LogisticRegression()), { age, fare, sex, port }, y);
 */
export function columnTransformer(
  parts: readonly ColumnPart[],
  options: ColumnTransformerOptions = {},
): ColumnTransformer {
  return new ColumnTransformer(parts, options);
}

/** See {@link columnTransformer}. */
export class ColumnTransformer implements Transformer {
  readonly parts: readonly ColumnPart[];
  readonly remainder: "drop" | "passthrough";
  #learned: ColumnsLearned | null = null;

  /** @throws TunesmithError "option" */
  constructor(parts: readonly ColumnPart[], options: ColumnTransformerOptions = {}) {
    checkKnown("columnTransformer", options, ["remainder"]);
    const { remainder = "drop" } = options;
    checkNames(parts.map(([name]) => name));
    const wrong = parts.find(([, part]) => typeof part === "object" && !("transform" in part));
    if (parts.length === 0 || wrong || (remainder !== "drop" && remainder !== "passthrough")) {
      const found = wrong
        ? `"${wrong[0]}" has no transform`
        : parts.length === 0
          ? "there are no parts"
          : null;
      throw new TunesmithError(
        "option",
        `columnTransformer: ${found ?? `remainder is ${JSON.stringify(remainder)}; it must be "drop" or "passthrough"`}.`,
      );
    }
    this.parts = parts;
    this.remainder = remainder;
  }

  /** The parameters of all parts, as `part__name`. */
  getParams(): EstimatorParams {
    return paramsOfSteps(this.#workers);
  }

  /** All parts with what they have learned. @throws TunesmithError "unsupported" for a part that cannot be written */
  toJSON(): SavedModel {
    const parts = this.parts.map(([name, part, columns]) => [
      name,
      typeof part === "string" ? part : savedPart(name, part),
      encode(columns),
    ]);
    return { is: "ColumnTransformer", parts, remainder: this.remainder, learned: encode(this.#learned) };
  }

  /** @throws TunesmithError "params" for what is no part's, and what the parts throw */
  clone(params: EstimatorParams = {}): ColumnTransformer {
    const names = this.#workers.map(([name]) => name);
    const own = splitParams("ColumnTransformer", names, params);
    const parts = this.parts.map(
      ([name, part, columns]): ColumnPart => [
        name,
        typeof part === "string" ? part : part.clone(own.get(name)!),
        columns,
      ],
    );
    return new ColumnTransformer(parts, { remainder: this.remainder });
  }

  /** @throws TunesmithError "shape"; "params" for columns that are not there; what the parts throw */
  async fit(X: Table, y?: readonly Label[]): Promise<this> {
    const table = columnsOf(X);
    const taken = new Set<string>();
    for (const [, part, choice] of this.parts) {
      const own = chosen(table, choice);
      for (const name of own.names) taken.add(name);
      if (typeof part === "object" && own.columns.length > 0) await part.fit(given(own), y);
    }
    const rest = table.names.flatMap((name, j) => (taken.has(name) ? [] : [j]));
    return this.restore({ names: table.names, rest });
  }

  /** Numbers, side by side; gaps are NaN. @throws TunesmithError "shape", "data", and what the parts throw */
  async transform(X: Table): Promise<Matrix> {
    const { names, rest } = this.learned;
    const table = columnsOf(X);
    if (!this.#isByName) checkColumns(table, names, "ColumnTransformer");
    const blocks: Matrix[] = [];
    for (const [, part, choice] of this.parts) {
      const own = chosen(table, choice);
      if (part === "drop" || own.columns.length === 0) continue;
      blocks.push(numbersOf(part === "passthrough" ? own : columnsOf(await part.transform(given(own)))));
    }
    if (this.remainder === "passthrough" && rest.length > 0) blocks.push(numbersOf(chosen(table, rest)));
    return sideBySide(blocks, table.rows);
  }

  /** @throws TunesmithError "data" before `fit` */
  get learned(): ColumnsLearned {
    if (this.#learned) return this.#learned;
    throw new TunesmithError("data", "this ColumnTransformer has learned nothing yet; call fit(X, y) first.");
  }

  /** Takes back what was learned, as `learned` gave it. */
  restore(learned: ColumnsLearned): this {
    this.#learned = learned;
    return this;
  }

  /** Whether columns that nobody names may come and go. */
  get #isByName(): boolean {
    const places = this.parts.flatMap(([, , columns]) => columns);
    return this.remainder === "drop" && places.every((place) => typeof place === "string");
  }

  get #workers(): readonly Named<Transformer>[] {
    return this.parts.flatMap(([name, part]) => (typeof part === "string" ? [] : [[name, part] as const]));
  }
}

/** What a part is given: numbers where all are, else columns by name. */
function given(own: Columns): Matrix | Frame {
  return tableOf(own);
}

function sideBySide(blocks: readonly Matrix[], rows: number): Matrix {
  const cols = blocks.reduce((sum, block) => sum + block.cols, 0);
  if (cols === 0) {
    throw new TunesmithError(
      "data",
      "columnTransformer: no column is left; name some, or pass the rest through.",
    );
  }
  const data = new Float64Array(rows * cols);
  let start = 0;
  for (const block of blocks) {
    for (let i = 0; i < rows; i++) {
      data.set(block.data.subarray(i * block.cols, (i + 1) * block.cols), i * cols + start);
    }
    start += block.cols;
  }
  return { data, rows, cols };
}
