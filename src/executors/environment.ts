import { TunesmithError } from "../error.ts";
import { flatten, type Params, type Space } from "../space/index.ts";
import { longestWord } from "./word-checks.ts";

/** What a command always gets of this process's environment, when a list says what it gets: nothing runs without. */
const always = ["PATH", "HOME", "USER", "LANG", "LC_*", "TZ", "TMPDIR", "TEMP", "TMP", "SystemRoot"];

/** What is this process's own business: the way to the storage, and the server's token. */
const never = new Set(["TUNESMITH_STORAGE", "TUNESMITH_TOKEN"]);

/** Python keeps back what it prints into a pipe, and a metric that comes at the end prunes nothing. */
const spoken = { PYTHONUNBUFFERED: "1" };

/**
 * The environment of a command, without its parameters.
 *
 * @param pass  the variables of this process that it gets, `CUDA_*` for all that begin so; undefined: all but our own
 * @param set   what it gets besides
 */
export function environmentOf(
  pass: readonly string[] | undefined,
  set: { readonly [name: string]: string } | undefined,
): NodeJS.ProcessEnv {
  const patterns = pass === undefined ? null : [...always, ...pass];
  const isPassed = (name: string) =>
    !never.has(name) &&
    (patterns === null ||
      patterns.some((p) => (p.endsWith("*") ? name.startsWith(p.slice(0, -1)) : name === p)));
  const passed = Object.entries(process.env).filter(([name]) => isPassed(name));
  return { ...spoken, ...Object.fromEntries(passed), ...set };
}

/**
 * The name of a parameter's environment variable: `model.svm.c` is `TUNESMITH_PARAM_MODEL_SVM_C`.
 */
export function variableOf(name: string): string {
  return `TUNESMITH_PARAM_${name.toUpperCase().replace(/[^A-Z0-9]/g, "_")}`;
}

/** The parameters as variables; a text that no variable can hold, with a NUL or over 128 kB, is left to the file. */
export function variablesOf(texts: ReadonlyMap<string, string>): Record<string, string> {
  const variables: Record<string, string> = {};
  for (const [name, text] of texts) {
    const variable = variableOf(name);
    const fits = !text.includes("\0") && Buffer.byteLength(text) + variable.length + 1 <= longestWord;
    if (fits) variables[variable] = text;
  }
  return variables;
}

/**
 * Checks that no two parameters have one variable.
 *
 * @param names  dotted names
 * @throws TunesmithError "usage"
 */
export function checkVariables(names: readonly string[]): void {
  const taken = new Map<string, string>();
  for (const name of names) {
    const variable = variableOf(name);
    const other = taken.get(variable);
    if (other !== undefined) {
      throw new TunesmithError(
        "usage",
        `the parameters "${other}" and "${name}" would both be ${variable} for a command; rename one.`,
      );
    }
    taken.set(variable, name);
  }
}

/** The values by dotted names, as texts: numbers in full, `true`, `false`, `null`. What was not chosen is missing. */
export function textsOf(space: Space, params: Params): Map<string, string> {
  const flat = Object.entries(flatten(space, params));
  return new Map(flat.map(([name, value]) => [name, String(value)]));
}
