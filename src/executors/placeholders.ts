import { didYouMean, TunesmithError } from "../error.ts";

/** `{name}`, `{{` and `}}`; a brace with anything else behind it stands for itself. */
const brace = /\{\{|\}\}|\{([A-Za-z_][\w.-]*)\}/g;

/** A whole word that is a flag: `{--lr}`, `{-lr}`, `{--[no-]nesterov}`, `{--optim.[no-]nesterov}`. */
const flag = /^\{(--?)(?:((?:[A-Za-z_][\w-]*\.)*)(\[no-?\]))?([A-Za-z_][\w.-]*)\}$/;

/** The name in it: `optim.nesterov`; null for a word that is none. */
function nameIn(word: string): string | null {
  const [, , within = "", , name] = flag.exec(word) ?? [];
  return name === undefined ? null : within + name;
}

/** What stands in words besides the parameters. */
export type Extras = ReadonlyMap<string, string>;

/**
 * Checks that every placeholder names a parameter.
 *
 * @param names   the parameters by dotted names, as `model.svm.c`
 * @param extras  what may be named besides: `trial`, `folder`, the names of templates
 * @throws TunesmithError "usage"
 */
export function checkPlaceholders(
  argv: readonly string[],
  names: readonly string[],
  extras: readonly string[],
): void {
  const check = (found: string, name: string) => {
    if (names.includes(name) || extras.includes(name)) return;
    throw new TunesmithError(
      "usage",
      `${found} in the command names no parameter; ${didYouMean(name, names)}. For the braces themselves, write {${found}}.`,
    );
  };
  for (const word of argv) {
    const flagged = nameIn(word);
    if (flagged !== null) check(word, parameterOf(flagged, names));
    for (const [found, name] of word.matchAll(brace)) if (name !== undefined) check(found, name);
  }
}

/** The parameters that the words name. */
export function namedIn(argv: readonly string[], names: readonly string[]): Set<string> {
  const found = argv.flatMap((word) => {
    const flagged = nameIn(word);
    const inside = Array.from(word.matchAll(brace), ([, name]) => name ?? "");
    return flagged === null ? inside : [parameterOf(flagged, names)];
  });
  return new Set(found.filter((name) => names.includes(name)));
}

/**
 * Puts values where their names stand; a word stays a word, whatever is put into it.
 *
 * A word `{--lr}` is a flag: `--lr=0.1`; of a value true `--lr` alone; and no word at all when it is false, or of a case
 * that was not chosen (`{--[no-]lr}`: then `--no-lr`). `{-lr}` is two words, `-lr` and `0.1`, for programs that want that.
 *
 * @param values  texts by dotted names; a parameter of a branch that was not chosen is missing, and leaves nothing
 */
export function fillPlaceholders(
  argv: readonly string[],
  values: ReadonlyMap<string, string>,
  extras: Extras,
): string[] {
  return argv.flatMap((word) => {
    if (!/[{}]/.test(word)) return word;
    const [, dashes, within = "", no, name] = flag.exec(word) ?? [];
    if (dashes !== undefined) {
      const value = values.get(parameterOf(within + name!, [...values.keys()]));
      return flagWords({ dashes, within, no: no?.slice(1, -1) ?? null, name: name!, value });
    }
    return word.replace(brace, (found, inner?: string) => {
      if (inner === undefined) return found[0]!;
      return values.get(inner) ?? extras.get(inner) ?? "";
    });
  });
}

interface Flag {
  readonly dashes: string;
  /** What stands before the opposite: `optim.` in `--optim.no-nesterov`. */
  readonly within: string;
  /** `no-` or `no`, when the flag has an opposite. */
  readonly no: string | null;
  readonly name: string;
  readonly value: string | undefined;
}

function flagWords({ dashes, within, no, name, value }: Flag): string[] {
  if (value === undefined || value === "null") return [];
  if (value === "false") return no === null ? [] : [`${dashes}${within}${no}${name}`];
  const written = `${dashes}${within}${name}`;
  if (value === "true") return [written];
  return dashes === "-" ? [written, value] : [`${written}=${value}`];
}

/** The parameter that a flag names: `--batch-size` is `batch_size`, where there is no `batch-size`; `--model.lr` also `model_lr`. */
function parameterOf(flagged: string, names: readonly string[]): string {
  const ways = [flagged, flagged.replaceAll("-", "_"), flagged.replace(/[-.]/g, "_")];
  return ways.find((name) => names.includes(name)) ?? ways[1]!;
}
