import { TunesmithError } from "../error.ts";
import { bestOf, objectivesOf, toLoss } from "../history/index.ts";
import type { Stopper } from "./stopper.ts";

/**
 * Ends a study whose best feasible trial is as good as wanted, or better.
 *
 * @param value  of the one optimised goal, finite, in its own unit
 * @returns a stopper that throws TunesmithError "goals" for a study with several optimised goals
 * @throws TunesmithError "option"
 * @example await study.optimize(objective, { trials: 1000, stopWhen: valueReached(0.95) })
 */
export function valueReached(value: number): Stopper {
  if (!Number.isFinite(value))
    throw new TunesmithError("option", `valueReached: value is ${value}; it must be a finite number.`);
  return (history) => {
    const goals = history.study?.goals ?? {};
    const [goal, ...others] = objectivesOf(goals);
    if (goal === undefined || others.length > 0) {
      const found = [goal, ...others].join(", ");
      throw new TunesmithError("goals", `valueReached needs one optimised goal; this study has ${found}.`);
    }
    const best = bestOf(history);
    if (best === null || toLoss(goals, goal, best.values[goal]!) > toLoss(goals, goal, value)) return null;
    return `trial ${best.number} came to ${goal} ${best.values[goal]}, and ${value} was wanted`;
  };
}
