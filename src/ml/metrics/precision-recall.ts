import { TunesmithError } from "../../error.ts";
import type { Label } from "../labels.ts";
import { confusionMatrix } from "./confusion.ts";
import { codePair } from "./input.ts";

/** How the classes' scores become one: that of `posLabel`, their mean, by rows, or weighted by the classes' rows. */
export type Average = "binary" | "macro" | "micro" | "weighted";

export interface PrecisionRecallOptions {
  /** Default "binary". */
  readonly average?: Average;
  /** The class that counts with "binary"; default 1. */
  readonly posLabel?: Label;
  /** What 0 / 0 is; default 0. */
  readonly zeroDivision?: number;
}

/** A number for each class, shape [k]. */
export interface ClassReport {
  /** Ascending. */
  readonly labels: readonly Label[];
  readonly precision: readonly number[];
  readonly recall: readonly number[];
  readonly fscore: readonly number[];
  /** Rows of each class. */
  readonly support: readonly number[];
}

/** For a class, or all of them: rows of it, rows taken for it, and both. */
interface Counts {
  readonly real: number;
  readonly guessed: number;
  readonly both: number;
}

type Ratio = (counts: Counts) => readonly [number, number];

const precisionOf: Ratio = ({ both, guessed }) => [both, guessed];
const recallOf: Ratio = ({ both, real }) => [both, real];
const fscoreOf =
  (beta: number): Ratio =>
  ({ both, real, guessed }) => [(1 + beta ** 2) * both, beta ** 2 * real + guessed];

/**
 * Of the rows taken for a class, the share that is of it.
 *
 * @returns in [0, 1]
 * @throws TunesmithError "shape", "data" for more than two classes with "binary"
 */
export function precisionScore(
  yTrue: readonly Label[],
  yPred: readonly Label[],
  options: PrecisionRecallOptions = {},
): number {
  return averaged(yTrue, yPred, precisionOf, options);
}

/**
 * Of the rows of a class, the share that was found.
 *
 * @returns in [0, 1]
 * @throws TunesmithError "shape", "data" for more than two classes with "binary"
 */
export function recallScore(
  yTrue: readonly Label[],
  yPred: readonly Label[],
  options: PrecisionRecallOptions = {},
): number {
  return averaged(yTrue, yPred, recallOf, options);
}

/** The harmonic mean of precision and recall; see {@link fbetaScore}. */
export function f1Score(
  yTrue: readonly Label[],
  yPred: readonly Label[],
  options: PrecisionRecallOptions = {},
): number {
  return averaged(yTrue, yPred, fscoreOf(1), options);
}

/**
 * The harmonic mean of precision and recall, recall weighing beta times as much.
 *
 * @param options.beta  from 0
 * @returns in [0, 1]
 * @throws TunesmithError "shape", "data" for more than two classes with "binary"
 */
export function fbetaScore(
  yTrue: readonly Label[],
  yPred: readonly Label[],
  { beta, ...options }: PrecisionRecallOptions & { readonly beta: number },
): number {
  return averaged(yTrue, yPred, fscoreOf(beta), options);
}

/**
 * Precision, recall, F and rows of every class.
 *
 * @throws TunesmithError "shape", "data"
 */
export function precisionRecallFscoreSupport(
  yTrue: readonly Label[],
  yPred: readonly Label[],
  { beta = 1, zeroDivision = 0 }: { readonly beta?: number; readonly zeroDivision?: number } = {},
): ClassReport {
  const { labels, counts } = countsOf(yTrue, yPred);
  const of = (ratio: Ratio) => counts.map((one) => divide(ratio(one), zeroDivision));
  return {
    labels,
    precision: of(precisionOf),
    recall: of(recallOf),
    fscore: of(fscoreOf(beta)),
    support: counts.map((one) => one.real),
  };
}

function averaged(
  yTrue: readonly Label[],
  yPred: readonly Label[],
  ratio: Ratio,
  { average = "binary", posLabel = 1, zeroDivision = 0 }: PrecisionRecallOptions,
): number {
  const { labels, counts } = countsOf(yTrue, yPred);
  const of = (one: Counts) => divide(ratio(one), zeroDivision);
  if (average === "binary") {
    if (labels.length > 2) {
      throw new TunesmithError(
        "data",
        `there are ${labels.length} classes; give average: "macro", "micro" or "weighted".`,
      );
    }
    const k = labels.indexOf(posLabel);
    if (k < 0 && labels.length === 2) {
      throw new TunesmithError(
        "data",
        `posLabel is ${JSON.stringify(posLabel)}, but the classes are ${JSON.stringify(labels)}; give one of them.`,
      );
    }
    return of(counts[k] ?? { real: 0, guessed: 0, both: 0 });
  }
  const sum = (f: (one: Counts) => number) => counts.reduce((total, one) => total + f(one), 0);
  if (average === "micro") {
    return of({ real: sum((c) => c.real), guessed: sum((c) => c.guessed), both: sum((c) => c.both) });
  }
  if (average === "macro") return sum(of) / counts.length;
  return sum((one) => of(one) * one.real) / yTrue.length;
}

function divide([a, b]: readonly [number, number], zeroDivision: number): number {
  return b === 0 ? zeroDivision : a / b;
}

function countsOf(yTrue: readonly Label[], yPred: readonly Label[]) {
  const { classes } = codePair(yTrue, yPred);
  const matrix = confusionMatrix(yTrue, yPred);
  const counts = matrix.map(
    (row, k): Counts => ({
      real: row.reduce((sum, count) => sum + count, 0),
      guessed: matrix.reduce((sum, other) => sum + other[k]!, 0),
      both: row[k]!,
    }),
  );
  return { labels: classes, counts };
}
