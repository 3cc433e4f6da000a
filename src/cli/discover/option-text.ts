/** What the words behind an option say of its values: default, choices, range and type, in the ways of many libraries. */

/**
 * The default as it is written: `default: 0.1`, `(default 0.1)`, `defaults to 0.1`, `arg (=0.1)` as Boost has it, `[0.1]` at
 * the end as fastText and many C programs do.
 *
 * @param all  the option's whole text
 */
export function writtenDefault(all: string): string | null {
  const value = `("[^"]*"|'[^']*'|[^\\s;,)\\]]+)`;
  const [, found] =
    new RegExp(`\\bdefaults?(?: value)?(?::| is| to|=)\\s*${value}`, "i").exec(all) ??
    new RegExp(`[([]default\\s+${value}(?=\\s*[;,)\\]])`, "i").exec(all) ??
    /\(=([^\s,)]+)[,\s]*\)/.exec(all) ??
    /\s\[(-?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?)\]\.?$/i.exec(all) ??
    [];
  return found === undefined ? null : unquoted(found).replace(/\.$/, "");
}

/** Words in brackets that may be choices, with the default behind in brackets of its own: `{ns, hs} [ns]`. */
export function listedIn(rest: string): string[] | null {
  const [, inside] = /[([{]([\w.+-]+(?:(?:\s*[,|/]\s*(?:or\s+)?|\s+or\s+)[\w.+-]+)+)[)\]}]/.exec(rest) ?? [];
  return inside?.split(/\s*[,|/]\s*(?:or\s+)?|\s+or\s+/) ?? null;
}

/** The last word, in brackets, where it is one of the listed. */
export function listedDefault(rest: string, listed: readonly string[] | null): string | null {
  const [, last] = /\s\[([^\s[\]]+)\]$/.exec(rest) ?? [];
  return last !== undefined && listed?.includes(last) ? last : null;
}

/**
 * Choices that are told as such: `{sgd,adam}` and `<sgd|adam>` where a value would stand, `[choices: …]`, `[possible values:
 * sgd, adam]`, and clap's list of them.
 *
 * @param said  what stands where a value would
 * @param rest  the words behind
 */
export function choicesOf(said: string, rest: string): string[] | null {
  const [, told] = /[[(](?:choices|possible values): (.*?)(?:, default:|[\])])/.exec(rest) ?? [];
  if (told !== undefined) return told.split(",").map(unquoted);
  const [, inside] = /^[{<[]([^\]}>]*)[\]}>]/.exec(said) ?? /^<([^>]*\|[^>]*)>:/.exec(rest) ?? [];
  const parts = inside?.split(/[|,]/).map(unquoted) ?? [];
  if (parts.length > 1) return parts;
  const [, lines] = /Possible values:(.*?)(?:\[|$)/s.exec(rest) ?? [];
  const items = Array.from(lines?.matchAll(/\s- ([\w.+-]+)(?=:|\s|$)/g) ?? [], ([, item]) => item!);
  return items.length > 1 ? items : null;
}

/** `1<=x<=100`, `x>=0`; `in the range [0.0, 1.0]`. An open end is taken as it is. */
export function rangeOf(rest: string): [low: number | null, high: number | null] {
  const number = "(-?\\d+(?:\\.\\d+)?(?:e-?\\d+)?)";
  const both =
    new RegExp(`${number}\\s*<=?\\s*x\\s*<=?\\s*${number}`).exec(rest) ??
    new RegExp(`range \\[${number}, ${number}\\]`).exec(rest);
  if (both) return [Number(both[1]), Number(both[2])];
  const low = new RegExp(`x\\s*>=?\\s*${number}`).exec(rest)?.[1];
  const high = new RegExp(`x\\s*<=?\\s*${number}`).exec(rest)?.[1];
  return [low === undefined ? null : Number(low), high === undefined ? null : Number(high)];
}

/** What kind of value a type has, by its name in Python, Go, Rust, C++ or a help's own words; null for any other word. */
export function kindOfType(word: string): "float" | "int" | "number" | "text" | "switch" | null {
  const name = word.toLowerCase();
  if (/^(float|double)\d*$|^f(32|64)$/.test(name)) return "float";
  if (/^(u?int\d*|integer|n|[iu](8|16|32|64)|usize)$/.test(name)) return "int";
  if (/^num(ber)?$/.test(name)) return "number";
  if (/^bool(ean)?$/.test(name)) return "switch";
  return /^(str|string|text|path|file|filename|directory|dir)$/.test(name) ? "text" : null;
}

function unquoted(text: string): string {
  return text.trim().replace(/^["'](.*)["']$/s, "$1");
}
