import { TunesmithError } from "../../error.ts";
import type { Estimator } from "../estimator.ts";
import type { Fold } from "../folds.ts";
import type { EstimatorParams } from "../params.ts";
import { encode } from "../saved/code.ts";
import { type FoldScore, type Judging, scoreFold } from "../score-fold.ts";
import { subsample } from "./subsample.ts";
import { FitThreads } from "./threads/fit-threads.ts";
import { lessonOf } from "./threads/lesson.ts";

/** One fit of a search. */
export interface Fit {
  readonly params: EstimatorParams;
  /** Which fold. */
  readonly index: number;
  /** The share of its rows, in (0, 1], and the seed that draws them. */
  readonly share: number;
  readonly seed: number;
}

/** Fits folds and scores them: here, or in threads. */
export interface Fitter {
  /** Where, in words. */
  readonly where: string;
  readonly hasThreads: boolean;
  /** @throws what `scoreFold` throws; the signal's reason */
  score(fit: Fit, signal: AbortSignal): Promise<FoldScore>;
  close(): Promise<void>;
}

/**
 * The fitter of a search: in threads where several are asked for, and all that they need can be sent there.
 *
 * @param parallel  threads, or candidates side by side where there are none
 * @throws TunesmithError "option" for no whole number of them
 */
export function fitterOf(
  estimator: Estimator,
  folds: readonly Fold[],
  { parallel, ...judging }: Judging & { readonly parallel: number },
): Fitter {
  if (!Number.isSafeInteger(parallel) || parallel < 1) {
    throw new TunesmithError("option", `parallel is ${parallel}; it must be a whole number from 1.`);
  }
  const here = ({ params, index, share, seed }: Fit) =>
    scoreFold(estimator, params, subsample(folds[index]!, share, { index, seed }), judging);
  const alone = (why: string): Fitter => ({
    where: `in the main thread, since ${why}`,
    hasThreads: false,
    score: here,
    close: async () => {},
  });
  if (parallel === 1) return alone("parallel is 1");
  // From sources there is no file that a thread could start with.
  if (!import.meta.url.endsWith(".js")) return alone("this is not the built package");
  const lesson = lessonOf(estimator, folds, judging);
  if (typeof lesson === "string") return alone(lesson);
  const threads = new FitThreads(lesson, parallel);
  return {
    where: `in ${parallel} threads`,
    hasThreads: true,
    score(fit, signal) {
      const params = sendable(fit.params);
      return params === null ? here(fit) : threads.score({ ...fit, params }, signal);
    },
    close: () => threads.close(),
  };
}

/** Parameters as they can be sent; null for those that cannot, such as functions. */
function sendable(params: EstimatorParams) {
  try {
    return encode(params);
  } catch {
    return null;
  }
}
