import type { Estimator } from "../estimator.ts";
import type { EstimatorParams } from "../params.ts";
import { candidatesOf, type ParamGrid } from "./candidates.ts";
import { type HalvingOptions, halvingParams } from "./halving-options.ts";
import { HalvingSearchCV } from "./halving-search-cv.ts";

export interface HalvingGridSearchOptions<E extends Estimator> extends HalvingOptions<E> {
  /** The values of each parameter, or an array of such grids. */
  readonly paramGrid: ParamGrid | readonly ParamGrid[];
}

/**
 * Tries every combination with few resources, and the best third of them with three times as many, and so on.
 *
 * Schedule and order are scikit-learn's, and so are the survivors where nothing is random: when the resource is a parameter
 * of the estimator. Of rows it draws others than scikit-learn; see `subsample`. Of equals the later survives.
 *
 * A study that is gone on with is gone on with by one process at a time.
 *
 * @example
 * const search = new HalvingGridSearchCV({ estimator: new LogisticRegression(), paramGrid: { C: [0.1, 1, 10] } });
 * await search.fit(X, y);
 * search.bestParams; // the best of the last iteration
 * @source Jamieson, Talwalkar 2016, Non-stochastic best arm identification and hyperparameter optimization, AISTATS
 */
export class HalvingGridSearchCV<E extends Estimator> extends HalvingSearchCV<E> {
  readonly #options: HalvingGridSearchOptions<E>;

  /** @throws TunesmithError "option", "name"; "params", "space" for the grid */
  constructor(options: HalvingGridSearchOptions<E>) {
    const { paramGrid: given } = options;
    const candidates = candidatesOf("paramGrid", given, options);
    const kind = "HalvingGridSearchCV";
    super(options, {
      ...{ kind, own: ["paramGrid"], candidates, sampler: "grid" },
      params: halvingParams(kind, options, given, "exhaust"),
      first: () => candidates.size,
    });
    this.#options = options;
  }

  clone(params: EstimatorParams = {}): HalvingGridSearchCV<E> {
    return new HalvingGridSearchCV({ ...this.#options, ...params });
  }
}
