import { TunesmithError } from "../../error.ts";
import type { Frame } from "../matrix.ts";
import { frameOf } from "./frame-of.ts";

/** What stands between the cells, in the order of preference. */
const separators = [",", "\t", ";", "|"];

/**
 * A text of cells in lines as a table; the first line has the names.
 *
 * @param path  for messages
 * @throws TunesmithError "file" with the line
 */
export async function tableOfCsv(path: string, text: string): Promise<Frame> {
  const { parse } = await import("csv-parse/sync");
  const head = text.slice(0, text.search(/\r|\n|$/));
  const count = (separator: string) => head.split(separator).length;
  const delimiter = separators.reduce((best, one) => (count(one) > count(best) ? one : best));
  let rows: string[][];
  try {
    rows = parse(text, { bom: true, delimiter, skip_empty_lines: true, relax_quotes: true });
  } catch (cause) {
    throw new TunesmithError("file", inWords(path, cause as CsvTrouble), { cause });
  }
  const [names = [], ...body] = rows;
  checkNames(path, names, body.length);
  const named = names.map((name, j) => (name.trim() === "" ? `column ${j + 1}` : name.trim()));
  return frameOf(path, named, (j) => body.map((row) => row[j]!));
}

/** What csv-parse throws. */
interface CsvTrouble extends Error {
  readonly code?: string;
  /** The line, from 1. */
  readonly lines?: number;
  readonly record?: readonly string[];
}

function inWords(path: string, { code, lines, record, message }: CsvTrouble): string {
  const where = lines === undefined ? path : `${path}:${lines}`;
  if (code === "CSV_RECORD_INCONSISTENT_FIELDS_LENGTH") {
    const wanted = /expect (\d+)/.exec(message)?.[1] ?? "as many";
    return `${where}: this line has ${record?.length} cells, and the first line names ${wanted} columns.`;
  }
  if (code === "CSV_QUOTE_NOT_CLOSED")
    return `${path}: a quotation mark (") is opened and never closed, up to line ${lines}.`;
  return `${where}: ${message}.`;
}

function checkNames(path: string, names: readonly string[], rows: number): void {
  if (names.length === 0 || rows === 0) {
    throw new TunesmithError("file", `${path}: there are no rows below a line of names.`);
  }
  if (names.length > 1 && names.every((name) => name.trim() !== "" && Number.isFinite(Number(name)))) {
    throw new TunesmithError(
      "file",
      `${path}:1: the first line holds numbers, not names; add a line of names for its ${names.length} columns.`,
    );
  }
}
