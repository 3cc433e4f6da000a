import { didYouMean, TunesmithError } from "../error.ts";

/** `{name}`, `{{` and `}}`; a brace with anything else behind it stands for itself. */
const brace = /\{\{|\}\}|\{([A-Za-z_][\w.-]*)\}/g;

/** The placeholder that is there besides the parameters: the number of the trial. */
const trialName = "trial";

/**
 * Checks that every placeholder names a parameter.
 *
 * @param names  the parameters by dotted names, as `model.svm.c`
 * @throws TunesmithError "usage"
 */
export function checkPlaceholders(argv: readonly string[], names: readonly string[]): void {
  for (const word of argv) {
    for (const [found, name] of word.matchAll(brace)) {
      if (name === undefined || names.includes(name) || name === trialName) continue;
      throw new TunesmithError(
        "usage",
        `${found} in the command names no parameter; ${didYouMean(name, names)}. For the braces themselves, write {${found}}.`,
      );
    }
  }
}

/**
 * Puts values where their names stand; a word stays a word, whatever is put into it.
 *
 * @param values  texts by dotted names; a parameter of a branch that was not chosen is missing, and leaves nothing
 */
export function fillPlaceholders(
  argv: readonly string[],
  values: ReadonlyMap<string, string>,
  trial: number,
): string[] {
  return argv.map((word) =>
    word.replace(brace, (found, name?: string) => {
      if (name === undefined) return found[0]!;
      return values.get(name) ?? (name === trialName ? String(trial) : "");
    }),
  );
}
