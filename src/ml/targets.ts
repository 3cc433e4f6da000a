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

/** The place of the largest; of equal ones the first. */
export function topOf(values: ArrayLike<number>): number {
  let top = 0;
  for (let k = 1; k < values.length; k++) if (values[k]! > values[top]!) top = k;
  return top;
}
