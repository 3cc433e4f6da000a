import { didYouMean, TunesmithError } from "../../error.ts";
import type { Judges } from "../scoring.ts";
import type { CvResults } from "./cv-results.ts";

/** Whether, by which scorer, or which candidate is fitted to all rows at the end. */
export type Refit = boolean | string | ((cvResults: CvResults) => number);

/**
 * The scorer that a search goes by: the only one, the one that `refit` names, or else the first.
 *
 * @throws TunesmithError "option" where `refit` does not say which of several it is
 */
export function goalOf(kind: string, { scorers, isSeveral }: Judges, refit: Refit = true): string {
  const names = Object.keys(scorers);
  if (typeof refit === "string") {
    if (Object.hasOwn(scorers, refit)) return refit;
    throw new TunesmithError(
      "option",
      `${kind}: refit is "${refit}", and no scorer is called so; ${didYouMean(refit, names)}.`,
    );
  }
  if (refit === true && isSeveral) {
    throw new TunesmithError(
      "option",
      `${kind}: with several scorers refit must say which one decides (${names.join(", ")}), or be a function of cvResults, or false.`,
    );
  }
  return names[0]!;
}

/**
 * The place that a refit function has chosen.
 *
 * @throws TunesmithError "option" for one that is not in [0, n)
 */
export function checkRefit(kind: string, place: unknown, n: number): number {
  if (Number.isSafeInteger(place) && (place as number) >= 0 && (place as number) < n) return place as number;
  throw new TunesmithError(
    "option",
    `${kind}: refit gave ${String(place)}; it must give a place in cvResults, a whole number from 0 to ${n - 1}.`,
  );
}
