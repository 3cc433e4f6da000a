import { checkKnown, TunesmithError } from "../../error.ts";
import { defined } from "../../json.ts";
import type { Pruner } from "../../pruners/index.ts";
import type { Params } from "../../space/index.ts";
import type { Storage } from "../../storage/index.ts";
import {
  type ActiveTrial,
  createStudy,
  type OptimizeOptions,
  type Study,
  type TrialView,
} from "../../study/index.ts";
import type { Estimator, ProbabilisticEstimator } from "../estimator.ts";
import { type Cv, type Fold, foldsOf } from "../folds.ts";
import type { Label } from "../labels.ts";
import type { Table } from "../matrix.ts";
import type { EstimatorParams } from "../params.ts";
import { type FoldScore, scoreFold } from "../score-fold.ts";
import { type Scorer, type Scoring, scorerOf, scorers } from "../scorers.ts";
import type { Course, Rows } from "./course.ts";
import { type CvResults, cvResultsOf, mean } from "./cv-results.ts";

/** What all searches take: scikit-learn's options, and those of a study. */
export interface SearchOptions<E extends Estimator> {
  /** What is tuned; it is copied, never fitted itself. */
  readonly estimator: E;
  /** Default: accuracy for a classifier. */
  readonly scoring?: Scoring;
  /** Folds, a splitter, or splits; default 5 folds, stratified for a classifier. */
  readonly cv?: Cv;
  /** Whether the best candidate is fitted to all rows at the end; default true. */
  readonly refit?: boolean;
  /**
   * The score of a fold that cannot be fitted or scored, or "raise" to end the search; default NaN: the other folds are
   * still scored, and the candidate has failed.
   */
  readonly errorScore?: number | "raise";
  /** Default false. */
  readonly returnTrainScore?: boolean;
  /** How many candidates are fitted side by side, for estimators whose `fit` waits; default 1. */
  readonly parallel?: number;
  /** A whole number; the same seed gives the same search. Default: a random one. */
  readonly seed?: number;
  /** The study's name; default that of the class. */
  readonly name?: string;
  /** Where the study is kept; default `memory:`. */
  readonly storage?: string | Storage;
  /** What to do when there is a study of that name; default "error". Going on with one takes the same data. */
  readonly ifExists?: "error" | "resume" | "replace";
  /** Ends candidates that fall behind after some folds; default "none". */
  readonly pruner?: string | Pruner | (() => Pruner);
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
  readonly progress?: OptimizeOptions<Params>["progress"];
  readonly onTrial?: (trial: TrialView) => void | Promise<void>;
}

/** The names of the options that all searches take. */
const searchOptions = [
  ...["estimator", "scoring", "cv", "refit", "errorScore", "returnTrainScore", "parallel", "seed", "name"],
  ...["storage", "ifExists", "pruner", "timeoutMs", "signal", "progress", "onTrial"],
];

/** How a kind of search differs from the others. */
export interface Plan {
  /** The class. */
  readonly kind: string;
  /** The names of its own options. */
  readonly own: readonly string[];
  /** How it goes over rows that are known now. */
  readonly courseOf: (rows: Rows) => Course;
}

/** What a trial is judged on, and where its scores go. */
interface Judged {
  readonly params: EstimatorParams;
  readonly folds: readonly Fold[];
  readonly scores: FoldScore[];
}

/** What `fit` leaves behind. */
interface Found<E> {
  readonly trials: readonly TrialView[];
  readonly cvResults: CvResults;
  readonly bestIndex: number;
  readonly nSplits: number;
  /** null with `refit: false`. */
  readonly refitted: { readonly estimator: E; readonly seconds: number } | null;
}

/**
 * A search over an estimator's parameters, as a study whose objective is the mean score of a cross-validation.
 *
 * The score of fold i is reported as step i: so it is in the log, a pruner may judge it, and a killed search goes on.
 */
export abstract class SearchCV<E extends Estimator> implements Estimator {
  readonly kind: Estimator["kind"];
  readonly #options: SearchOptions<E>;
  readonly #plan: Plan;
  readonly #scorer: Scorer;
  #found: Found<E> | null = null;

  constructor(options: SearchOptions<E>, plan: Plan) {
    checkKnown(plan.kind, options, [...searchOptions, ...plan.own]);
    this.kind = options.estimator.kind;
    this.#options = options;
    this.#plan = plan;
    this.#scorer = scorerOf(options.scoring, options.estimator);
  }

  abstract clone(params?: EstimatorParams): SearchCV<E>;

  getParams(): EstimatorParams {
    return { ...this.#options };
  }

  /**
   * Searches, and fits the best candidate to all rows.
   *
   * @param X  shape [n, d]
   * @param y  shape [n]
   * @throws TunesmithError "shape", "data" for rows that do not fit or when every candidate has failed; what `createStudy`
   *   throws; with `errorScore: "raise"` what the estimator throws
   */
  async fit(X: Table, y: readonly Label[]): Promise<this> {
    const { estimator, cv, returnTrainScore = false, refit = true } = this.#options;
    const folds = foldsOf(estimator, X, y, cv);
    const course = this.#plan.courseOf({ n: y.length, y, nSplits: folds.length });
    const seen = new Map<number, FoldScore[]>();
    const trials = await this.#search(course, folds, seen);

    const tried = trials.map((trial) => ({
      params: course.paramsOf(trial.params),
      testScores: folds.map((_, i) => trial.curve[trial.steps.indexOf(i)] ?? Number.NaN),
      seen: seen.get(trial.number) ?? [],
    }));
    const cvResults = cvResultsOf(tried, folds.length, returnTrainScore);
    const bestIndex = bestOf(trials, course.finalists(trials), cvResults.meanTestScore);
    if (bestIndex < 0) throw allFailed(this.#plan.kind, trials);

    const startedAt = performance.now();
    const best = refit ? (estimator.clone(tried[bestIndex]!.params) as E) : null;
    await best?.fit(X, y);
    const seconds = (performance.now() - startedAt) / 1000;
    this.#found = {
      trials,
      cvResults,
      bestIndex,
      nSplits: folds.length,
      refitted: best && { estimator: best, seconds },
    };
    return this;
  }

  /** Runs the study; returns the trials in the order of the results. */
  async #search(
    course: Course,
    folds: readonly Fold[],
    seen: Map<number, FoldScore[]>,
  ): Promise<readonly TrialView[]> {
    const { kind } = this.#plan;
    const { name = kind, storage, ifExists, seed, pruner, errorScore, scoring, ...rest } = this.#options;
    const goal =
      typeof scoring === "string" ? scoring : this.#scorer === scorers.accuracy ? "accuracy" : "score";
    const study: Study = await createStudy({
      name,
      space: course.space,
      goals: { [goal]: "maximize" },
      sampler: course.sampler,
      ...defined({ storage, ifExists, seed, pruner }),
    });
    const startedAt = performance.now();
    const judge = (trial: ActiveTrial) => {
      const point = trial.params;
      const seenBy = folds.map((fold, index) => course.foldOf(fold, { point, index, seed: study.seed }));
      const scores: FoldScore[] = [];
      seen.set(trial.number, scores);
      return this.#objective(trial, { params: course.paramsOf(point), folds: seenBy, scores });
    };
    try {
      const { parallel, timeoutMs, signal, progress, onTrial } = rest;
      await course.run(study, async (trials) => {
        const timeLeft = timeoutMs && Math.max(0, timeoutMs - (performance.now() - startedAt));
        await study.optimize(judge, {
          trials,
          catchErrors: errorScore !== "raise",
          ...defined({ parallel, timeoutMs: timeLeft, signal, progress, onTrial }),
        });
      });
      return course.inOrder(study.trials.filter((t) => t.finishedAt !== null));
    } finally {
      await study.close();
    }
  }

  async #objective(trial: ActiveTrial, { params, folds, scores }: Judged): Promise<number> {
    const { estimator, errorScore = Number.NaN, returnTrainScore = false } = this.#options;
    let failure: { readonly error: unknown } | null = null;
    for (const [i, fold] of folds.entries()) {
      trial.signal.throwIfAborted();
      const judging = { scorer: this.#scorer, returnTrainScore };
      const startedAt = performance.now();
      const score = await scoreFold(estimator, params, fold, judging).catch((error: unknown): FoldScore => {
        if (typeof errorScore !== "number" || trial.signal.aborted) throw error;
        if (Number.isNaN(errorScore)) failure ??= { error };
        const fitTime = (performance.now() - startedAt) / 1000;
        return { testScore: errorScore, trainScore: errorScore, fitTime, scoreTime: 0 };
      });
      scores.push(score);
      if (Number.isNaN(score.testScore)) continue; // the log holds what is known: the fold has no step
      if ((await trial.report(i, score.testScore)) === "prune") break;
    }
    if (failure) throw (failure as { readonly error: unknown }).error;
    return mean(scores.map((s) => s.testScore));
  }

  /** Every candidate that was tried, with its scores. */
  get cvResults(): CvResults {
    return this.#fitted.cvResults;
  }

  /** The place of the best candidate in `cvResults`: of equals the first. */
  get bestIndex(): number {
    return this.#fitted.bestIndex;
  }

  get bestParams(): EstimatorParams {
    return this.cvResults.params[this.bestIndex]!;
  }

  /** The mean test score of the best candidate. */
  get bestScore(): number {
    return this.cvResults.meanTestScore[this.bestIndex]!;
  }

  /** The best candidate, fitted to all rows. */
  get bestEstimator(): E {
    return this.#refitted.estimator;
  }

  /** How long that took, in seconds. */
  get refitTime(): number {
    return this.#refitted.seconds;
  }

  /** Folds. */
  get nSplits(): number {
    return this.#fitted.nSplits;
  }

  /** The trials of the study, in the order of `cvResults`. */
  get trials(): readonly TrialView[] {
    return this.#fitted.trials;
  }

  /** What the best estimator predicts. */
  predict(X: Table): readonly Label[] | Promise<readonly Label[]> {
    return this.bestEstimator.predict(X);
  }

  /** @throws TunesmithError "unsupported" when the estimator does not say how sure it is */
  predictProba(X: Table): ReturnType<ProbabilisticEstimator["predictProba"]> {
    const best: Estimator & Partial<ProbabilisticEstimator> = this.bestEstimator;
    if (best.predictProba) return best.predictProba(X);
    throw new TunesmithError("unsupported", "this estimator has no predictProba; use predict.");
  }

  /** The score of the best estimator on those rows, by `scoring`. */
  async score(X: Table, y: readonly Label[]): Promise<number> {
    return this.#scorer(this.bestEstimator, X, y);
  }

  get #fitted(): Found<E> {
    if (this.#found) return this.#found;
    throw new TunesmithError(
      "data",
      `this ${this.#plan.kind} has searched nothing yet; await fit(X, y) first.`,
    );
  }

  get #refitted(): { readonly estimator: E; readonly seconds: number } {
    const { refitted } = this.#fitted;
    if (refitted) return refitted;
    throw new TunesmithError(
      "option",
      `this ${this.#plan.kind} was made with refit: false, so it has no estimator.`,
    );
  }
}

/** The place of the best of the finalists that are complete, of equals the first; -1 where there is none. */
function bestOf(
  trials: readonly TrialView[],
  finalists: readonly TrialView[],
  scores: readonly number[],
): number {
  const numbers = new Set(finalists.filter((t) => t.state === "complete").map((t) => t.number));
  return trials.reduce((best, { number }, i) => {
    return numbers.has(number) && (best < 0 || scores[i]! > scores[best]!) ? i : best;
  }, -1);
}

function allFailed(kind: string, trials: readonly TrialView[]): TunesmithError {
  const why = trials[0]?.why ?? "no candidate was tried before the search was ended";
  return new TunesmithError(
    "data",
    `${kind}: none of ${trials.length} candidates has a score. The first: ${why}`,
  );
}
