/** A scalar as a word of text, as it stands in flags, files and messages: `sgd`, `0.1`, `true`, `"two words"`. */
import type { Scalar } from "./domain.ts";

const number = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** What would end a word, or be read as something else than a letter of it. */
const special = /[\s,;=(){}[\]"'\\]|^$/;

/** Words that mean something to a domain. */
const keywords = new Set(["ordered", "log"]);

/** The value that a bare word means: a number, true, false, null, or else itself. */
export function scalarOf(word: string): Scalar {
  if (word === "true") return true;
  if (word === "false") return false;
  if (word === "null") return null;
  return number.test(word) ? Number(word) : word;
}

/** The inverse: a word that is read as this value again; a text that is no plain word stands in quotes. */
export function wordOf(value: Scalar): string {
  if (typeof value !== "string") return String(value);
  const isPlain = !special.test(value) && !keywords.has(value) && scalarOf(value) === value;
  return isPlain ? value : JSON.stringify(value);
}
