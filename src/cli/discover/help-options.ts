/** The options in a program's help: as argparse, click, typer, absl, Fire, yargs, commander, clap, Go and others print it. */
import { choicesOf, kindOfType, listedDefault, listedIn, rangeOf, writtenDefault } from "./option-text.ts";

/** One option, as far as its help tells. */
export interface HelpOption {
  /** The longest way to write it, with its dashes; or without any a key that a word sets, as `model.lr` in `model.lr=0.1`. */
  readonly flag: string;
  /** `no-` or `no`, when it can also be turned off so. */
  readonly opposite: string | null;
  /** A group has whole configs for its choices. */
  readonly kind: "float" | "int" | "number" | "text" | "switch" | "group" | null;
  readonly choices: readonly string[] | null;
  /** Words in brackets that may be its choices: `type of network (LSTM, GRU, Transformer)`. */
  readonly listed: readonly string[] | null;
  readonly default: string | null;
  readonly low: number | null;
  readonly high: number | null;
  /** Whether the program takes 1 for another type than 1.0. */
  readonly isTyped?: boolean;
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
    if (line.trim() === "") continue; // clap has such lines within an option
    if (/^\s*-{1,2}[A-Za-z[]/.test(line) && indent <= 12) {
      blocks.push([line.trim()]);
      depth = indent;
    } else if (depth >= 0 && indent > depth) blocks.at(-1)!.push(line.trim());
    else depth = -1;
  }
  const options = blocks.map(readBlock).filter((option) => option !== null);
  // torchrun shows the help of each process.
  return options.filter(({ flag }, i) => options.findIndex((other) => other.flag === flag) === i);
}

/** A line of typer's boxes, and of coloured help. */
function withoutBox(line: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colours begin with such a character
  const plain = line.replace(/\u001b\[[0-9;]*m/g, "");
  const inner = /^[│|](.*)[│|]\s*$/.exec(plain)?.[1];
  return inner === undefined ? plain : inner.replace(/^( ?)\*/, "$1 ");
}

/** A flag, also with dots: `--lr`, `-n`, `--[no]nesterov`, `--model.lr`. */
const aFlag = /(?<![\w-])-{1,2}(?:\[no-?\])?[A-Za-z][\w-]*(?:\.[\w-]+)*/g;

function readBlock(lines: readonly string[]): HelpOption | null {
  const all = lines.join("  ");
  // The head ends where two blanks or a tab are, or, as absl has it, a colon.
  const chunks = all.split(/\s{2,}|\t|(?<=^-{1,2}[[\].\w-]+):\s/);
  const heads: string[] = [];
  while (chunks[0]?.startsWith("-")) heads.push(chunks.shift()!);
  const head = heads.join(", ");
  const rest = chunks.join(" ");
  const [opposite, flag] = nameOf(head.match(aFlag) ?? []);
  if (flag === undefined) return null;
  const value = head
    .replaceAll(aFlag, " ")
    .replace(/[,/|\s]+/g, " ")
    .trim();
  // typer has the type in a column of its own; absl the choices at the head of the text.
  const [, column] = value === "" ? (/^(<[^>]*>)/.exec(rest) ?? []) : [];
  const form = column ?? head.replace(/^.*?(?=[{<[](?!no))/s, "");
  const said = (/\{|<|\[/.test(form[0] ?? "") ? form : value).trim();
  const word = value === "" && column === undefined ? "" : (said.match(/[A-Za-z]+\d*/)?.[0] ?? "");
  const listed = listedIn(rest);
  const written = writtenDefault(all) ?? listedDefault(rest, listed);
  const kind = kindOf({ word, value: column ?? value, rest, written });
  const isWord = value !== "" && opposite === null; // it takes one, be it true or false
  const choices = choicesOf(said, rest) ?? (isWord ? truths(kind, written) : null);
  const [low, high] = rangeOf(rest);
  const about = { choices, listed, default: defaultOf(written), low, high };
  return { flag, opposite, kind: choices ? "text" : kind, ...about };
}

/** The name among the ways to write it, and what turns it off. */
function nameOf(flags: readonly string[]): [opposite: string | null, flag: string | undefined] {
  const bracketed = flags.find((flag) => flag.includes("["));
  if (bracketed !== undefined) return [/\[(no-?)\]/.exec(bracketed)![1]!, bracketed.replace(/\[no-?\]/, "")];
  for (const no of ["no-", "no"]) {
    const isOff = (flag: string) => flags.includes(flag.replace(/^--(?:[\w-]+\.)*/, `$&${no}`));
    const pair = flags.find((flag) => flag.startsWith("--") && isOff(flag));
    if (pair !== undefined) return [no, pair];
  }
  return [null, [...flags].sort((a, b) => b.length - a.length)[0]];
}

function kindOf({
  word,
  value,
  rest,
  written,
}: {
  readonly word: string;
  readonly value: string;
  readonly rest: string;
  readonly written: string | null;
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
  if (value === "") {
    if (written !== null && !isTruth(written) && /\[[^[\]]+\]\.?$/.test(rest) && !/default/i.test(rest))
      return null; // fastText: only the default tells that there is a value
    return /^\(?default: '(true|false)'/.test(rest) || !/\(a (string|comma)/.test(rest) ? "switch" : "text";
  }
  const [, type] = /\btype: (?:Optional\[)?([A-Za-z]+\d*)/i.exec(rest) ?? [];
  return kindOfType(word) ?? (type === undefined ? null : kindOfType(type));
}

/** The words for false and true of an option that wants one of them. */
function truths(kind: HelpOption["kind"], written: string | null): string[] | null {
  const isOne = written !== null && isTruth(written);
  if (kind !== "switch" && !(kind === null && isOne)) return null;
  return isOne && /^[TF]/.test(written) ? ["False", "True"] : ["false", "true"];
}

function isTruth(text: string): boolean {
  return /^(true|false)$/i.test(text);
}

function defaultOf(written: string | null): string | null {
  if (written === null || /^(none|null|required)$/i.test(written)) return null;
  return isTruth(written) ? written.toLowerCase() : written;
}
