/** Tables of mixed cells, column by column: what transformers of texts and gaps work on. */
import { didYouMean, TunesmithError } from "../error.ts";
import {
  type Cell,
  checkFrame,
  type Frame,
  isFrame,
  isMatrix,
  type Matrix,
  selectRows,
  type Table,
  toMatrix,
} from "./matrix.ts";

/** A table by its columns. */
export interface Columns {
  /** Shape [d]; "x0", "x1" … where the table has no names, as in scikit-learn. */
  readonly names: readonly string[];
  /** Shape [d][rows]. */
  readonly columns: readonly ArrayLike<Cell>[];
  readonly rows: number;
}

/** Which columns: names, places from 0, or one of them. */
export type ColumnChoice = string | number | readonly (string | number)[];

/** Whether an entry is a gap. */
export function isGap(cell: Cell | undefined): cell is null | undefined {
  return cell === null || cell === undefined || (typeof cell === "number" && Number.isNaN(cell));
}

/**
 * The columns of a table of any kind; texts in an array are one column of them.
 *
 * @throws TunesmithError "shape" for tables that are none; "data" for infinite numbers, and for what is neither number nor
 *   text nor gap
 */
export function columnsOf(X: Table): Columns {
  const table = isFrame(X) ? ofFrame(X) : isMatrix(X) ? ofMatrix(X) : ofRows(X);
  table.columns.forEach((column, j) => {
    for (let i = 0; i < table.rows; i++) if (!isCell(column[i])) throw noCell(column[i], table.names[j]!, i);
  });
  return table;
}

/** Numbers, where each entry is one or a gap (then NaN); else columns by name. */
export function tableOf(X: Columns): Matrix | Frame {
  const { names, columns, rows } = X;
  const isNumeric = columns.every((column) => {
    for (let i = 0; i < rows; i++) if (typeof column[i] === "string") return false;
    return true;
  });
  if (isNumeric) return numbersOf(X);
  return Object.fromEntries(names.map((name, j) => [name, columns[j]!]));
}

/**
 * The columns as numbers; a gap becomes NaN.
 *
 * @throws TunesmithError "data" for texts
 */
export function numbersOf({ names, columns, rows }: Columns): Matrix {
  const cols = columns.length;
  const data = new Float64Array(rows * cols);
  columns.forEach((column, j) => {
    for (let i = 0; i < rows; i++) {
      const cell = column[i];
      if (typeof cell === "string") throw noNumber(cell, names[j]!, i);
      data[i * cols + j] = isGap(cell) ? Number.NaN : cell!;
    }
  });
  return { data, rows, cols };
}

/** A table of any kind, its shape checked: numbers where there are no texts and no nulls. @throws TunesmithError "shape", "data" */
export function checkedTable(X: Table): Matrix | Frame {
  if (isFrame(X)) return checkFrame(X) > 0 ? X : {};
  const isNumeric = isMatrix(X) || !Array.isArray(X) || !X.some(hasWords);
  return isNumeric ? toMatrix(X, { missing: true }) : tableOf(columnsOf(X));
}

function hasWords(row: ArrayLike<Cell>): boolean {
  if (typeof row === "string") return true;
  for (let j = 0; j < (row?.length ?? 0); j++) if (typeof row[j] === "string" || row[j] === null) return true;
  return false;
}

/** The rows of those numbers, in that order. */
export function selectFrom(X: Matrix | Frame, indices: ArrayLike<number>): Matrix | Frame {
  if (isMatrix(X)) return selectRows(X, indices);
  const pick = (column: ArrayLike<Cell>) => Array.from(indices, (i) => column[i]!);
  return Object.fromEntries(Object.entries(X).map(([name, column]) => [name, pick(column)]));
}

/**
 * Some of the columns, in the order of the choice.
 *
 * @throws TunesmithError "params" for one that is not there
 */
export function chosen({ names, columns, rows }: Columns, choice: ColumnChoice): Columns {
  const places = [choice].flat().map((which) => {
    const at = typeof which === "number" ? which : names.indexOf(which as string);
    if (columns[at] !== undefined) return at;
    const help =
      typeof which === "number" ? `there are ${columns.length}` : didYouMean(which as string, names);
    throw new TunesmithError("params", `X has no column ${JSON.stringify(which)}; ${help}.`);
  });
  return { names: places.map((at) => names[at]!), columns: places.map((at) => columns[at]!), rows };
}

/**
 * The only column, as texts.
 *
 * @param what  who needs it, for messages
 * @throws TunesmithError "shape" for several columns, "data" for what is no text
 */
export function textsOf(X: Table, what: string): readonly string[] {
  const { names, columns, rows } = columnsOf(X);
  if (columns.length !== 1) {
    throw new TunesmithError(
      "shape",
      `${what} reads one column of texts, and X has ${columns.length} (${names.slice(0, 5).join(", ")}); choose one with a columnTransformer.`,
    );
  }
  return Array.from({ length: rows }, (_, i) => {
    const cell = columns[0]![i];
    if (typeof cell === "string") return cell;
    throw new TunesmithError("data", `row ${i} of "${names[0]}" is ${String(cell)}; ${what} needs a text.`);
  });
}

function ofFrame(X: Frame): Columns {
  return { rows: checkFrame(X), names: Object.keys(X), columns: Object.values(X) };
}

function ofMatrix({ data, rows, cols }: Matrix): Columns {
  if (rows < 1 || cols < 1 || data.length !== rows * cols) {
    throw new TunesmithError(
      "shape",
      `X has ${rows} rows, ${cols} columns and ${data.length} numbers; at least one row and one column are needed.`,
    );
  }
  const columns = Array.from({ length: cols }, (_, j) => {
    const column = new Float64Array(rows);
    for (let i = 0; i < rows; i++) column[i] = data[i * cols + j]!;
    return column;
  });
  return { names: numbered(cols), columns, rows };
}

function ofRows(X: readonly ArrayLike<Cell>[]): Columns {
  if (!Array.isArray(X) || X.length === 0) {
    throw new TunesmithError("shape", `X has no rows; give an array of rows, or columns by name.`);
  }
  const rows: readonly (ArrayLike<Cell> | string)[] = X;
  const table = rows.map((row) => (typeof row === "string" ? [row] : row));
  const cols = table[0]!.length;
  const wrong = table.findIndex((row) => row === null || typeof row !== "object" || row.length !== cols);
  if (wrong >= 0 || cols === 0) {
    throw new TunesmithError(
      "shape",
      `row ${Math.max(0, wrong)} of X has not the ${cols || "one or more"} cells of the others; give rows of one length.`,
    );
  }
  const columns = Array.from({ length: cols }, (_, j) => table.map((row) => row[j]!));
  return { names: numbered(cols), columns, rows: table.length };
}

function numbered(d: number): string[] {
  return Array.from({ length: d }, (_, j) => `x${j}`);
}

function isCell(cell: unknown): boolean {
  if (typeof cell === "number") return cell !== Infinity && cell !== -Infinity;
  return typeof cell === "string" || cell === null || cell === undefined;
}

function noCell(cell: unknown, name: string, row: number): TunesmithError {
  return new TunesmithError(
    "data",
    `"${name}" of row ${row} is ${String(cell)}; an entry is a finite number, a text, or null for a gap.`,
  );
}

function noNumber(cell: string, name: string, row: number): TunesmithError {
  return new TunesmithError(
    "data",
    `"${name}" of row ${row} is ${JSON.stringify(cell.slice(0, 60))}; encode texts as numbers first, for example by a OneHotEncoder.`,
  );
}
