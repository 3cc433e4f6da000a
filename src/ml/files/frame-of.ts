import { TunesmithError } from "../../error.ts";
import type { Cell, Frame } from "../matrix.ts";

/** What people write where nothing is known. */
const gaps = new Set(["", "NA", "N/A", "n/a", "#N/A", "NaN", "nan", "NULL", "null", "None", "<NA>", "?"]);

/**
 * Columns of what a file has, as cells: numbers where every entry of the column is one, and else texts.
 *
 * @param columnOf  the entries of column j
 * @throws TunesmithError "file" for a name that comes twice
 */
export function frameOf(
  path: string,
  names: readonly string[],
  columnOf: (j: number) => readonly unknown[],
): Frame {
  const twice = names.find((name, j) => names.indexOf(name) !== j);
  if (twice !== undefined) {
    throw new TunesmithError(
      "file",
      `${path}: two columns are called "${twice}"; give each a name of its own.`,
    );
  }
  return Object.fromEntries(names.map((name, j) => [name, cellsOf(columnOf(j))]));
}

function cellsOf(entries: readonly unknown[]): readonly Cell[] {
  const cells = entries.map(cellOf);
  const isNumeric = cells.every((cell) => cell === null || typeof cell === "number" || isNumber(cell));
  if (isNumeric) return cells.map((cell) => (cell === null ? null : Number(cell)));
  return cells.map((cell) => (cell === null ? null : String(cell)));
}

function cellOf(entry: unknown): Cell {
  if (entry === null || entry === undefined) return null;
  if (typeof entry === "number") return Number.isFinite(entry) ? entry : null;
  if (typeof entry === "bigint") return Number(entry);
  if (entry instanceof Date) return Number.isNaN(entry.getTime()) ? null : entry.toISOString();
  const text = (typeof entry === "object" ? JSON.stringify(entry) : String(entry)).trim();
  return gaps.has(text) ? null : text;
}

/** Whether a text is a number as people write it; 007 is a name. */
function isNumber(text: string): boolean {
  return /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(text) && !/^[-+]?0\d/.test(text);
}
