/** The options in a program's help: as argparse, click, typer, absl, yargs and commander print it. */

/** One option, as far as its help tells. */
export interface HelpOption {
  /** The longest way to write it, with its dashes. */
  readonly flag: string;
  /** `no-` or `no`, when it can also be turned off so. */
  readonly opposite: string | null;
  readonly kind: "float" | "int" | "number" | "text" | "switch" | null;
  readonly choices: readonly string[] | null;
  /** Words in brackets that may be its choices: `type of network (LSTM, GRU, Transformer)`. */
  readonly listed: readonly string[] | null;
  readonly default: string | null;
  readonly low: number | null;
  readonly high: number | null;
}

/** With the words in brackets for its choices, where its default, a text, is one of them. */
export function withListed(option: HelpOption): HelpOption {
  const { choices, kind, listed, default: start } = option;
  const isText = (kind === "text" || kind === null) && start !== null && Number.isNaN(Number(start));
  return choices === null && isText && listed?.includes(start) ? { ...option, choices: listed } : option;
}

/**
 * Reads a help text.
 *
 * @returns the options in their order; what is no option is passed over
 */
export function optionsInHelp(text: string): HelpOption[] {
  const blocks: string[][] = [];
  let depth = -1;
  for (const line of text.split(/\r?\n/).map(withoutBox)) {
    const indent = line.length - line.trimStart().length;
    if (/^\s*-{1,2}[A-Za-z[]/.test(line) && indent <= 12) {
      blocks.push([line.trim()]);
      depth = indent;
    } else if (depth >= 0 && line.trim() !== "" && indent > depth) blocks.at(-1)!.push(line.trim());
    else if (line.trim() === "" || indent <= depth) depth = -1;
  }
  return blocks.map(readBlock).filter((option) => option !== null);
}

/** A line of typer's boxes, and of coloured help. */
function withoutBox(line: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colours begin with such a character
  const plain = line.replace(/\u001b\[[0-9;]*m/g, "");
  const inner = /^[│|](.*)[│|]\s*$/.exec(plain)?.[1];
  return inner === undefined ? plain : inner.replace(/^( ?)\*/, "$1 ");
}

const types: { readonly [word: string]: HelpOption["kind"] } = {
  float: "float",
  double: "float",
  int: "int",
  integer: "int",
  n: "int",
  number: "number",
  num: "number",
  str: "text",
  string: "text",
  text: "text",
  path: "text",
  file: "text",
  filename: "text",
  directory: "text",
  dir: "text",
  bool: "switch",
  boolean: "switch",
};

function readBlock(lines: readonly string[]): HelpOption | null {
  const all = lines.join("  ");
  // The head ends where two blanks are, or, as absl has it, a colon.
  const chunks = all.split(/\s{2,}|(?<=^-{1,2}[[\]\w-]+):\s/);
  const heads: string[] = [];
  while (chunks[0]?.startsWith("-")) heads.push(chunks.shift()!);
  const head = heads.join(", ");
  const rest = chunks.join(" ");
  const flags = head.match(/(?<![\w-])-{1,2}(?:\[no-?\])?[A-Za-z][\w-]*/g) ?? [];
  const [opposite, flag] = nameOf(flags);
  if (flag === undefined) return null;
  const value = head
    .replaceAll(/(?<![\w-])-{1,2}(?:\[no-?\])?[A-Za-z][\w-]*/g, " ")
    .replace(/[,/|\s]+/g, " ")
    .trim();
  // typer has the type in a column of its own; absl the choices at the head of the text.
  const [, column] = value === "" ? (/^(<[^>]*>)/.exec(rest) ?? []) : [];
  const form = column ?? head.replace(/^.*?(?=[{<[](?!no))/s, "");
  const said = (/\{|<|\[/.test(form[0] ?? "") ? form : value).trim();
  const choices = choicesOf(said, rest);
  const word = value === "" && column === undefined ? "" : (said.match(/[A-Za-z]+/)?.[0] ?? "");
  const kind = kindOf({ word, value: column ?? value, rest });
  const [low, high] = rangeOf(rest);
  const about = { choices, listed: listedIn(rest), default: defaultOf(rest), low, high };
  return { flag, opposite, kind: choices ? "text" : kind, ...about };
}

/** The name among the ways to write it, and what turns it off. */
function nameOf(flags: readonly string[]): [opposite: string | null, flag: string | undefined] {
  const bracketed = flags.find((flag) => flag.includes("["));
  if (bracketed !== undefined) return [/\[(no-?)\]/.exec(bracketed)![1]!, bracketed.replace(/\[no-?\]/, "")];
  const longest = [...flags].sort((a, b) => b.length - a.length);
  const pair = flags.find((flag) => flags.includes(flag.replace(/^--/, "--no-")) && flag.startsWith("--"));
  return pair === undefined ? [null, longest[0]] : ["no-", pair];
}

function kindOf({
  word,
  value,
  rest,
}: {
  readonly word: string;
  readonly value: string;
  readonly rest: string;
}): HelpOption["kind"] {
  const told =
    /\[(number|string|boolean|count|array)\]/.exec(rest)?.[1] ??
    /\((an? (?:integer|number))\b/.exec(rest)?.[1];
  if (told === "boolean" || told === "count") return "switch";
  if (told !== undefined)
    return told === "number"
      ? "number"
      : told === "an integer"
        ? "int"
        : told === "a number"
          ? "float"
          : "text";
  if (value === "")
    return /^\(?default: '(true|false)'/.test(rest) || !/\(a (string|comma)/.test(rest) ? "switch" : "text";
  return types[word.toLowerCase()] ?? null;
}

function choicesOf(said: string, rest: string): string[] | null {
  const [, listed] = /[[(]choices: (.*?)(?:, default:|[\])])/.exec(rest) ?? [];
  if (listed !== undefined) return listed.split(",").map(unquoted);
  const [, inside] = /^[{<[]([^\]}>]*)[\]}>]/.exec(said) ?? /^<([^>]*\|[^>]*)>:/.exec(rest) ?? [];
  const parts = inside?.split(/[|,]/).map(unquoted) ?? [];
  return parts.length > 1 ? parts : null;
}

function listedIn(rest: string): string[] | null {
  const [, inside] = /[([]([\w.+-]+(?:(?:\s*[,|/]\s*(?:or\s+)?|\s+or\s+)[\w.+-]+)+)[)\]]/.exec(rest) ?? [];
  return inside?.split(/\s*[,|/]\s*(?:or\s+)?|\s+or\s+/) ?? null;
}

function defaultOf(rest: string): string | null {
  const [, found] = /\bdefaults?(?: value)?(?::| is| to|=)\s*("[^"]*"|'[^']*'|[^\s;,)\]]+)/i.exec(rest) ?? [];
  const text = found === undefined ? null : unquoted(found).replace(/\.$/, "");
  return text === null || /^(none|null|required|false|true)$/i.test(text)
    ? /^(true|false)$/i.test(text ?? "")
      ? text!.toLowerCase()
      : null
    : text;
}

/** `1<=x<=100`, `x>=0`; `in the range [0.0, 1.0]`. An open end is taken as it is. */
function rangeOf(rest: string): [low: number | null, high: number | null] {
  const number = "(-?\\d+(?:\\.\\d+)?(?:e-?\\d+)?)";
  const both =
    new RegExp(`${number}\\s*<=?\\s*x\\s*<=?\\s*${number}`).exec(rest) ??
    new RegExp(`range \\[${number}, ${number}\\]`).exec(rest);
  if (both) return [Number(both[1]), Number(both[2])];
  const low = new RegExp(`x\\s*>=?\\s*${number}`).exec(rest)?.[1];
  const high = new RegExp(`x\\s*<=?\\s*${number}`).exec(rest)?.[1];
  return [low === undefined ? null : Number(low), high === undefined ? null : Number(high)];
}

function unquoted(text: string): string {
  return text.trim().replace(/^["'](.*)["']$/s, "$1");
}
