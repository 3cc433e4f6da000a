import { TunesmithError } from "../error.ts";
import { checkLength, type Label } from "./labels.ts";

/**
 * The share of predictions that are right.
 *
 * @param yTrue  shape [n], n >= 1
 * @param yPred  shape [n]
 * @returns in [0, 1]
 * @throws TunesmithError "shape" when lengths differ or there are no rows
 */
export function accuracyScore(yTrue: readonly Label[], yPred: readonly Label[]): number {
  checkLength(yPred, yTrue.length);
  if (yTrue.length === 0) throw new TunesmithError("shape", "there are no rows to score.");
  const right = yTrue.reduce<number>((count, label, i) => count + (label === yPred[i] ? 1 : 0), 0);
  return right / yTrue.length;
}
