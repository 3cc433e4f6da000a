import { random } from "../../samplers/index.ts";
import type { Estimator } from "../estimator.ts";
import type { EstimatorParams } from "../params.ts";
import { candidatesOf, type ParamDistributions } from "./candidates.ts";
import { singleCourse } from "./course.ts";
import { SearchCV, type SearchOptions } from "./search-cv.ts";

export interface RandomizedSearchOptions<E extends Estimator> extends SearchOptions<E> {
  /** A list of values or a domain for each parameter, or an array of such sets. */
  readonly paramDistributions: ParamDistributions | readonly ParamDistributions[];
  /** Candidates to try; default 10. */
  readonly nIter?: number;
}

/**
 * Tries points drawn at random; where there are only lists, none twice, and no more than there are.
 *
 * @example
 * const search = new RandomizedSearchCV({
 *   estimator: new LogisticRegression(),
 *   paramDistributions: { C: float(1e-4, 1e4, { log: true }), penalty: ["l1", "l2"] },
 *   nIter: 100,
 *   seed: 1,
 * });
 * await search.fit(X, y);
 * @source Bergstra, Bengio 2012, Random search for hyper-parameter optimization, JMLR 13
 */
export class RandomizedSearchCV<E extends Estimator> extends SearchCV<E> {
  readonly #options: RandomizedSearchOptions<E>;

  /** @throws TunesmithError "option", "name"; "params", "space" for the distributions */
  constructor(options: RandomizedSearchOptions<E>) {
    const candidates = candidatesOf("paramDistributions", options.paramDistributions, options);
    const sampler = random();
    const trials = Math.min(options.nIter ?? 10, candidates.size);
    super(options, {
      kind: "RandomizedSearchCV",
      own: ["paramDistributions", "nIter"],
      courseOf: () => singleCourse({ candidates, sampler, trials, isInOrder: false }),
    });
    this.#options = options;
  }

  clone(params: EstimatorParams = {}): RandomizedSearchCV<E> {
    return new RandomizedSearchCV({ ...this.#options, ...params });
  }
}
