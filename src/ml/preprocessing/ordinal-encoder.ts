import { TunesmithError } from "../../error.ts";
import { columnsOf } from "../columns.ts";
import { Learner } from "../learner.ts";
import type { Matrix, Table } from "../matrix.ts";
import { type OptionsOf, oneOf, type Rule } from "../options.ts";
import { type Category, categoriesOf, categoryOf, unknownCategory } from "./categories.ts";
import { checkColumns } from "./check-columns.ts";
import type { Transformer } from "./transformer.ts";

export interface OrdinalEncoderParams {
  /** What an entry becomes that was not learned from: an error, or `unknownValue`; default "error". */
  readonly handleUnknown: "error" | "useEncodedValue";
  /** A number, NaN for a gap; default null, which "error" needs. */
  readonly unknownValue: number | null;
  /** What a gap becomes; default NaN, a gap again. */
  readonly encodedMissingValue: number;
}

interface Learned {
  readonly names: readonly string[];
  readonly categories: readonly (readonly Category[])[];
}

const anyNumber: Rule = { takes: (v) => typeof v === "number", want: "a number or NaN" };
const numberOrNull: Rule = {
  takes: (v) => v === null || typeof v === "number",
  want: "a number, NaN or null",
};
const declared: OptionsOf<OrdinalEncoderParams> = {
  handleUnknown: ["error", oneOf("error", "useEncodedValue")],
  unknownValue: [null, numberOrNull],
  encodedMissingValue: [Number.NaN, anyNumber],
};

/** Numbers the different entries of each column from 0, ascending. */
export class OrdinalEncoder extends Learner<OrdinalEncoderParams, Learned> implements Transformer {
  /** @throws TunesmithError "params"; "option", also for an `unknownValue` that is missing or has no use */
  constructor(params: Partial<OrdinalEncoderParams> = {}) {
    super("OrdinalEncoder", declared, params);
    const { handleUnknown, unknownValue } = this.params;
    if ((handleUnknown === "useEncodedValue") === (unknownValue !== null)) return;
    throw new TunesmithError(
      "option",
      'OrdinalEncoder: unknownValue goes with handleUnknown: "useEncodedValue"; give both or neither.',
    );
  }

  clone(params: Partial<OrdinalEncoderParams> = {}): OrdinalEncoder {
    return new OrdinalEncoder({ ...this.getParams(), ...params });
  }

  /** @throws TunesmithError "shape", "data" */
  fit(X: Table): this {
    const { names, columns } = columnsOf(X);
    return this.learned({ names, categories: columns.map((column, j) => categoriesOf(column, names[j]!)) });
  }

  /** Gaps are NaN. @throws TunesmithError "shape", "data" for an entry that is new, unless `handleUnknown` says otherwise */
  transform(X: Table): Matrix {
    const { names, categories } = this.model;
    const { unknownValue, encodedMissingValue } = this.params;
    const given = columnsOf(X);
    checkColumns(given, names, this.name);
    const cols = names.length;
    const data = new Float64Array(given.rows * cols);
    given.columns.forEach((column, j) => {
      const codeOf = new Map(categories[j]!.map((c, code) => [c, c === null ? encodedMissingValue : code]));
      for (let i = 0; i < given.rows; i++) {
        const entry = categoryOf(column[i]);
        const code = codeOf.get(entry) ?? unknownValue;
        if (code === null) {
          const help = 'handleUnknown: "useEncodedValue" makes unknownValue of it';
          throw unknownCategory(this.name, entry, { name: given.names[j]!, row: i }, help);
        }
        data[i * cols + j] = code;
      }
    });
    return { data, rows: given.rows, cols };
  }

  /** The different entries of each column, ascending, a gap (null) last. */
  get categories(): readonly (readonly Category[])[] {
    return this.model.categories;
  }
}
