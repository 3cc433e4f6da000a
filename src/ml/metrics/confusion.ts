import type { Label } from "../labels.ts";
import { codePair } from "./input.ts";

/**
 * How often a class was taken for another.
 *
 * @returns shape [k][k]: entry (i, j) counts rows of class i that were taken for class j; classes ascending
 * @throws TunesmithError "shape", "data"
 */
export function confusionMatrix(yTrue: readonly Label[], yPred: readonly Label[]): number[][] {
  const { classes, truth, guess } = codePair(yTrue, yPred);
  const counts = classes.map(() => Array<number>(classes.length).fill(0));
  truth.forEach((k, i) => {
    counts[k]![guess[i]!]!++;
  });
  return counts;
}

/**
 * The correlation of truth and prediction.
 *
 * @returns in [-1, 1]; 0 when either has one class alone
 * @throws TunesmithError "shape", "data"
 * @source Matthews 1975; for several classes Gorodkin 2004, doi:10.1016/j.compbiolchem.2004.09.006
 */
export function matthewsCorrcoef(yTrue: readonly Label[], yPred: readonly Label[]): number {
  const { counts, inTruth, inGuess, n } = marginsOf(yTrue, yPred);
  const right = counts.reduce((sum, row, k) => sum + row[k]!, 0);
  const dot = (a: readonly number[], b: readonly number[]) => a.reduce((sum, x, k) => sum + x * b[k]!, 0);
  const covariance = right * n - dot(inTruth, inGuess);
  const scale = (n * n - dot(inTruth, inTruth)) * (n * n - dot(inGuess, inGuess));
  return scale === 0 ? 0 : covariance / Math.sqrt(scale);
}

/**
 * The agreement of two judges beyond that of chance.
 *
 * @param options.weights  how far apart two classes are: alike unless the same (null), by distance, or by its square
 * @returns in [-1, 1]; NaN when both know a single class
 * @throws TunesmithError "shape", "data"
 * @source Cohen 1960, doi:10.1177/001316446002000104; weighted: Cohen 1968
 */
export function cohenKappaScore(
  y1: readonly Label[],
  y2: readonly Label[],
  { weights = null }: { readonly weights?: "linear" | "quadratic" | null } = {},
): number {
  const { counts, inTruth, inGuess, n } = marginsOf(y1, y2);
  const weightOf = (i: number, j: number) =>
    weights === null ? Number(i !== j) : weights === "linear" ? Math.abs(i - j) : (i - j) ** 2;
  let found = 0;
  let expected = 0;
  counts.forEach((row, i) => {
    row.forEach((count, j) => {
      found += weightOf(i, j) * count;
      expected += (weightOf(i, j) * inTruth[i]! * inGuess[j]!) / n;
    });
  });
  return 1 - found / expected;
}

function marginsOf(yTrue: readonly Label[], yPred: readonly Label[]) {
  const counts = confusionMatrix(yTrue, yPred);
  const inTruth = counts.map((row) => row.reduce((sum, count) => sum + count, 0));
  const inGuess = counts.map((_, j) => counts.reduce((sum, row) => sum + row[j]!, 0));
  return { counts, inTruth, inGuess, n: yTrue.length };
}
