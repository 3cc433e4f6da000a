import { didYouMean, type ErrorCode, TunesmithError } from "../error.ts";

/** The parameters of an estimator by name. */
export interface EstimatorParams {
  readonly [name: string]: unknown;
}

/**
 * Checks that all names given are known.
 *
 * @param what  whose names they are, for the message
 * @param code  what to throw; default "params"
 * @throws TunesmithError of that code, naming the unknown one and the known ones
 */
export function checkNames(
  what: string,
  given: object,
  known: readonly string[],
  code: ErrorCode = "params",
): void {
  const unknown = Object.keys(given).find((name) => !known.includes(name));
  if (unknown === undefined) return;
  const kind = code === "params" ? "parameter" : "option";
  throw new TunesmithError(code, `${what} has no ${kind} "${unknown}"; ${didYouMean(unknown, known)}.`);
}
