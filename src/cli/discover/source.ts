/** What a script's source says of an option that its help keeps silent about. */
import { readFileSync, statSync } from "node:fs";
import type { HelpOption } from "./help-options.ts";

/** A longer file is no script that somebody wrote. */
const longest = 500_000;

/** Completes options by the script among the words, where it declares them as argparse and click do. */
export function completed(options: readonly HelpOption[], argv: readonly string[]): HelpOption[] {
  const script = argv.slice(1).find((word) => word.endsWith(".py"));
  const source = script === undefined ? "" : sourceOf(script);
  return source === "" ? [...options] : options.map((option) => completedOne(option, source));
}

function completedOne(option: HelpOption, source: string): HelpOption {
  const at = [`"${option.flag}"`, `'${option.flag}'`]
    .map((quoted) => source.indexOf(quoted))
    .find((i) => i >= 0);
  if (at === undefined) return option;
  const declaration = source.slice(at, endOfCall(source, at));
  const start = /\bdefault\s*=\s*(?:"([^"]*)"|'([^']*)'|([-+\w.]+))/.exec(declaration);
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

function sourceOf(path: string): string {
  try {
    return statSync(path).size > longest ? "" : readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
