/** Studies with what Optuna says of them, see `test/data/optuna-analysis.py`. */
import { readFileSync } from "node:fs";
import type { Goals, History } from "../../src/history/index.ts";
import { checkParams, checkSpace, type Space, unflatten } from "../../src/space/index.ts";
import { TestLog } from "../../src/testing/test-log.ts";

/** What Optuna says of a study. */
export interface Said {
  readonly name: string;
  readonly space: Space;
  readonly goals: Goals;
  readonly trials: readonly { readonly params: Record<string, never>; readonly values: readonly number[] }[];
  readonly pedAnova: Shares;
  readonly pedAnovaOfFirst?: Shares;
  readonly fanova?: Shares;
  readonly impurity?: Shares;
  readonly edf?: { readonly x: readonly number[]; readonly y: readonly number[] };
  readonly best?: readonly number[];
  readonly pareto?: readonly number[];
  readonly reference?: readonly number[];
  readonly hypervolume?: readonly number[];
}

export interface Shares {
  readonly [param: string]: number;
}

/** The document that the script prints, as kept with the tests or made just now. */
export function readSaid(
  text = readFileSync(new URL("../data/optuna-analysis.json", import.meta.url), "utf8"),
): {
  readonly versions: { readonly optuna: string };
  readonly studies: readonly Said[];
} {
  return JSON.parse(text);
}

/** The same study as ours. */
export function historyOf({ space, goals, trials }: Said): History {
  const checked = checkSpace(space);
  const log = new TestLog({ space: checked, goals, seed: 1 });
  for (const { params, values } of trials) {
    const number = log.open(checkParams(checked, unflatten(checked, params)));
    const named = Object.fromEntries(Object.keys(goals).map((goal, i) => [goal, values[i]!]));
    log.finish(number, { state: "complete", values: named });
  }
  return log.history;
}
