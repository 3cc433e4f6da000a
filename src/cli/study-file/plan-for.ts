import { existsSync } from "node:fs";
import { TunesmithError } from "../../error.ts";
import { differs } from "../../space/index.ts";
import type { Study } from "../../study/index.ts";
import type { Plan, Settings } from "./plan.ts";
import { planOf } from "./plan-of.ts";

/**
 * What runs the trials of a study that is there: a study file's objective, or a command over the study's own space.
 *
 * @param words  behind the study's name
 * @throws TunesmithError "usage" for no words, "study-differs" for a file with another space, "file"
 */
export async function planFor(
  study: Pick<Study, "name" | "space" | "goals">,
  words: readonly string[],
  given: Settings,
): Promise<Plan> {
  const [first] = words;
  if (first === undefined) {
    throw new TunesmithError("usage", `what runs a trial? Give a study file, or a command behind "--".`);
  }
  const { name, space, goals } = study;
  if (!isStudyFile(words)) return { name, space, goals, objective: { argv: words }, settings: given };
  const plan = await planOf([first], {}, given);
  const difference = differs(space, plan.space);
  if (difference !== null) {
    throw new TunesmithError("study-differs", `${first} has another space than "${name}": ${difference}.`);
  }
  return { ...plan, name };
}

/** Whether the words are one that names a file with a study, and no command. */
export function isStudyFile([first = "", ...rest]: readonly string[]): boolean {
  return rest.length === 0 && /\.([cm]?[jt]s|ya?ml)$/i.test(first) && existsSync(first);
}
