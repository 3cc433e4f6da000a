import { TunesmithError } from "../error.ts";

/** Numbers in rows and columns: entry (i, j) is `data[i * cols + j]`. */
export interface Matrix {
  /** Shape [rows * cols], row after row. */
  readonly data: Float64Array;
  readonly rows: number;
  readonly cols: number;
}

/** What users may give for X: a matrix, or an array of rows, each an array of numbers. */
export type Table = Matrix | readonly ArrayLike<number>[];

/** Whether a table is a matrix already. */
export function isMatrix(X: Table): X is Matrix {
  return typeof X === "object" && X !== null && "data" in X && X.data instanceof Float64Array;
}

/** How many rows a table has, without looking at them. */
export function rowsOf(X: Table): number {
  return isMatrix(X) ? X.rows : X.length;
}

/** What entries of a table may be. */
export interface Entries {
  /** Whether NaN stands for a value that is missing; default false: NaN is refused. */
  readonly missing?: boolean;
}

/**
 * The table as a matrix, checked; a matrix comes back as it is, not copied.
 *
 * @param X  shape [n, d], n >= 1, d >= 1, all finite, or NaN where values may be missing
 * @throws TunesmithError "shape" for no rows, no columns or rows of different lengths; "data" for what is no finite number
 */
export function toMatrix(X: Table, { missing = false }: Entries = {}): Matrix {
  return isMatrix(X) ? checkMatrix(X, missing) : matrixOfRows(X, missing);
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

function matrixOfRows(X: readonly ArrayLike<number>[], missing: boolean): Matrix {
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
  return new TunesmithError(
    "data",
    `X[${i}][${j}] is ${typeof x === "string" ? JSON.stringify(x) : String(x)}; every entry must be a finite number.`,
  );
}
