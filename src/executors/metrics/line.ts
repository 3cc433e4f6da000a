/** Numbers in a line that a program prints. */
import { numberOf, numeral } from "./numeral.ts";
import { epochStep, stepOf } from "./step.ts";

/** A name, its words separated by blanks, and its number. */
export interface Entry {
  readonly name: string;
  readonly value: number;
}

/** What one line, or one row of a file, says. */
export interface Reading {
  readonly entries: readonly Entry[];
  /** The step or epoch it speaks of; null without one. */
  readonly step: number | null;
  /** Whether it speaks of a part of that step, as a progress bar does, or of the whole of it; null: it does not say. */
  readonly span: "part" | "whole" | null;
}

/** The longest line that is searched for names; a longer one counts only as JSON. */
const longest = 20_000;

/** What stands between a name and its number; the number ends where a word would. */
const pair = new RegExp(
  `[=:]\\s*["']?(${numeral})(?:/(\\d+)(?= ?\\([\\d.]{1,9} ?%\\)))?(?=$|s?(?:$|[\\s,;|%)\\]}"'])|\\.(?:$|\\s))`,
  "gi",
);

/** Up to four words at the end of a text: `val_acc`, `Mean squared error`, `valid_0's auc`. */
const nameAtEnd = /(?<![\w./@%-])([A-Za-z_][\w./@%-]*(?:'s)?(?: [A-Za-z_(][\w./@%()-]*){0,3})\s*["']?\s*$/;

/** How far before its number a name may begin. */
const longestName = 80;

// biome-ignore lint/suspicious/noControlCharactersInRegex: colours and cursor moves are such characters
const escapes = /\u001b\[[0-9;?]*[A-Za-z]|\u001b\][^\u0007]*\u0007/g;

/** A line without colours; of one that was written over by backspaces what was written last. */
export function plain(line: string): string {
  const text = line.includes("\u001b") ? line.replace(escapes, "") : line;
  return text.slice(text.lastIndexOf("\b") + 1);
}

/**
 * Reads one line: a JSON object, or names with numbers behind them.
 *
 * @param line  as `plain` gives it
 */
export function readLine(line: string): Reading {
  const found = ofJson(line) ?? (line.length > longest ? [] : ofText(line));
  const entries = found.filter(({ name }) => epochStep(name.slice(name.lastIndexOf(" ") + 1)) === null);
  const { step, isWithin } = stepOf(line.length > longest ? "" : line, found);
  return { entries, step, span: isWithin ? "part" : spanOf(line) };
}

/** `12/60` of a progress bar: of tqdm and Lightning, of Keras, and of those who write `[640/60000 (1%)]`. */
function spanOf(line: string): Reading["span"] {
  const head = line.slice(0, 300);
  const [, a, b] = /\d%\|[^|]*\|\s*(\d+)\/(\d+)/.exec(head) ?? /^\s*(\d+)\/(\d+)\s/.exec(head) ?? [];
  if (a !== undefined) return Number(a) < Number(b) ? "part" : "whole";
  return /\[\s*\d+\/\d+\s*\(\s*\d+%\)\s*\]/.test(head) ? "part" : null;
}

/** The numbers at the top of an object on a line of its own. */
function ofJson(line: string): Entry[] | null {
  if (!line.trimStart().startsWith("{")) return null;
  try {
    const parsed: unknown = JSON.parse(line);
    if (typeof parsed !== "object" || parsed === null) return null;
    return Object.entries(parsed)
      .filter((entry): entry is [string, number] => typeof entry[1] === "number")
      .map(([name, value]) => ({ name, value }));
  } catch {
    return null; // Python writes NaN into its JSON, and its dictionaries with other quotes
  }
}

function ofText(line: string): Entry[] {
  const entries: Entry[] = [];
  let end = 0;
  for (const match of line.matchAll(pair)) {
    const [all, number, whole] = match;
    const before = line.slice(Math.max(end, match.index - longestName), match.index);
    end = match.index + all.length;
    const name = nameAtEnd.exec(before)?.[1];
    if (name === undefined) continue;
    const value = numberOf(number!);
    entries.push({
      name: name.replaceAll("'s", ""),
      value: whole === undefined ? value : value / Number(whole),
    });
  }
  return entries;
}
