import { columnsOf } from "../columns.ts";
import { Learner } from "../learner.ts";
import type { Cell, Matrix, Table } from "../matrix.ts";
import { countOrShare, type OptionsOf, oneOf, orNull } from "../options.ts";
import { type Category, categoriesOf, categoryOf, unknownCategory } from "./categories.ts";
import { checkColumns } from "./check-columns.ts";
import type { Transformer } from "./transformer.ts";

export interface OneHotEncoderParams {
  /** What an entry becomes that was not learned from: an error, zeros, or the column of rare ones; default "error". */
  readonly handleUnknown: "error" | "ignore" | "infrequentIfExist";
  /** Which column is left out: none, the first, or the first of two; default null. */
  readonly drop: "first" | "ifBinary" | null;
  /** Rarer entries than so many, or than this share of the rows, get one column together, the last; default null. */
  readonly minFrequency: number | null;
}

/** How one column is spread. */
interface Spread {
  readonly categories: readonly Category[];
  /** Shape [categories]: which of the columns, counted from the first one that is not left out; -1: none. */
  readonly places: readonly number[];
  readonly width: number;
  /** The place of the rare ones; null where there are none. */
  readonly rare: number | null;
}

interface Learned {
  readonly names: readonly string[];
  readonly spreads: readonly Spread[];
}

const declared: OptionsOf<OneHotEncoderParams> = {
  handleUnknown: ["error", oneOf("error", "ignore", "infrequentIfExist")],
  drop: [null, oneOf("first", "ifBinary", null)],
  minFrequency: [null, orNull(countOrShare)],
};

/** Makes a column of 0 and 1 for each different entry of each column; a gap is an entry of its own. */
export class OneHotEncoder extends Learner<OneHotEncoderParams, Learned> implements Transformer {
  constructor(params: Partial<OneHotEncoderParams> = {}) {
    super("OneHotEncoder", declared, params);
  }

  clone(params: Partial<OneHotEncoderParams> = {}): OneHotEncoder {
    return new OneHotEncoder({ ...this.getParams(), ...params });
  }

  /** @throws TunesmithError "shape", "data" */
  fit(X: Table): this {
    const { names, columns } = columnsOf(X);
    const spreads = columns.map((column, j) => this.#spreadOf(column, names[j]!));
    return this.learned({ names, spreads });
  }

  /** @throws TunesmithError "shape", "data" for an entry that is new, unless `handleUnknown` says otherwise */
  transform(X: Table): Matrix {
    const { names, spreads } = this.model;
    const given = columnsOf(X);
    checkColumns(given, names, this.name);
    const cols = spreads.reduce((sum, { width }) => sum + width, 0);
    const data = new Float64Array(given.rows * cols);
    let start = 0;
    given.columns.forEach((column, j) => {
      const { categories, places, width, rare } = spreads[j]!;
      const placeOf = new Map(categories.map((category, c) => [category, places[c]!]));
      for (let i = 0; i < given.rows; i++) {
        const entry = categoryOf(column[i]);
        const place = placeOf.get(entry) ?? this.#placeOfNew(entry, { name: given.names[j]!, row: i }, rare);
        if (place >= 0) data[i * cols + start + place] = 1;
      }
      start += width;
    });
    return { data, rows: given.rows, cols };
  }

  /** The different entries of each column, ascending, a gap (null) last. */
  get categories(): readonly (readonly Category[])[] {
    return this.model.spreads.map(({ categories }) => categories);
  }

  #placeOfNew(
    entry: Category,
    at: { readonly name: string; readonly row: number },
    rare: number | null,
  ): number {
    const { handleUnknown } = this.params;
    if (handleUnknown === "error") {
      throw unknownCategory(this.name, entry, at, 'handleUnknown: "ignore" makes zeros of it');
    }
    return handleUnknown === "infrequentIfExist" ? (rare ?? -1) : -1;
  }

  #spreadOf(column: ArrayLike<Cell>, name: string): Spread {
    const { drop, minFrequency } = this.params;
    const categories = categoriesOf(column, name);
    const counts = new Map<Category, number>();
    for (let i = 0; i < column.length; i++) {
      const entry = categoryOf(column[i]);
      counts.set(entry, (counts.get(entry) ?? 0) + 1);
    }
    const least = minFrequency === null ? 0 : minFrequency < 1 ? minFrequency * column.length : minFrequency;
    const isRare = categories.map((category) => counts.get(category)! < least);
    let frequent = 0;
    const grouped = isRare.map((rare) => (rare ? -1 : frequent++));
    const hasRare = isRare.includes(true);
    const width = frequent + Number(hasRare);
    const left = drop === "first" || (drop === "ifBinary" && width === 2) ? 1 : 0;
    return {
      categories,
      places: grouped.map((place) => (place < 0 ? frequent : place) - left),
      width: width - left,
      rare: hasRare ? frequent - left : null,
    };
  }
}
