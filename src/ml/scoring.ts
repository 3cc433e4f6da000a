import { TunesmithError } from "../error.ts";
import type { Estimator } from "./estimator.ts";
import { type Scorer, type ScorerName, type Scoring, scorerOf, scorers } from "./scorers.ts";

/** One scorer, several by their names, or several under names of your own. */
export type Scorings = Scoring | readonly ScorerName[] | { readonly [name: string]: Scoring };

/** What a candidate is judged by. */
export interface Judges {
  /** By name; at least one. */
  readonly scorers: { readonly [name: string]: Scorer };
  /** Whether several were asked for, be it a list of one. */
  readonly isSeveral: boolean;
}

/**
 * The scorers that are meant; by default that of the estimator's kind.
 *
 * @throws TunesmithError "name" for an unknown one, "option" for no scorer at all or one twice
 */
export function judgesOf(scoring: Scorings | undefined, estimator: Estimator): Judges {
  if (typeof scoring !== "object" || scoring === null) {
    const scorer = scorerOf(scoring, estimator);
    const name = typeof scoring === "string" ? scoring : scorer === scorers.accuracy ? "accuracy" : "score";
    return { scorers: { [name]: scorer }, isSeveral: false };
  }
  const entries = Array.isArray(scoring)
    ? (scoring as readonly ScorerName[]).map((name) => [name, name] as const)
    : Object.entries(scoring as { readonly [name: string]: Scoring });
  const twice = entries.find(([name], i) => entries.findIndex(([other]) => other === name) !== i);
  if (entries.length === 0 || twice) {
    const found = twice ? `has "${twice[0]}" twice` : "is empty";
    throw new TunesmithError(
      "option",
      `scoring ${found}; give one scorer, or several with names of their own.`,
    );
  }
  return {
    scorers: Object.fromEntries(entries.map(([name, one]) => [name, scorerOf(one, estimator)])),
    isSeveral: true,
  };
}
