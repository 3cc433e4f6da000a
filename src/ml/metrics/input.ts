import { TunesmithError } from "../../error.ts";
import { codeLabels, type Label } from "../labels.ts";

/**
 * The number of rows of what is compared.
 *
 * @throws TunesmithError "shape" when lengths differ or there are no rows
 */
export function checkPair(yTrue: ArrayLike<unknown>, yPred: ArrayLike<unknown>): number {
  if (yTrue.length !== yPred.length) {
    throw new TunesmithError(
      "shape",
      `there are ${yTrue.length} true labels, but ${yPred.length} predictions; give one for each row.`,
    );
  }
  if (yTrue.length === 0) throw new TunesmithError("shape", "there are no rows to score.");
  return yTrue.length;
}

/** Both columns as class numbers. */
export interface CodedPair {
  /** All labels of either column, ascending. */
  readonly classes: readonly Label[];
  /** Shape [n]. */
  readonly truth: Int32Array;
  /** Shape [n]. */
  readonly guess: Int32Array;
}

/** @throws TunesmithError "shape", "data" for labels of different kinds */
export function codePair(yTrue: readonly Label[], yPred: readonly Label[]): CodedPair {
  const n = checkPair(yTrue, yPred);
  const { classes, codes } = codeLabels([...yTrue, ...yPred]);
  return { classes, truth: codes.subarray(0, n), guess: codes.subarray(n) };
}

/**
 * Numbers, as they came.
 *
 * @throws TunesmithError "data" for what is no finite number
 */
export function checkNumbers(what: string, values: readonly unknown[]): readonly number[] {
  const wrong = values.findIndex((value) => typeof value !== "number" || !Number.isFinite(value));
  if (wrong < 0) return values as readonly number[];
  const value = values[wrong];
  const found = typeof value === "string" ? JSON.stringify(value) : String(value);
  throw new TunesmithError("data", `${what}[${wrong}] is ${found}; it must be a finite number.`);
}

/** Whether scores have a column for each class. */
export function isTable(scores: Scores): scores is readonly (readonly number[])[] {
  return Array.isArray(scores[0]);
}

/** Scores or probabilities: of the second of two classes, shape [n]; or of each class, shape [n][k]. */
export type Scores = readonly number[] | readonly (readonly number[])[];

/** Rows of scores with the class of each row. */
export interface ClassScores {
  readonly classes: readonly Label[];
  /** Shape [n]. */
  readonly truth: Int32Array;
  /** Shape [n][k]. */
  readonly rows: readonly (readonly number[])[];
}

/**
 * Scores by class.
 *
 * @param labels  the classes in the order of the columns; default those of yTrue, ascending
 * @throws TunesmithError "shape", "data"
 */
export function classScores(
  yTrue: readonly Label[],
  scores: Scores,
  labels: readonly Label[] = codeLabels(yTrue).classes,
): ClassScores {
  checkPair(yTrue, scores);
  const rows = isTable(scores) ? scores : scores.map((p) => [1 - p, p]);
  const wrong = rows.findIndex((row) => row.length !== labels.length);
  if (wrong >= 0) {
    throw new TunesmithError(
      "shape",
      `row ${wrong} has scores of ${rows[wrong]!.length} classes, but there are ${labels.length}; give labels, one for each column.`,
    );
  }
  rows.forEach((row, i) => void checkNumbers(`scores[${i}]`, row));
  const codeOf = new Map(labels.map((label, k) => [label, k]));
  const truth = Int32Array.from(yTrue, (label) => codeOf.get(label) ?? -1);
  const unknown = truth.indexOf(-1);
  if (unknown < 0) return { classes: labels, truth, rows };
  throw new TunesmithError(
    "data",
    `yTrue[${unknown}] is ${JSON.stringify(yTrue[unknown])}, which is not among the labels ${JSON.stringify(labels)}.`,
  );
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
