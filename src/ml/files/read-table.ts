import { readFile } from "node:fs/promises";
import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { TunesmithError } from "../../error.ts";
import type { Frame } from "../matrix.ts";
import { tableOfCsv } from "./csv.ts";
import { tableOfJson, tableOfJsonLines } from "./json-table.ts";

/** How each kind of file is read, by the end of its name. */
const readers: Readonly<Record<string, (path: string, text: string) => Frame | Promise<Frame>>> = {
  ".csv": tableOfCsv,
  ".tsv": tableOfCsv,
  ".txt": tableOfCsv,
  ".json": tableOfJson,
  ".jsonl": tableOfJsonLines,
  ".ndjson": tableOfJsonLines,
};

/**
 * Reads a table from a file: CSV (also with `;`, tabs or `|`), JSON, JSON lines, Parquet; `.gz` is unpacked.
 *
 * A column is numbers where every entry is one, and else texts; "", NA, NaN, null, None, N/A and ? are gaps. A date is a
 * text here.
 *
 * @throws TunesmithError "file", with the line where there is one
 * @example
 * const { survived, ...X } = await readTable("titanic.csv");
 */
export async function readTable(file: string | URL): Promise<Frame> {
  const path = file instanceof URL ? fileURLToPath(file) : file;
  const isPacked = path.endsWith(".gz");
  const kind = extname(isPacked ? path.slice(0, -3) : path).toLowerCase();
  const read = Object.hasOwn(readers, kind) ? readers[kind] : undefined;
  if (!read && kind !== ".parquet") {
    const known = [...Object.keys(readers), ".parquet"].join(", ");
    throw new TunesmithError("file", `${path}: what is in it? The name of a table ends in one of ${known}.`);
  }
  const bytes = await bytesOf(path, isPacked);
  if (read) return read(path, new TextDecoder().decode(bytes));
  return (await import("./parquet.ts")).tableOfParquet(path, bytes);
}

async function bytesOf(path: string, isPacked: boolean): Promise<Uint8Array> {
  try {
    const bytes = await readFile(path);
    return isPacked ? gunzipSync(bytes) : bytes;
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    const why = code === "ENOENT" ? "there is no such file" : message;
    throw new TunesmithError("file", `${path}: ${why}.`, { cause });
  }
}
