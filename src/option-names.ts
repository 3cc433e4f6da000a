import { checkKnown, type ErrorCode, TunesmithError } from "./error.ts";

/** What Optuna and scikit-learn call an option, in camelCase, and what it is here. */
const theirs: { readonly [name: string]: string } = {
  ...{
    nJobs: "parallel",
    randomState: "seed",
    timeout: "timeoutMs",
    callbacks: "onTrial",
    catch: "catchErrors",
  },
  ...{ studyName: "name", loadIfExists: "ifExists", directions: "goals" },
};

/**
 * Checks what users write by hand: that options are one object, and that all names in it are known, here or elsewhere.
 *
 * @param what   whose options they are
 * @throws TunesmithError of that code, naming what is wrong and what may have been meant
 */
export function checkOptionNames(
  what: string,
  given: object,
  known: readonly string[],
  code: ErrorCode = "option",
): void {
  if (typeof given !== "object" || given === null || Array.isArray(given)) {
    const found = typeof given === "function" ? "a function" : (JSON.stringify(given) ?? "nothing");
    const wanted = `${what} takes its options in one object, such as { ${known[0]}: … }`;
    throw new TunesmithError(code, `${wanted}, and was given ${found}.`);
  }
  for (const name of Object.keys(given)) {
    const ours = theirs[name.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase())];
    if (ours === undefined || known.includes(name) || !known.includes(ours)) continue;
    throw new TunesmithError(code, `${what} has no option "${name}"; did you mean "${ours}"?`);
  }
  checkKnown(what, given, known, code);
}
