import { didYouMean, TunesmithError } from "../error.ts";
import type { Estimator } from "./estimator.ts";
import type { Label } from "./labels.ts";
import type { Table } from "./matrix.ts";
import { accuracyScore } from "./metrics.ts";

/** Judges a fitted estimator on rows: the higher, the better. */
export type Scorer = (estimator: Estimator, X: Table, y: readonly Label[]) => number | Promise<number>;

/** A scorer by scikit-learn's name, or one of your own. */
export type Scoring = ScorerName | Scorer;

/** The scorers there are. */
export const scorers = {
  accuracy: async (estimator, X, y) => accuracyScore(y, await estimator.predict(X)),
} as const satisfies { readonly [name: string]: Scorer };

export type ScorerName = keyof typeof scorers;

/**
 * The scorer that is meant; by default that of the estimator's kind.
 *
 * @throws TunesmithError "name" for an unknown one, "option" for a regressor without any
 */
export function scorerOf(scoring: Scoring | undefined, estimator: Estimator): Scorer {
  if (typeof scoring === "function") return scoring;
  if (scoring !== undefined) {
    if (Object.hasOwn(scorers, scoring)) return scorers[scoring];
    throw new TunesmithError(
      "name",
      `there is no scoring ${JSON.stringify(scoring)}; ${didYouMean(String(scoring), Object.keys(scorers))}, or give a function (estimator, X, y) => number.`,
    );
  }
  if (estimator.kind === "classifier") return scorers.accuracy;
  throw new TunesmithError(
    "option",
    "a regressor has no default scoring here; give a function (estimator, X, y) => number, the higher the better.",
  );
}
