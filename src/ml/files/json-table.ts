import { TunesmithError } from "../../error.ts";
import type { Frame } from "../matrix.ts";
import { frameOf } from "./frame-of.ts";

/**
 * An array of rows, `[{ age: 22, sex: "m" }, …]`, or columns, `{ age: [22], sex: ["m"] }`.
 *
 * @param path  for messages
 * @throws TunesmithError "file"
 */
export function tableOfJson(path: string, text: string): Frame {
  const json = parsed(path, text);
  if (Array.isArray(json)) return ofRecords(path, json);
  const columns = typeof json === "object" && json !== null ? Object.entries(json) : [];
  const rows = columns.length > 0 && Array.isArray(columns[0]![1]) ? columns[0]![1].length : 0;
  if (rows > 0 && columns.every(([, column]) => Array.isArray(column) && column.length === rows)) {
    return frameOf(
      path,
      columns.map(([name]) => name),
      (j) => columns[j]![1] as unknown[],
    );
  }
  throw new TunesmithError(
    "file",
    `${path}: this is no table; it must be an array of rows, [{ … }, …], or columns of one length, { "age": […], … }.`,
  );
}

/** A row in each line. @throws TunesmithError "file" with the line */
export function tableOfJsonLines(path: string, text: string): Frame {
  const records = text
    .split(/\r?\n/)
    .flatMap((line, i) => (line.trim() === "" ? [] : [parsed(`${path}:${i + 1}`, line)]));
  return ofRecords(path, records);
}

function ofRecords(path: string, records: readonly unknown[]): Frame {
  const wrong = records.findIndex((row) => typeof row !== "object" || row === null || Array.isArray(row));
  if (wrong >= 0 || records.length === 0) {
    const found = records.length === 0 ? "there are no rows" : `row ${wrong + 1} is no object`;
    throw new TunesmithError("file", `${path}: ${found}; each row is { "column": value, … }.`);
  }
  const rows = records as readonly Readonly<Record<string, unknown>>[];
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return frameOf(path, names, (j) => {
    const name = names[j]!;
    return rows.map((row) => (Object.hasOwn(row, name) ? row[name] : null));
  });
}

function parsed(where: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new TunesmithError("file", `${where}: ${(cause as Error).message}.`, { cause });
  }
}
