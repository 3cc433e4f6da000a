/** What stands between the brackets of a domain's text, piece by piece. */
import type { TunesmithError } from "../error.ts";

/** One piece: `0.1`, `"two words"`, `step=2`. */
export interface Item {
  /** What stands before "="; null where there is none. */
  readonly name: string | null;
  readonly text: string;
  readonly isQuoted: boolean;
  /** Whether it stands behind ";". */
  readonly isOption: boolean;
}

/** A piece, and the mark that ends it. */
const piece = /\s*(?:([\w-]+)\s*=\s*)?(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|([^,;"']*?))\s*([,;]|$)/sy;

/**
 * Splits the body of a domain.
 *
 * @param refuse  makes the error of what cannot be split
 */
export function itemsOf(body: string, refuse: (what: string) => TunesmithError): Item[] {
  const items: Item[] = [];
  if (body.trim() === "") return items;
  let isOption = false;
  for (let at = 0; ; ) {
    piece.lastIndex = at;
    const found = piece.exec(body);
    if (!found) throw refuse(`cannot be read from ${excerpt(body, at)} on`);
    const [whole, name, double, single, bare, end] = found;
    const quoted = double ?? single;
    if (quoted === undefined) checkBare(bare!, excerpt(body, at), refuse);
    const text = quoted === undefined ? bare! : plainText(quoted);
    items.push({ name: name ?? null, text, isQuoted: quoted !== undefined, isOption });
    if (end === "") return items;
    if (end === ";" && isOption) throw refuse('has more than one ";"');
    isOption ||= end === ";";
    at += whole.length;
  }
}

function checkBare(word: string, where: string, refuse: (what: string) => TunesmithError): void {
  if (word === "") throw refuse(`has nothing where a value should stand, at ${where}`);
  const strange = /[(){}[\]=\\]/.exec(word)?.[0];
  if (strange) throw refuse(`has "${strange}" in ${word}; a text with that stands in quotes`);
  if (/\s/.test(word)) throw refuse(`has a blank in ${word}; put a comma there, or the text in quotes`);
}

/** The escapes of JSON, and a backslash before anything else for itself. */
function plainText(quoted: string): string {
  const letters: { readonly [letter: string]: string } = { n: "\n", t: "\t", r: "\r", b: "\b", f: "\f" };
  return quoted.replace(/\\(?:u([0-9a-f]{4})|(.))/gis, (_, hex?: string, letter?: string) =>
    hex ? String.fromCharCode(Number.parseInt(hex, 16)) : (letters[letter!] ?? letter!),
  );
}

function excerpt(body: string, at: number): string {
  const rest = body.slice(at).trim();
  return rest === "" ? "the end" : `"${rest.slice(0, 30)}"`;
}
