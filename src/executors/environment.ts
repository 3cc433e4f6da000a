import { TunesmithError } from "../error.ts";
import { flatten, type Params, type Space } from "../space/index.ts";

/**
 * The name of a parameter's environment variable: `model.svm.c` is `TUNESMITH_PARAM_MODEL_SVM_C`.
 */
export function variableOf(name: string): string {
  return `TUNESMITH_PARAM_${name.toUpperCase().replace(/[^A-Z0-9]/g, "_")}`;
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
