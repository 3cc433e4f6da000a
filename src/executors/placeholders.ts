import { didYouMean, TunesmithError } from "../error.ts";

/** `{name}`, `{{` and `}}`; a brace with anything else behind it stands for itself. */
const brace = /\{\{|\}\}|\{([A-Za-z_][\w.-]*)\}/g;

/** A whole word that is a flag: `{--lr}`, `{-lr}`, `{--[no-]nesterov}`. */
const flag = /^\{(--?)(\[no-?\])?([A-Za-z_][\w.-]*)\}$/;

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
    const flagged = flag.exec(word)?.[3];
    if (flagged !== undefined) check(word, parameterOf(flagged, names));
    for (const [found, name] of word.matchAll(brace)) if (name !== undefined) check(found, name);
  }
}

/** The parameters that the words name. */
export function namedIn(argv: readonly string[], names: readonly string[]): Set<string> {
  const found = argv.flatMap((word) => {
    const flagged = flag.exec(word)?.[3];
    const inside = Array.from(word.matchAll(brace), ([, name]) => name ?? "");
    return flagged === undefined ? inside : [parameterOf(flagged, names)];
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
    const [, dashes, no, name] = flag.exec(word) ?? [];
    if (dashes !== undefined) {
      const value = values.get(parameterOf(name!, [...values.keys()]));
      return flagWords({ dashes, no: no?.slice(1, -1) ?? null, name: name!, value });
    }
    return word.replace(brace, (found, inner?: string) => {
      if (inner === undefined) return found[0]!;
      return values.get(inner) ?? extras.get(inner) ?? "";
    });
  });
}

interface Flag {
  readonly dashes: string;
  /** `no-` or `no`, when the flag has an opposite. */
  readonly no: string | null;
  readonly name: string;
  readonly value: string | undefined;
}

function flagWords({ dashes, no, name, value }: Flag): string[] {
  if (value === undefined || value === "null") return [];
  if (value === "false") return no === null ? [] : [`${dashes}${no}${name}`];
  if (value === "true") return [`${dashes}${name}`];
  return dashes === "-" ? [`-${name}`, value] : [`--${name}=${value}`];
}

/** The parameter that a flag names: `--batch-size` is `batch_size`, where there is no `batch-size`. */
function parameterOf(flagged: string, names: readonly string[]): string {
  return names.includes(flagged) ? flagged : flagged.replaceAll("-", "_");
}
