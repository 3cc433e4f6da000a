/** How trials compare for samplers that only look at ranks. */
import { type Finished, type Goals, lossOf, violationOf } from "../history/index.ts";

/** Compared one after the other, less is better; null for a failure, which is the worst. */
export type Rank = readonly [number, number, number] | null;

/**
 * Complete and feasible trials by loss; then infeasible ones by how much; then pruned ones, those that came farther first.
 */
export function rankOf(goals: Goals, trial: Finished): Rank {
  const loss = lossOf(goals, trial);
  if (loss === null) return null;
  if (trial.state === "pruned") return [2, -trial.steps.at(-1)!, loss];
  const violation = violationOf(goals, trial.values!);
  return violation > 0 ? [1, violation, 0] : [0, loss, 0];
}

/** The better first; failures are equal. */
export function compareRanks(a: Rank, b: Rank): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return a[i]! < b[i]! ? -1 : 1;
  return 0;
}
