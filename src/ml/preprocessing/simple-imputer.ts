import { TunesmithError } from "../../error.ts";
import { columnsOf, isGap, tableOf } from "../columns.ts";
import { Learner } from "../learner.ts";
import type { Cell, Frame, Matrix, Table } from "../matrix.ts";
import { flag, type OptionsOf, oneOf, type Rule } from "../options.ts";
import { checkColumns } from "./check-columns.ts";
import type { Transformer } from "./transformer.ts";

export interface SimpleImputerParams {
  /** What fills a gap: the mean, the median, the most frequent entry (of equals the least), or a constant; default "mean". */
  readonly strategy: "mean" | "median" | "mostFrequent" | "constant";
  /** The constant; default null: 0 for numbers, "missing_value" for texts. */
  readonly fillValue: number | string | null;
  /** Whether a column of 0 and 1 follows for each column that had gaps; default false. */
  readonly addIndicator: boolean;
  /** Whether a column of nothing but gaps stays, filled with 0 (or "missing_value"); default false: it is left out. */
  readonly keepEmptyFeatures: boolean;
}

interface Fillers {
  readonly names: readonly string[];
  /** Shape [d]; null: the column is left out. */
  readonly fill: readonly (number | string | null)[];
  /** Shape [d]: which columns had gaps. */
  readonly hasGaps: readonly boolean[];
}

const cell: Rule = {
  takes: (v) => v === null || typeof v === "string" || (typeof v === "number" && Number.isFinite(v)),
  want: "a number, a text or null",
};
const declared: OptionsOf<SimpleImputerParams> = {
  strategy: ["mean", oneOf("mean", "median", "mostFrequent", "constant")],
  fillValue: [null, cell],
  addIndicator: [false, flag],
  keepEmptyFeatures: [false, flag],
};

/** Fills the gaps of each column with what the rows learned from say. */
export class SimpleImputer extends Learner<SimpleImputerParams, Fillers> implements Transformer {
  constructor(params: Partial<SimpleImputerParams> = {}) {
    super("SimpleImputer", declared, params);
  }

  clone(params: Partial<SimpleImputerParams> = {}): SimpleImputer {
    return new SimpleImputer({ ...this.getParams(), ...params });
  }

  /** @throws TunesmithError "shape"; "data" for the mean of texts, and where every column would be left out */
  fit(X: Table): this {
    const { names, columns } = columnsOf(X);
    const fill = columns.map((column, j) => this.#fillerOf(column, names[j]!));
    if (fill.every((filler) => filler === null)) {
      throw new TunesmithError(
        "data",
        "SimpleImputer: all columns are nothing but gaps; keepEmptyFeatures: true fills them.",
      );
    }
    return this.learned({ names, fill, hasGaps: columns.map((column) => hasGap(column)) });
  }

  /** @throws TunesmithError "shape", "data" */
  transform(X: Table): Matrix | Frame {
    const { names, fill, hasGaps } = this.model;
    const given = columnsOf(X);
    checkColumns(given, names, this.name);
    const out: { name: string; column: ArrayLike<Cell> }[] = [];
    given.columns.forEach((column, j) => {
      const filler = fill[j]!;
      if (filler === null) return;
      out.push({
        name: given.names[j]!,
        column: Array.from(column, (entry) => (isGap(entry) ? filler : entry)),
      });
    });
    if (this.params.addIndicator) {
      given.columns.forEach((column, j) => {
        if (!hasGaps[j]) return;
        out.push({
          name: `missingindicator_${given.names[j]}`,
          column: Array.from(column, (e) => Number(isGap(e))),
        });
      });
    }
    return tableOf({
      names: out.map(({ name }) => name),
      columns: out.map(({ column }) => column),
      rows: given.rows,
    });
  }

  #fillerOf(column: ArrayLike<Cell>, name: string): number | string | null {
    const { strategy, fillValue, keepEmptyFeatures } = this.params;
    const there = Array.from(column).filter((entry): entry is number | string => !isGap(entry));
    const isText = there.some((entry) => typeof entry === "string");
    const standard = fillValue ?? (isText ? "missing_value" : 0);
    if (there.length === 0) return keepEmptyFeatures ? standard : null;
    if (strategy === "constant") return standard;
    if (strategy === "mostFrequent") return mostFrequent(there);
    const text = there.find((entry) => typeof entry === "string");
    if (text === undefined) return strategy === "mean" ? mean(there as number[]) : median(there as number[]);
    throw new TunesmithError(
      "data",
      `SimpleImputer: "${name}" has the text ${JSON.stringify(text)}, which has no ${strategy}; take strategy "mostFrequent" or "constant".`,
    );
  }
}

function hasGap(column: ArrayLike<Cell>): boolean {
  return Array.from(column).some((entry) => isGap(entry));
}

function mean(xs: readonly number[]): number {
  return xs.reduce((sum, x) => sum + x, 0) / xs.length;
}

function median(xs: readonly number[]): number {
  const sorted = Float64Array.from(xs).sort();
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}

function mostFrequent(entries: readonly (number | string)[]): number | string {
  const counts = new Map<number | string, number>();
  for (const entry of entries) counts.set(entry, (counts.get(entry) ?? 0) + 1);
  return [...counts].reduce((best, one) =>
    one[1] > best[1] || (one[1] === best[1] && one[0] < best[0]) ? one : best,
  )[0];
}
