import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { TunesmithError } from "../error.ts";

/** A data set in memory; yours to change, since each load reads it anew. */
export interface Dataset {
  /** Shape [n, d]. */
  readonly data: number[][];
  /** Shape [n]: the number of the class, or the value to regress on. */
  readonly target: number[];
  /** Shape [d]. */
  readonly featureNames: readonly string[];
  /** The names of the classes by number; empty for regression. */
  readonly targetNames: readonly string[];
}

/**
 * Reads one of the files in the package's `data` folder: a line of names, then numbers, the target last.
 *
 * @throws TunesmithError "file"
 */
export function readDataset(file: string, targetNames: readonly string[]): Dataset {
  // src/ml and dist/ml lie equally deep.
  const path = fileURLToPath(new URL(`../../data/${file}`, import.meta.url));
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (cause) {
    const message = `the data set ${path} cannot be read; it is part of the package, so install that again.`;
    throw new TunesmithError("file", message, { cause });
  }
  return parseDataset(path, text, targetNames);
}

/** The text of such a file as a data set; `path` is for messages. */
export function parseDataset(path: string, text: string, targetNames: readonly string[]): Dataset {
  const [head = "", ...lines] = text.trimEnd().split(/\r?\n/);
  const names = head.split(",");
  const table = lines.map((line, i) => {
    const row = line.split(",").map((cell) => (cell.trim() === "" ? Number.NaN : Number(cell)));
    if (row.length === names.length && row.every(Number.isFinite)) return row;
    throw new TunesmithError(
      "file",
      `${path}:${i + 2}: ${JSON.stringify(line.slice(0, 60))} is not ${names.length} numbers with commas between them.`,
    );
  });
  return {
    data: table.map((row) => row.slice(0, -1)),
    target: table.map((row) => row.at(-1)!),
    featureNames: names.slice(0, -1),
    targetNames,
  };
}
