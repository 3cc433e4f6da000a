/** What a script's source says of an option that its help keeps silent about. */
import { readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import type { HelpOption } from "./help-options.ts";

/** A longer file is no script that somebody wrote. */
const longest = 500_000;

/** Completes options by the script among the words and its own modules, where these declare them as argparse and click do. */
export function completed(options: readonly HelpOption[], argv: readonly string[]): HelpOption[] {
  const source = sourceOf(argv);
  return source === "" ? [...options] : options.map((option) => completedOne(option, source));
}

/** The script among the words, and behind it the modules beside it that it imports: many declare their options there. */
function sourceOf(argv: readonly string[]): string {
  const script = scriptOf(argv);
  if (script === null) return "";
  const source = textOf(script);
  const imported = Array.from(
    source.matchAll(/^[ \t]*(?:from|import)[ \t]+\.?([A-Za-z_][\w.]*)/gm),
    ([, name]) => join(dirname(script), `${name!.replaceAll(".", "/")}.py`),
  );
  return [source, ...[...new Set(imported)].map(textOf)].join("\n");
}

/** The Python script that a command runs, also as `-m package.train`; null where there is none. */
export function scriptOf(argv: readonly string[]): string | null {
  const at = argv.indexOf("-m");
  const asModule = at > 0 && argv[at + 1] !== undefined ? `${argv[at + 1]!.replaceAll(".", "/")}.py` : null;
  return argv.slice(1).find((word) => word.endsWith(".py")) ?? asModule;
}

function completedOne(option: HelpOption, source: string): HelpOption {
  const at = [`"${option.flag}"`, `'${option.flag}'`]
    .map((quoted) => source.indexOf(quoted))
    .find((i) => i >= 0);
  if (at === undefined) return option;
  const declaration = source.slice(at, endOfCall(source, at));
  const start = /\bdefault\s*=\s*(?:"([^"]*)"|'([^']*)'|([-+\w.]+)(?=\s*(?:[,)#]|$)))/.exec(declaration);
  const found = start?.slice(1).find((text) => text !== undefined) ?? null;
  const type = /\btype\s*=\s*(?:click\.)?(int|float|INT|FLOAT)\b/.exec(declaration)?.[1]?.toLowerCase();
  // To argparse's type=bool every text is true.
  const isBool = /\btype\s*=\s*bool\b/.test(declaration) && option.choices?.some((c) => /^true$/i.test(c));
  return {
    ...option,
    ...(isBool ? { choices: null } : {}),
    default: option.default ?? (found === "None" || found === "True" || found === "False" ? null : found),
    kind: type === "int" || type === "float" ? type : option.kind,
  };
}

/** Where the call ends that a place lies in, brackets counted. */
function endOfCall(source: string, from: number): number {
  let depth = 1;
  for (let i = from; i < source.length && i < from + 2000; i++) {
    if ("([{".includes(source[i]!)) depth += 1;
    else if (")]}".includes(source[i]!)) depth -= 1;
    if (depth === 0) return i;
  }
  return Math.min(source.length, from + 2000);
}

/** A file's text; "" for one that cannot be read, or is too long for a script. */
export function textOf(path: string): string {
  try {
    return statSync(path).size > longest ? "" : readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
