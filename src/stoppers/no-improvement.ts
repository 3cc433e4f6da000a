import { TunesmithError } from "../error.ts";
import { bestOf, paretoOf } from "../history/index.ts";
import type { Stopper } from "./stopper.ts";

/**
 * Ends a study that stands still: so many trials have ended, failed ones not counted, since the last one that was the best, or
 * with several goals the last one that no other beats. An equal result is no improvement; before the first result it goes on.
 *
 * @param trials  a whole number, at least 1
 * @throws TunesmithError "option"
 * @example await study.optimize(objective, { trials: 1000, stopWhen: noImprovement(50) })
 */
export function noImprovement(trials: number): Stopper {
  if (!(Number.isSafeInteger(trials) && trials >= 1)) {
    throw new TunesmithError(
      "option",
      `noImprovement: trials is ${trials}; it must be a whole number from 1.`,
    );
  }
  return (history) => {
    const best = bestOf(history); // null, too, where several goals are optimised
    const leaders = new Set((best ? [best] : paretoOf(history)).map(({ number }) => number));
    const last = history.finished.findLastIndex((number) => leaders.has(number));
    if (last < 0) return null;
    const since = history.finished
      .slice(last + 1)
      .filter((n) => history.trials[n]!.state !== "failed").length;
    if (since < trials) return null;
    return `nothing better came in ${since} trials since trial ${history.finished[last]}`;
  };
}
