import { TunesmithError } from "../../error.ts";
import type { Estimator } from "../estimator.ts";
import { either, oneOf, wholeFrom, wrongOption } from "../options.ts";
import type { EstimatorParams } from "../params.ts";
import { candidatesOf, type ParamDistributions } from "./candidates.ts";
import { type HalvingOptions, halvingParams } from "./halving-options.ts";
import { HalvingSearchCV } from "./halving-search-cv.ts";

export interface HalvingRandomSearchOptions<E extends Estimator> extends HalvingOptions<E> {
  /** A list of values or a domain for each parameter, or an array of such sets. */
  readonly paramDistributions: ParamDistributions | readonly ParamDistributions[];
  /** Candidates at first; "exhaust", the default: so many that the last iteration gets the most resources. */
  readonly nCandidates?: "exhaust" | number;
}

const counts = either(oneOf("exhaust"), wholeFrom(1));

/**
 * Draws points at random, tries them with few resources, and the best third of them with three times as many, and so on.
 *
 * The schedule is scikit-learn's; points and rows are drawn by our generator, not numpy's. Where there are only lists, no
 * point comes twice, and there are no more candidates than points.
 *
 * A study that is gone on with is gone on with by one process at a time.
 *
 * @example
 * const search = new HalvingRandomSearchCV({
 *   estimator: new LogisticRegression(),
 *   paramDistributions: { C: float(1e-4, 1e4, { log: true }) },
 *   seed: 1,
 * });
 * await search.fit(X, y);
 * @source Jamieson, Talwalkar 2016, Non-stochastic best arm identification and hyperparameter optimization, AISTATS
 */
export class HalvingRandomSearchCV<E extends Estimator> extends HalvingSearchCV<E> {
  readonly #options: HalvingRandomSearchOptions<E>;

  /** @throws TunesmithError "option", "name"; "params", "space" for the distributions */
  constructor(options: HalvingRandomSearchOptions<E>) {
    const { paramDistributions: given, nCandidates = "exhaust" } = options;
    const kind = "HalvingRandomSearchCV";
    const candidates = candidatesOf("paramDistributions", given, options);
    const params = halvingParams(kind, options, given, "smallest");
    if (!counts.takes(nCandidates)) throw wrongOption(kind, "nCandidates", nCandidates, counts.want);
    if (nCandidates === "exhaust" && params.minResources === "exhaust") {
      throw new TunesmithError(
        "option",
        `${kind}: nCandidates and minResources cannot both be "exhaust"; give one of them a number.`,
      );
    }
    super(options, {
      ...{ kind, own: ["paramDistributions", "nCandidates"], candidates, sampler: "random", params },
      first: ({ min, max }) =>
        Math.min(candidates.size, nCandidates === "exhaust" ? Math.floor(max / min) : nCandidates),
    });
    this.#options = options;
  }

  clone(params: EstimatorParams = {}): HalvingRandomSearchCV<E> {
    return new HalvingRandomSearchCV({ ...this.#options, ...params });
  }
}
