import { checkKnown, TunesmithError } from "../../error.ts";
import type { Estimator } from "../estimator.ts";
import { checkOptions, either, flag, type OptionsOf, oneOf, type Rule, wholeFrom } from "../options.ts";
import type { ParamDistributions } from "./candidates.ts";
import type { Rows } from "./course.ts";
import type { SearchOptions } from "./search-cv.ts";

/** What both halving searches take. Iterations cut candidates, so there is no other pruner; and scores of few rows reach nothing. */
export interface HalvingOptions<E extends Estimator> extends Omit<SearchOptions<E>, "pruner" | "stopAt"> {
  /** Of so many candidates one survives an iteration, and gets so many times the resources; above 1, default 3. */
  readonly factor?: number;
  /** What grows: "n_samples", rows; or a parameter of the estimator, such as "maxIter". Default "n_samples". */
  readonly resource?: string;
  /**
   * What a candidate of the first iteration gets. "smallest": 1, or of rows 2 for each fold and class; "exhaust": so many
   * that the last iteration gets the most. Default "exhaust" for a grid, "smallest" for a random search. The smallest is too
   * few for a regressor that is judged by r2: give it more.
   */
  readonly minResources?: "exhaust" | "smallest" | number;
  /** What a candidate gets at most; "auto", the default: all rows. */
  readonly maxResources?: "auto" | number;
  /** Whether candidates are cut at the least resources until few enough are left; default false. */
  readonly aggressiveElimination?: boolean;
  /** Default true, as in scikit-learn. */
  readonly returnTrainScore?: boolean;
}

/** Those options with their defaults. */
export interface HalvingParams {
  readonly factor: number;
  readonly resource: string;
  readonly minResources: "exhaust" | "smallest" | number;
  readonly maxResources: "auto" | number;
  readonly aggressiveElimination: boolean;
}

/** Rows as what grows, by scikit-learn's name. */
export const rowsAreIt = "n_samples";

const aboveOne: Rule = {
  takes: (v) => typeof v === "number" && Number.isFinite(v) && v > 1,
  want: "a number above 1",
};
const name: Rule = { takes: (v) => typeof v === "string", want: `"${rowsAreIt}" or a parameter's name` };

const declared = (minResources: "exhaust" | "smallest"): OptionsOf<HalvingParams> => ({
  factor: [3, aboveOne],
  resource: [rowsAreIt, name],
  minResources: [minResources, either(oneOf("exhaust", "smallest"), wholeFrom(1))],
  maxResources: ["auto", either(oneOf("auto"), wholeFrom(1))],
  aggressiveElimination: [false, flag],
});

export const halvingNames = Object.keys(declared("exhaust"));

/**
 * The options with their defaults, checked.
 *
 * @param minResources  the default of that one
 * @throws TunesmithError "option"; "params" for a resource that the estimator does not have, or that is searched, too
 */
export function halvingParams<E extends Estimator>(
  kind: string,
  options: HalvingOptions<E>,
  space: ParamDistributions | readonly ParamDistributions[],
  minResources: "exhaust" | "smallest",
): HalvingParams {
  const rules = declared(minResources);
  const given = Object.entries(options).filter(([key]) => Object.hasOwn(rules, key));
  const params = checkOptions(kind, rules, Object.fromEntries(given) as Partial<HalvingParams>);
  const { resource, maxResources } = params;
  if (resource === rowsAreIt) return params;
  checkKnown(
    `${kind}: resource: the estimator`,
    { [resource]: 1 },
    [rowsAreIt, ...Object.keys(options.estimator.getParams())],
    "params",
  );
  if ([space].flat().some((one) => Object.hasOwn(one, resource))) {
    throw new TunesmithError(
      "params",
      `${kind}: ${resource} is the resource, and among the parameters searched; take it out of one of them.`,
    );
  }
  if (maxResources === "auto") {
    throw new TunesmithError(
      "option",
      `${kind}: maxResources is "auto", which stands for all rows, but the resource is ${resource}; give the most that ${resource} may be.`,
    );
  }
  return params;
}

/**
 * The least and the most that a candidate gets, before the first iteration is raised to exhaust them.
 *
 * @throws TunesmithError "option" when the least is more than the most
 */
export function limitsOf(
  kind: string,
  { resource, minResources, maxResources }: HalvingParams,
  rows: Rows & { readonly isClassifier: boolean },
): { readonly min: number; readonly max: number } {
  const smallest =
    resource === rowsAreIt ? 2 * rows.nSplits * (rows.isClassifier ? new Set(rows.y).size : 1) : 1;
  const min = typeof minResources === "number" ? minResources : smallest;
  const max = maxResources === "auto" ? rows.n : maxResources;
  if (resource === rowsAreIt && max > rows.n) {
    throw new TunesmithError("option", `${kind}: maxResources is ${max}, but X has ${rows.n} rows.`);
  }
  if (min <= max) return { min, max };
  throw new TunesmithError(
    "option",
    `${kind}: the first iteration needs ${min} of ${resource}, and there are at most ${max}; lower minResources or the folds, or raise maxResources.`,
  );
}
