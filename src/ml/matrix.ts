import { TunesmithError } from "../error.ts";

/** Numbers in rows and columns: entry (i, j) is `data[i * cols + j]`. */
export interface Matrix {
  /** Shape [rows * cols], row after row. */
  readonly data: Float64Array;
  readonly rows: number;
  readonly cols: number;
}

/** An entry of a table; null and NaN are gaps. */
export type Cell = number | string | null;

/** Columns by name, all of one length: `{ age: [22, null], sex: ["male", "female"] }`. */
export interface Frame {
  readonly [column: string]: ArrayLike<Cell>;
}

/**
 * What users may give for X: a matrix, an array of rows, or columns by name.
 *
 * Estimators learn from numbers; texts are for transformers, and most gaps, too.
 */
export type Table = Matrix | Frame | readonly ArrayLike<Cell>[];

/** Whether a table is a matrix already. */
export function isMatrix(X: Table): X is Matrix {
  return typeof X === "object" && X !== null && "data" in X && "rows" in X && typeof X.rows === "number";
}

/** Whether a table has columns by name. */
export function isFrame(X: Table): X is Frame {
  return typeof X === "object" && X !== null && !Array.isArray(X) && !isMatrix(X);
}

/** How many rows a table has, without looking at them. */
export function rowsOf(X: Table): number {
  if (isMatrix(X)) return X.rows;
  return isFrame(X) ? (Object.values(X)[0]?.length ?? 0) : X.length;
}

/** What entries of a table may be. */
export interface Entries {
  /** Whether NaN stands for a value that is missing; default false: NaN is refused. */
  readonly missing?: boolean;
}

/**
 * The table as a matrix, checked; a matrix comes back as it is, not copied.
 *
 * @param X  shape [n, d], n >= 1, d >= 1, all finite, or NaN (null in columns by name) where values may be missing
 * @throws TunesmithError "shape" for no rows, no columns or rows of different lengths; "data" for what is no finite number
 */
export function toMatrix(X: Table, { missing = false }: Entries = {}): Matrix {
  if (isMatrix(X)) return checkMatrix(X, missing);
  return isFrame(X) ? matrixOfFrame(X, missing) : matrixOfRows(X, missing);
}

/**
 * How many rows columns by name have.
 *
 * @throws TunesmithError "shape" for none, and for columns of different lengths
 */
export function checkFrame(X: Frame): number {
  const names = Object.keys(X);
  const rows = X[names[0]!]?.length ?? 0;
  if (rows === 0) throw empty(names.length === 0 ? "no columns" : "no rows");
  const wrong = names.find((name) => !isList(X[name]) || X[name]!.length !== rows);
  if (wrong === undefined) return rows;
  const found = isList(X[wrong]) ? `${X[wrong]!.length} entries` : "no array";
  throw new TunesmithError(
    "shape",
    `column "${wrong}" of X has ${found}, but "${names[0]}" has ${rows} entries; all columns need the same length.`,
  );
}

/**
 * The rows of those numbers, in that order; a row may come more than once.
 *
 * @param indices  each in [0, X.rows)
 * @returns a new matrix, shape [indices.length, X.cols]
 */
export function selectRows(X: Matrix, indices: ArrayLike<number>): Matrix {
  const { cols } = X;
  const data = new Float64Array(indices.length * cols);
  for (let i = 0; i < indices.length; i++) {
    const start = indices[i]! * cols;
    data.set(X.data.subarray(start, start + cols), i * cols);
  }
  return { data, rows: indices.length, cols };
}

/** The matrix as an array of rows, copied. */
export function toRows(X: Matrix): number[][] {
  return Array.from({ length: X.rows }, (_, i) => Array.from(X.data.subarray(i * X.cols, (i + 1) * X.cols)));
}

/**
 * Checks that a table to predict from has as many columns as the one learned from.
 *
 * @throws TunesmithError "shape"
 */
export function checkCols(X: Matrix, cols: number, model: string): void {
  if (X.cols === cols) return;
  throw new TunesmithError(
    "shape",
    `X has ${X.cols} columns, but this ${model} was fitted to ${cols}; give the same features in the same order.`,
  );
}

function checkMatrix(X: Matrix, missing: boolean): Matrix {
  const { data, rows, cols } = X;
  if (rows < 1 || cols < 1) throw empty(`${rows} rows and ${cols} columns`);
  if (data.length !== rows * cols) {
    throw new TunesmithError(
      "shape",
      `a matrix of ${rows} rows and ${cols} columns needs ${rows * cols} numbers in data, found ${data.length}.`,
    );
  }
  const wrong = data.findIndex((x) => !isEntry(x, missing));
  if (wrong >= 0) throw notFinite(data[wrong], Math.floor(wrong / cols), wrong % cols);
  return X;
}

function matrixOfFrame(X: Frame, missing: boolean): Matrix {
  const rows = checkFrame(X);
  const names = Object.keys(X);
  const cols = names.length;
  const data = new Float64Array(rows * cols);
  names.forEach((name, j) => {
    for (let i = 0; i < rows; i++) {
      const x = missing ? (X[name]![i] ?? Number.NaN) : X[name]![i];
      if (typeof x !== "number" || !isEntry(x, missing)) throw notFiniteIn(name, x, i);
      data[i * cols + j] = x;
    }
  });
  return { data, rows, cols };
}

function isList(column: unknown): column is ArrayLike<unknown> {
  return Array.isArray(column) || ArrayBuffer.isView(column);
}

function matrixOfRows(X: readonly ArrayLike<Cell>[], missing: boolean): Matrix {
  if (!Array.isArray(X)) {
    throw new TunesmithError("shape", `X is ${typeof X}; give an array of rows, each an array of numbers.`);
  }
  const rows = X.length;
  const cols = rows === 0 ? 0 : lengthOf(X[0], 0);
  if (rows === 0 || cols === 0) throw empty(rows === 0 ? "no rows" : "no columns");
  const data = new Float64Array(rows * cols);
  for (let i = 0; i < rows; i++) {
    const row = X[i]!;
    if (lengthOf(row, i) !== cols) {
      throw new TunesmithError(
        "shape",
        `row ${i} of X has length ${row.length}, but row 0 has ${cols}; all rows need the same length.`,
      );
    }
    for (let j = 0; j < cols; j++) {
      const x = row[j];
      if (typeof x !== "number" || !isEntry(x, missing)) throw notFinite(x, i, j);
      data[i * cols + j] = x;
    }
  }
  return { data, rows, cols };
}

function isEntry(x: number, missing: boolean): boolean {
  return Number.isFinite(x) || (missing && Number.isNaN(x));
}

function lengthOf(row: unknown, i: number): number {
  if (Array.isArray(row) || ArrayBuffer.isView(row)) return (row as ArrayLike<number> & object).length;
  throw new TunesmithError("shape", `row ${i} of X is no array; X is an array of rows: [[1, 2], [3, 4]].`);
}

function empty(found: string): TunesmithError {
  return new TunesmithError("shape", `X has ${found}; at least one row and one column are needed.`);
}

function notFinite(x: unknown, i: number, j: number): TunesmithError {
  return new TunesmithError("data", `X[${i}][${j}] is ${shown(x)}; every entry must be a finite number.`);
}

function notFiniteIn(name: string, x: unknown, i: number): TunesmithError {
  return new TunesmithError(
    "data",
    `"${name}" of row ${i} is ${shown(x)}; every entry must be a finite number, so impute or encode that column first.`,
  );
}

function shown(x: unknown): string {
  return typeof x === "string" ? JSON.stringify(x.slice(0, 60)) : String(x);
}
