import { TunesmithError } from "../error.ts";
import { checkLength, type Label } from "./labels.ts";
import { checkNumbers } from "./metrics/input.ts";

/**
 * Numbers to regress on.
 *
 * @param y  shape [n]
 * @throws TunesmithError "shape", "data" for what is no finite number
 */
export function targetsOf(y: readonly Label[], n: number): Float64Array {
  checkLength(y, n);
  return Float64Array.from(checkNumbers("y", y));
}

/**
 * How much each row counts.
 *
 * @param sampleWeight  shape [n], each from 0, not all 0; undefined: all rows count alike
 * @returns null where all rows count alike
 * @throws TunesmithError "shape", "data"
 */
export function weightsOf(sampleWeight: ArrayLike<number> | undefined, n: number): Float64Array | null {
  if (sampleWeight === undefined) return null;
  if (sampleWeight.length !== n) {
    throw new TunesmithError(
      "shape",
      `X has ${n} rows, but there are ${sampleWeight.length} weights; give one for each row.`,
    );
  }
  const weight = Float64Array.from(sampleWeight);
  const wrong = weight.findIndex((w) => !(w >= 0 && w < Infinity));
  if (wrong < 0 && weight.some((w) => w > 0)) return weight;
  const found = wrong < 0 ? "all weights are 0" : `weight ${wrong} is ${sampleWeight[wrong]}`;
  throw new TunesmithError("data", `${found}; weights are numbers from 0, at least one above.`);
}

/** The place of the largest; of equal ones the first. */
export function topOf(values: ArrayLike<number>): number {
  let top = 0;
  for (let k = 1; k < values.length; k++) if (values[k]! > values[top]!) top = k;
  return top;
}
