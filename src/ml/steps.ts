/** Parts by name, as pipelines and column transformers have them: `step__name` is a parameter of a part. */
import { TunesmithError } from "../error.ts";
import type { EstimatorParams } from "./params.ts";

export type Named<T> = readonly [name: string, part: T];

interface Part {
  getParams(): EstimatorParams;
}

/** Names of classes in small letters, with a number where a class comes twice: as scikit-learn's `make_pipeline`. */
export function namesOf(parts: readonly object[]): string[] {
  const kinds = parts.map((part) => part.constructor.name.toLowerCase());
  return kinds.map((kind, i) => {
    if (kinds.indexOf(kind) === kinds.lastIndexOf(kind)) return kind;
    return `${kind}-${kinds.slice(0, i + 1).filter((other) => other === kind).length}`;
  });
}

/** @throws TunesmithError "option" for a name that is empty, comes twice or has "__" in it */
export function checkNames(names: readonly string[]): void {
  const wrong = names.find((name, i) => name === "" || name.includes("__") || names.indexOf(name) !== i);
  if (wrong === undefined) return;
  throw new TunesmithError("option", `"${wrong}" names a step twice, or is empty or has "__" in it.`);
}

/** The parameters of all parts, as `step__name`. */
export function paramsOfSteps(steps: readonly Named<Part>[]): EstimatorParams {
  const entries = steps.flatMap(([step, part]) =>
    Object.entries(part.getParams()).map(([name, value]) => [`${step}__${name}`, value] as const),
  );
  return Object.fromEntries(entries);
}

/**
 * Such parameters by step.
 *
 * @param what  whose steps, for messages
 * @returns an object for each step, empty where nothing is said of it
 * @throws TunesmithError "params" for what is no step's
 */
export function splitParams(
  what: string,
  steps: readonly string[],
  params: EstimatorParams,
): ReadonlyMap<string, EstimatorParams> {
  const own = new Map(steps.map((step) => [step, {} as Record<string, unknown>]));
  for (const [key, value] of Object.entries(params)) {
    const cut = key.indexOf("__");
    const step = own.get(key.slice(0, cut));
    if (cut < 0 || !step) {
      throw new TunesmithError(
        "params",
        `${what} has no parameter "${key}"; say step__name, with one of the steps ${steps.join(", ")}.`,
      );
    }
    step[key.slice(cut + 2)] = value;
  }
  return own;
}
