import { gp, type Sampler } from "../../samplers/index.ts";
import type { Estimator } from "../estimator.ts";
import type { EstimatorParams } from "../params.ts";
import { candidatesOf, type ParamDistributions } from "./candidates.ts";
import { singleCourse } from "./course.ts";
import { SearchCV, type SearchOptions } from "./search-cv.ts";

export interface BayesSearchOptions<E extends Estimator> extends SearchOptions<E> {
  /** A domain or a list of values for each parameter, or an array of such spaces. */
  readonly searchSpace: ParamDistributions | readonly ParamDistributions[];
  /** Candidates to try; default 50. */
  readonly nIter?: number;
  /** A name, or a sampler with options; default `gp`. */
  readonly sampler?: string | Sampler | (() => Sampler);
}

/**
 * Learns from each result where to look next: Bayesian optimization.
 *
 * @example
 * const search = new BayesSearchCV({
 *   estimator: new LogisticRegression(),
 *   searchSpace: { C: float(1e-6, 1e6, { log: true }), penalty: categorical(["l1", "l2"]) },
 *   nIter: 40,
 *   seed: 1,
 * });
 * await search.fit(X, y);
 */
export class BayesSearchCV<E extends Estimator> extends SearchCV<E> {
  readonly #options: BayesSearchOptions<E>;

  /** @throws TunesmithError "option", "name"; "params", "space" for the search space */
  constructor(options: BayesSearchOptions<E>) {
    const candidates = candidatesOf("searchSpace", options.searchSpace, options);
    const sampler = options.sampler ?? gp;
    const trials = options.nIter ?? 50;
    super(options, {
      kind: "BayesSearchCV",
      own: ["searchSpace", "nIter", "sampler"],
      courseOf: () => singleCourse({ candidates, sampler, trials, isInOrder: false, learns: true }),
    });
    this.#options = options;
  }

  clone(params: EstimatorParams = {}): BayesSearchCV<E> {
    return new BayesSearchCV({ ...this.#options, ...params });
  }
}
