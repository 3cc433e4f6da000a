import type { Label } from "../labels.ts";
import { confusionMatrix } from "./confusion.ts";
import { checkPair, classScores, mean, type Scores } from "./input.ts";

/**
 * The share of predictions that are right.
 *
 * @param yTrue  shape [n], n >= 1
 * @param yPred  shape [n]
 * @returns in [0, 1]
 * @throws TunesmithError "shape" when lengths differ or there are no rows
 */
export function accuracyScore(yTrue: readonly Label[], yPred: readonly Label[]): number {
  const n = checkPair(yTrue, yPred);
  return yTrue.reduce<number>((count, label, i) => count + (label === yPred[i] ? 1 : 0), 0) / n;
}

/**
 * The mean of the classes' recalls, so that small classes count like large ones.
 *
 * @returns in [0, 1]
 * @throws TunesmithError "shape", "data"
 */
export function balancedAccuracyScore(yTrue: readonly Label[], yPred: readonly Label[]): number {
  const recalls = confusionMatrix(yTrue, yPred).flatMap((row, k) => {
    const total = row.reduce((sum, count) => sum + count, 0);
    return total > 0 ? [row[k]! / total] : [];
  });
  return mean(recalls);
}

/**
 * The share of rows whose class is among the k with the highest scores; of equal ones the later come first.
 *
 * @param yScore  shape [n][classes]
 * @param options.labels  the classes in the order of the columns; default those of yTrue, ascending
 * @returns in [0, 1]
 * @throws TunesmithError "shape", "data"
 */
export function topKAccuracyScore(
  yTrue: readonly Label[],
  yScore: Scores,
  { k = 2, labels }: { readonly k?: number; readonly labels?: readonly Label[] } = {},
): number {
  const { truth, rows } = classScores(yTrue, yScore, labels);
  const hits = rows.filter((row, i) => {
    const own = truth[i]!;
    return row.filter((s, c) => s > row[own]! || (s === row[own]! && c > own)).length < k;
  });
  return hits.length / rows.length;
}
