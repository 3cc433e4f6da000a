import { createRequire } from "node:module";
import type { Terminal } from "./terminal.ts";

/** Blanks in place of lines. */
const noLines = Object.fromEntries(
  [
    ...["top", "top-mid", "top-left", "top-right", "bottom", "bottom-mid", "bottom-left", "bottom-right"],
    ...["left", "left-mid", "mid", "mid-mid", "right", "right-mid", "middle"],
  ].map((name) => [name, ""]),
);

/** Rows under headings; columns of numbers to the right. */
export function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  { paint }: Pick<Terminal, "paint">,
): string {
  const isNumeric = (column: number) => rows.every((row) => /^[-+.\de]*$/i.test(row[column] ?? ""));
  const Table = createRequire(import.meta.url)("cli-table3") as typeof import("cli-table3"); // only where there is a table
  const drawn = new Table({
    head: head.map((name) => paint.dim(name)),
    chars: noLines,
    colAligns: head.map((_, column) => (isNumeric(column) ? "right" : "left")),
    style: { head: [], border: [], "padding-left": 0, "padding-right": 2 },
  });
  drawn.push(...rows.map((row) => [...row]));
  return withoutTails(drawn.toString());
}

/** Names and what they are, one a line. */
export function pairs(
  rows: readonly (readonly [name: string, text: string])[],
  { paint }: Pick<Terminal, "paint">,
): string {
  const width = Math.max(...rows.map(([name]) => name.length));
  const indented = (text: string) => text.replaceAll("\n", `\n${" ".repeat(width + 4)}`);
  return rows.map(([name, text]) => `  ${paint.dim(name.padEnd(width))}  ${indented(text)}`).join("\n");
}

function withoutTails(text: string): string {
  return text
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n");
}
