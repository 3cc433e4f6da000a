import type { Confirmation } from "../../analysis/confirmation/confirmation.ts";
import { TunesmithError } from "../../error.ts";
import { defined } from "../../json.ts";
import { checkOptionNames } from "../../option-names.ts";
import { foldOrder, type Pruner } from "../../pruners/index.ts";
import type { Params } from "../../space/index.ts";
import { memory, type Storage } from "../../storage/index.ts";
import {
  type ActiveTrial,
  type ConfirmOptions,
  createStudy,
  type Ended,
  type OptimizeOptions,
  openStudy,
  type Study,
  type TrialView,
} from "../../study/index.ts";
import type { Estimator, ProbabilisticEstimator } from "../estimator.ts";
import { type Cv, type Fold, foldsOf } from "../folds.ts";
import type { Label } from "../labels.ts";
import type { Table } from "../matrix.ts";
import type { EstimatorParams } from "../params.ts";
import { type Judges, judgesOf, type Scorings } from "../scoring.ts";
import { freshCv, onFreshFolds } from "./confirm-search.ts";
import type { Course, Rows } from "./course.ts";
import { type CvResults, cvResultsOf } from "./cv-results.ts";
import { fitterOf } from "./fitter.ts";
import { columnsOf, foldsKey } from "./fold-note.ts";
import { judgeCandidate } from "./judge-candidate.ts";
import { checkRefit, goalOf, type Refit } from "./refit.ts";
import { bestOf, projectedMean } from "./standing.ts";

/** What all searches take: scikit-learn's options, and those of a study. */
export interface SearchOptions<E extends Estimator> {
  /** What is tuned; it is copied, never fitted itself. */
  readonly estimator: E;
  /**
   * One scorer, or several: a list of names, or names of your own with scorers. Default: accuracy for a classifier, r2
   * for a regressor.
   */
  readonly scoring?: Scorings;
  /** Folds, a splitter, or splits; default 5 folds, stratified for a classifier. */
  readonly cv?: Cv;
  /**
   * Whether the best candidate is fitted to all rows at the end; default true. Of several scorers the name of the one that
   * the search goes by. A function of `cvResults` gives the place of the candidate to fit.
   */
  readonly refit?: Refit;
  /**
   * The score of a fold that cannot be fitted or scored, or "raise" to end the search; default NaN: the other folds are
   * still scored, and the candidate has failed.
   */
  readonly errorScore?: number | "raise";
  /** Default false. */
  readonly returnTrainScore?: boolean;
  /**
   * How many threads fit folds, where estimator and scorers are ours; the results are the same. What is yours is fitted in the
   * main thread, and so many candidates stand side by side where its `fit` waits. Default 1: no threads.
   */
  readonly parallel?: number;
  /** A whole number; the same seed gives the same search. Default: a random one. */
  readonly seed?: number;
  /** The study's name; default that of the class. */
  readonly name?: string;
  /** Where the study is kept; default `memory:`. */
  readonly storage?: string | Storage;
  /** What to do when there is a study of that name; default "error". Going on with one takes the same data. */
  readonly ifExists?: "error" | "resume" | "replace";
  /** Ends candidates that fall behind after some folds: "race", made for folds, or any other; default "none". */
  readonly pruner?: string | Pruner | (() => Pruner);
  /** Ends the search once a candidate's score reaches it. */
  readonly stopAt?: number;
  /** Asked before each candidate; words end the search, and are its reason. */
  readonly stopWhen?: (trials: readonly TrialView[]) => string | null;
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
  readonly progress?: OptimizeOptions<Params>["progress"];
  readonly onTrial?: (trial: TrialView) => void | Promise<void>;
}

/** The names of the options that all searches take. */
const searchOptions = [
  ...["estimator", "scoring", "cv", "refit", "errorScore", "returnTrainScore", "parallel", "seed", "name"],
  ...["storage", "ifExists", "pruner", "stopAt", "stopWhen", "timeoutMs", "signal", "progress", "onTrial"],
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

/** How a search is confirmed: as a study, on folds that are drawn anew. */
export interface SearchConfirmOptions extends Omit<ConfirmOptions, "among"> {
  /** The folds for a seed; default like those of the search, shuffled by it. */
  readonly cv?: (seed: number) => Cv;
}

/** What `fit` leaves behind. */
interface Found<E> {
  readonly trials: readonly TrialView[];
  readonly cvResults: CvResults;
  readonly bestIndex: number;
  readonly nSplits: number;
  readonly ended: Ended;
  readonly where: string;
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
  readonly #judges: Judges;
  /** The scorer that the search goes by. */
  readonly #goal: string;
  #found: Found<E> | null = null;
  /** Where the study is: of a search without a storage in memory, so that it can be confirmed. */
  #storage: string | Storage = "memory:";

  constructor(options: SearchOptions<E>, plan: Plan) {
    checkOptionNames(plan.kind, options, [...searchOptions, ...plan.own]);
    this.kind = options.estimator.kind;
    this.#options = options;
    this.#plan = plan;
    this.#judges = judgesOf(options.scoring, options.estimator);
    this.#goal = goalOf(plan.kind, this.#judges, options.refit);
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
    const { trials, ended, where } = await this.#search(course, folds);

    const scorers = Object.keys(this.#judges.scorers);
    const tried = trials.map((trial) => ({
      params: course.paramsOf(trial.params),
      testScores: folds.map((_, i) => trial.curve[trial.steps.indexOf(i)] ?? Number.NaN),
      columns: columnsOf(trial.notes[foldsKey], scorers, folds.length),
    }));
    const layout = { scorers, goal: this.#goal, withTrainScores: returnTrainScore };
    const cvResults = cvResultsOf(tried, layout);
    const byScore = bestOf(trials, course.finalists(trials), cvResults.meanTestScore);
    if (byScore < 0) throw allFailed(this.#plan.kind, trials);
    const bestIndex =
      typeof refit === "function" ? checkRefit(this.#plan.kind, refit(cvResults), trials.length) : byScore;

    const startedAt = performance.now();
    const best = refit ? (estimator.clone(tried[bestIndex]!.params) as E) : null;
    await best?.fit(X, y);
    const seconds = (performance.now() - startedAt) / 1000;
    this.#found = {
      trials,
      cvResults,
      bestIndex,
      nSplits: folds.length,
      ended,
      where,
      refitted: best && { estimator: best, seconds },
    };
    return this;
  }

  /** Runs the study; returns the trials in the order of the results. */
  async #search(
    course: Course,
    folds: readonly Fold[],
  ): Promise<Pick<Found<E>, "trials" | "ended" | "where">> {
    const { kind } = this.#plan;
    const { name = kind, storage = memory(), ifExists, seed, pruner, errorScore, ...rest } = this.#options;
    this.#storage = storage;
    const study: Study = await createStudy({
      name,
      space: course.space,
      goals: { [this.#goal]: "maximize" },
      sampler: course.sampler,
      storage,
      ...defined({ ifExists, seed, pruner }),
    });
    const startedAt = performance.now();
    const { estimator, returnTrainScore = false, parallel = 1 } = this.#options;
    const fitter = fitterOf(estimator, folds, {
      scorers: this.#judges.scorers,
      returnTrainScore,
      errorScore: errorScore === "raise" ? undefined : (errorScore ?? Number.NaN),
      parallel,
    });
    const pruning = study.pruner.spec.name;
    const isEager = fitter.hasThreads && pruning === "none";
    const judge = (trial: ActiveTrial) => {
      const fit = {
        params: course.paramsOf(trial.params),
        share: course.shareAt(trial.params),
        seed: study.seed,
      };
      return judgeCandidate(trial, {
        score: (index) => fitter.score({ ...fit, index }, trial.signal),
        nSplits: folds.length,
        isEager,
        goal: this.#goal,
        order:
          pruning === "race" ? foldOrder(study.history, folds.length, trial.params) : folds.map((_, i) => i),
        project: (scores) => projectedMean(study, scores),
      });
    };
    const isEnded = (t: TrialView) => t.finishedAt !== null;
    let ended: Ended = { reason: "trials", why: "there was nothing to try" };
    try {
      const { timeoutMs, signal, progress, onTrial } = rest;
      const stopWhen = this.#stopWhen(study);
      await course.run(study, async (trials) => {
        const timeLeft = timeoutMs && Math.max(0, timeoutMs - (performance.now() - startedAt));
        ended = await study.optimize(judge, {
          trials,
          catchErrors: errorScore !== "raise",
          parallel: isEager && course.learns ? 1 : parallel, // folds side by side are enough then
          ...defined({ timeoutMs: timeLeft, signal, progress, onTrial, stopWhen }),
        });
      });
      return { trials: course.inOrder(study.trials.filter(isEnded)), ended, where: fitter.where };
    } finally {
      await fitter.close();
      await study.close();
    }
  }

  /** What ends the search early; undefined where nothing does. */
  #stopWhen(study: Study): (() => string | null) | undefined {
    const { stopAt, stopWhen } = this.#options;
    if (stopAt === undefined && stopWhen === undefined) return undefined;
    return () => {
      const { best } = study;
      if (stopAt !== undefined && best && best.value! >= stopAt) {
        return `trial ${best.number} has ${this.#goal} ${best.value}, and ${stopAt} was asked for`;
      }
      return stopWhen?.(study.trials.filter((t) => t.finishedAt !== null)) ?? null;
    };
  }

  /**
   * Evaluates the best candidates again, on folds that none of them was chosen by, and says how good the winner is: its score
   * without the luck of the best of many, how sure it is, and which is the simplest that is as good.
   *
   * The study must be there: this search was fitted, in this process or, with a `storage`, in another.
   *
   * @param X  shape [n, d]: the rows of the search
   * @param y  shape [n]
   * @throws TunesmithError "option" for folds that cannot be drawn anew; "study-missing"; what `Study.confirm` throws
   */
  async confirm(
    X: Table,
    y: readonly Label[],
    { cv, ...options }: SearchConfirmOptions = {},
  ): Promise<Confirmation> {
    const { estimator, name = this.#plan.kind } = this.#options;
    const cvOf = cv ?? freshCv(estimator, this.#options.cv);
    const nSplits = foldsOf(estimator, X, y, this.#options.cv).length;
    const course = this.#plan.courseOf({ n: y.length, y, nSplits });
    const study = await openStudy(name, { storage: this.#options.storage ?? this.#storage });
    try {
      const ended = course.inOrder(study.trials.filter((t) => t.finishedAt !== null));
      const paramsOf = (trial: ActiveTrial) => course.paramsOf(trial.params);
      const scorer = this.#judges.scorers[this.#goal]!;
      return await study.confirm(onFreshFolds({ estimator, paramsOf, scorer, X, y, cvOf }), {
        ...options,
        among: course.finalists(ended).map((t) => t.number),
      });
    } finally {
      await study.close();
    }
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

  /** Why the search ended. */
  get ended(): Ended {
    return this.#fitted.ended;
  }

  /** Where the folds were fitted, in words: in so many threads, or why in the main thread. */
  get fittedWhere(): string {
    return this.#fitted.where;
  }

  /** The mean test score of the best candidate, by the scorer that the search goes by. */
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

  /** The score of the best estimator on those rows, by the scorer that the search goes by. */
  async score(X: Table, y: readonly Label[]): Promise<number> {
    return this.#judges.scorers[this.#goal]!(this.bestEstimator, X, y);
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

function allFailed(kind: string, trials: readonly TrialView[]): TunesmithError {
  const why = trials[0]?.why ?? "no candidate was tried before the search was ended";
  return new TunesmithError(
    "data",
    `${kind}: none of ${trials.length} candidates has a score. The first: ${why}`,
  );
}
