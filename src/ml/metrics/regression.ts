import { TunesmithError } from "../../error.ts";
import type { Label } from "../labels.ts";
import { checkNumbers, checkPair, mean } from "./input.ts";

type Values = readonly Label[];

/** The mean of (y − p)²; from 0. @throws TunesmithError "shape", "data" */
export function meanSquaredError(yTrue: Values, yPred: Values): number {
  return meanOf(yTrue, yPred, (y, p) => (y - p) ** 2);
}

/** The root of {@link meanSquaredError}, in the unit of y. @throws TunesmithError "shape", "data" */
export function rootMeanSquaredError(yTrue: Values, yPred: Values): number {
  return Math.sqrt(meanSquaredError(yTrue, yPred));
}

/** The mean of (ln(1 + y) − ln(1 + p))², y and p above −1. @throws TunesmithError "shape", "data" */
export function meanSquaredLogError(yTrue: Values, yPred: Values): number {
  checkAbove("yTrue", yTrue, -1);
  checkAbove("yPred", yPred, -1);
  return meanOf(yTrue, yPred, (y, p) => (Math.log1p(y) - Math.log1p(p)) ** 2);
}

/** The mean of |y − p|; from 0. @throws TunesmithError "shape", "data" */
export function meanAbsoluteError(yTrue: Values, yPred: Values): number {
  return meanOf(yTrue, yPred, (y, p) => Math.abs(y - p));
}

/** The mean of |y − p| / |y|, a share and not percent; huge where y is 0. @throws TunesmithError "shape", "data" */
export function meanAbsolutePercentageError(yTrue: Values, yPred: Values): number {
  return meanOf(yTrue, yPred, (y, p) => Math.abs(y - p) / Math.max(Math.abs(y), Number.EPSILON));
}

/** The median of |y − p|. @throws TunesmithError "shape", "data" */
export function medianAbsoluteError(yTrue: Values, yPred: Values): number {
  const errors = eachOf(yTrue, yPred, (y, p) => Math.abs(y - p)).sort((a, b) => a - b);
  const half = errors.length >> 1;
  return errors.length % 2 === 1 ? errors[half]! : (errors[half - 1]! + errors[half]!) / 2;
}

/** The largest |y − p|. @throws TunesmithError "shape", "data" */
export function maxError(yTrue: Values, yPred: Values): number {
  return eachOf(yTrue, yPred, (y, p) => Math.abs(y - p)).reduce((a, b) => Math.max(a, b), 0);
}

/**
 * The share of the variance of y that is explained: 1 is perfect, 0 what the mean would score.
 *
 * @returns at most 1; for a constant y 1 when predictions are exact, else 0
 * @throws TunesmithError "shape", "data" for less than two rows
 */
export function r2Score(yTrue: Values, yPred: Values): number {
  const errors = eachOf(yTrue, yPred, (y, p) => (y - p) ** 2);
  return 1 - shareLeft(mean(errors), yTrue);
}

/** As {@link r2Score}, but a constant error costs nothing. @throws TunesmithError "shape", "data" */
export function explainedVarianceScore(yTrue: Values, yPred: Values): number {
  const errors = eachOf(yTrue, yPred, (y, p) => y - p);
  const shift = mean(errors);
  return 1 - shareLeft(mean(errors.map((e) => (e - shift) ** 2)), yTrue);
}

/**
 * The loss of a quantile: an error above costs alpha, one below 1 − alpha.
 *
 * @param options.alpha  the quantile, in [0, 1]; default 0.5
 * @throws TunesmithError "shape", "data"
 */
export function meanPinballLoss(
  yTrue: Values,
  yPred: Values,
  { alpha = 0.5 }: { readonly alpha?: number } = {},
): number {
  return meanOf(yTrue, yPred, (y, p) => (y >= p ? alpha * (y - p) : (1 - alpha) * (p - y)));
}

/**
 * The mean of 2 (y ln(y / p) − y + p), for counts.
 *
 * @param yTrue  from 0
 * @param yPred  above 0
 * @throws TunesmithError "shape", "data"
 */
export function meanPoissonDeviance(yTrue: Values, yPred: Values): number {
  checkAbove("yPred", yPred, 0);
  const below = checkNumbers("yTrue", yTrue).findIndex((y) => y < 0);
  if (below >= 0) throw new TunesmithError("data", `yTrue[${below}] is ${yTrue[below]}; counts are from 0.`);
  return meanOf(yTrue, yPred, (y, p) => 2 * ((y === 0 ? 0 : y * Math.log(y / p)) - y + p));
}

function eachOf(yTrue: Values, yPred: Values, of: (y: number, p: number) => number): number[] {
  checkPair(yTrue, yPred);
  const guesses = checkNumbers("yPred", yPred);
  return checkNumbers("yTrue", yTrue).map((y, i) => of(y, guesses[i]!));
}

function meanOf(yTrue: Values, yPred: Values, of: (y: number, p: number) => number): number {
  return mean(eachOf(yTrue, yPred, of));
}

/** What is left, as a share of the variance of y. */
function shareLeft(left: number, yTrue: Values): number {
  const values = checkNumbers("yTrue", yTrue);
  if (values.length < 2)
    throw new TunesmithError("data", "one row has no variance to explain; take larger folds.");
  const center = mean(values);
  const variance = mean(values.map((y) => (y - center) ** 2));
  if (variance === 0) return left === 0 ? 0 : 1;
  return left / variance;
}

function checkAbove(what: string, values: Values, bound: number): void {
  const wrong = checkNumbers(what, values).findIndex((value) => value <= bound);
  if (wrong < 0) return;
  throw new TunesmithError("data", `${what}[${wrong}] is ${values[wrong]}; it must be above ${bound}.`);
}
