import { TunesmithError } from "../../error.ts";
import type { Label } from "../labels.ts";
import { type ClassScores, classScores, mean, type Scores } from "./input.ts";

export interface ProbabilityOptions {
  /** The classes in the order of the columns; default those of yTrue, ascending. */
  readonly labels?: readonly Label[];
}

/**
 * The mean surprise, −ln p of the true class.
 *
 * @param yProba  of the second of two classes, shape [n]; or of each class, shape [n][k], rows summing to 1
 * @returns from 0; a probability of 0 counts as 2.2e-16, as in scikit-learn
 * @throws TunesmithError "shape", "data" for a single class or what is no probability
 */
export function logLoss(
  yTrue: readonly Label[],
  yProba: Scores,
  { labels }: ProbabilityOptions = {},
): number {
  const { truth, rows } = probabilities(yTrue, yProba, labels);
  const eps = Number.EPSILON;
  return mean(rows.map((row, i) => -Math.log(Math.min(1 - eps, Math.max(eps, row[truth[i]!]!)))));
}

/**
 * The mean squared distance of probabilities to what was; halved for two classes, as in scikit-learn.
 *
 * @param yProba  of the second of two classes, shape [n]; or of each class, shape [n][k], rows summing to 1
 * @returns in [0, 2]; [0, 1] for two classes
 * @throws TunesmithError "shape", "data" for a single class or what is no probability
 * @source Brier 1950
 */
export function brierScoreLoss(
  yTrue: readonly Label[],
  yProba: Scores,
  { labels }: ProbabilityOptions = {},
): number {
  const { truth, rows, classes } = probabilities(yTrue, yProba, labels);
  const total = mean(
    rows.map((row, i) => row.reduce((sum, p, k) => sum + (p - Number(k === truth[i])) ** 2, 0)),
  );
  return classes.length === 2 ? total / 2 : total;
}

function probabilities(
  yTrue: readonly Label[],
  yProba: Scores,
  labels: readonly Label[] | undefined,
): ClassScores {
  const scored = classScores(yTrue, yProba, labels);
  if (scored.classes.length < 2) {
    throw new TunesmithError("data", "yTrue has a single class; give labels, all the classes there are.");
  }
  const isRow = (row: readonly number[]) =>
    row.every((p) => p >= 0 && p <= 1 + 1e-12) && // a mean of many ones may be off by a digit
    Math.abs(row.reduce((a, b) => a + b, 0) - 1) < 1e-5;
  const wrong = scored.rows.findIndex((row) => !isRow(row));
  if (wrong < 0) return scored;
  throw new TunesmithError(
    "data",
    `row ${wrong} is [${scored.rows[wrong]!.join(", ")}]; probabilities are in [0, 1] and sum to 1.`,
  );
}
