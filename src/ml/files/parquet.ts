import { parquetReadObjects } from "hyparquet";
import { TunesmithError } from "../../error.ts";
import type { Frame } from "../matrix.ts";
import { frameOf } from "./frame-of.ts";

/**
 * A Parquet file, plain or packed by Snappy.
 *
 * @param path  for messages
 * @throws TunesmithError "file"
 */
export async function tableOfParquet(path: string, bytes: Uint8Array): Promise<Frame> {
  const file = Uint8Array.from(bytes).buffer; // Node's buffers may lie in the middle of a larger one
  let rows: readonly Readonly<Record<string, unknown>>[];
  try {
    rows = await parquetReadObjects({ file });
  } catch (cause) {
    const { message } = cause as Error;
    throw new TunesmithError("file", `${path}: it cannot be read as Parquet: ${message}.`, { cause });
  }
  if (rows.length === 0) throw new TunesmithError("file", `${path}: there are no rows.`);
  const names = Object.keys(rows[0]!);
  return frameOf(path, names, (j) => rows.map((row) => row[names[j]!]));
}
