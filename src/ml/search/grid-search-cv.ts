import { grid } from "../../samplers/index.ts";
import type { Estimator } from "../estimator.ts";
import type { EstimatorParams } from "../params.ts";
import { candidatesOf, type ParamGrid } from "./candidates.ts";
import { singleCourse } from "./course.ts";
import { SearchCV, type SearchOptions } from "./search-cv.ts";

export interface GridSearchOptions<E extends Estimator> extends SearchOptions<E> {
  /** The values of each parameter, or an array of such grids. */
  readonly paramGrid: ParamGrid | readonly ParamGrid[];
}

/**
 * Tries every combination.
 *
 * `cvResults` stands in scikit-learn's order, whatever the order of the trials was.
 *
 * @example
 * const search = new GridSearchCV({ estimator: new LogisticRegression(), paramGrid: { C: [0.1, 1, 10] } });
 * await search.fit(X, y);
 * search.bestParams; // { C: 10 }
 */
export class GridSearchCV<E extends Estimator> extends SearchCV<E> {
  readonly #options: GridSearchOptions<E>;

  /** @throws TunesmithError "option", "name"; "params", "space" for the grid */
  constructor(options: GridSearchOptions<E>) {
    const candidates = candidatesOf("paramGrid", options.paramGrid, options);
    const sampler = grid();
    const trials = candidates.size;
    super(options, {
      kind: "GridSearchCV",
      own: ["paramGrid"],
      courseOf: () => singleCourse({ candidates, sampler, trials, isInOrder: true }),
    });
    this.#options = options;
  }

  clone(params: EstimatorParams = {}): GridSearchCV<E> {
    return new GridSearchCV({ ...this.#options, ...params });
  }
}
