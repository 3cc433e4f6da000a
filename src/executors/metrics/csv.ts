/** Rows of comma-separated values, as the loggers of Keras and Lightning write them. */
import type { Reading } from "./line.ts";
import { numberInCell } from "./numeral.ts";
import { epochStep, stepOfText } from "./step.ts";

/** Reads a file of them, line by line; its first line has the names. */
export class CsvReader {
  #names: readonly string[] | null = null;

  /** @returns null for the names, and for a row without numbers */
  line(text: string): Reading | null {
    if (text.trim() === "") return null;
    const cells = cellsOf(text);
    if (this.#names === null) {
      this.#names = cells;
      return null;
    }
    const entries: { name: string; value: number }[] = [];
    const counts: { rank: number; step: number }[] = [];
    this.#names.forEach((name, i) => {
      const value = numberInCell(cells[i] ?? "");
      const rank = epochStep(name);
      if (value === null) return;
      const step = rank === null ? null : stepOfText(name, cells[i]!);
      if (rank === null) entries.push({ name, value });
      else if (step !== null) counts.push({ rank, step });
    });
    counts.sort((a, b) => a.rank - b.rank);
    if (entries.length === 0) return null;
    return { entries, step: counts[0]?.step ?? null, span: counts.length > 1 ? "part" : null };
  }
}

/** The cells of a row; one in quotes may hold commas, and quotes that are doubled. */
function cellsOf(row: string): string[] {
  const separator = row.includes(",") ? "," : row.includes("\t") ? "\t" : row.includes(";") ? ";" : ",";
  const cells: string[] = [];
  for (let at = 0; at <= row.length; ) {
    if (row[at] === '"') {
      const quoted = /"((?:[^"]|"")*)"?/y;
      quoted.lastIndex = at;
      const [all, text] = quoted.exec(row)!;
      cells.push(text!.replaceAll('""', '"').trim());
      at = nextAfter(row, at + all.length, separator);
    } else {
      const end = row.indexOf(separator, at);
      cells.push(row.slice(at, end < 0 ? undefined : end).trim());
      at = end < 0 ? row.length + 1 : end + 1;
    }
  }
  return cells;
}

function nextAfter(row: string, from: number, separator: string): number {
  const end = row.indexOf(separator, from);
  return end < 0 ? row.length + 1 : end + 1;
}
