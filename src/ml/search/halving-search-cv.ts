import { TunesmithError } from "../../error.ts";
import type { Estimator } from "../estimator.ts";
import type { Candidates } from "./candidates.ts";
import type { Course, Rows } from "./course.ts";
import type { CvResults } from "./cv-results.ts";
import { halvingCourse, iterationOf } from "./halving-course.ts";
import { type HalvingOptions, type HalvingParams, halvingNames, limitsOf } from "./halving-options.ts";
import { halvingSchedule, type Schedule } from "./halving-schedule.ts";
import { SearchCV, type SearchOptions } from "./search-cv.ts";

/** `cvResults` with a place for each candidate of each iteration. */
export interface HalvingCvResults extends CvResults {
  /** Which iteration, from 0. */
  readonly iter: readonly number[];
  /** What the candidate got. */
  readonly nResources: readonly number[];
}

/** How one kind of halving search differs from the other. */
export interface HalvingKind {
  readonly kind: string;
  /** Its own option that holds the candidates. */
  readonly own: readonly string[];
  readonly candidates: Candidates;
  readonly sampler: "grid" | "random";
  readonly params: HalvingParams;
  /** Candidates at first. */
  readonly first: (limits: { readonly min: number; readonly max: number }) => number;
}

/** Successive halving over an estimator's parameters: one study, in which each iteration is a run of trials. */
export abstract class HalvingSearchCV<E extends Estimator> extends SearchCV<E> {
  #schedule: Schedule | null = null;
  readonly #kind: HalvingKind;

  constructor(options: HalvingOptions<E>, kind: HalvingKind) {
    const own = (["pruner", "stopAt"] as const).find((name) => name in options);
    if (own) {
      throw new TunesmithError(
        "option",
        `${kind.kind} takes no ${own}: its iterations are what ends candidates that fall behind, and the search.`,
      );
    }
    super({ returnTrainScore: true, ...options } as SearchOptions<E>, {
      kind: kind.kind,
      own: [...kind.own, ...halvingNames],
      courseOf: (rows) => this.#courseOf(rows),
    });
    this.#kind = kind;
  }

  #courseOf(rows: Rows): Course {
    const { kind, params, candidates, sampler, first } = this.#kind;
    const limits = limitsOf(kind, params, { ...rows, isClassifier: this.kind === "classifier" });
    const schedule = halvingSchedule({
      nCandidates: first(limits),
      factor: params.factor,
      minResources: limits.min,
      maxResources: limits.max,
      exhaust: params.minResources === "exhaust",
      aggressive: params.aggressiveElimination,
    });
    this.#schedule = schedule;
    const { n, nSplits } = rows;
    return halvingCourse({ candidates, sampler, resource: params.resource, schedule, rows: n, nSplits });
  }

  /** Every candidate of every iteration, in scikit-learn's order: survivors stand from worst to best of the iteration before. */
  override get cvResults(): HalvingCvResults {
    const results = super.cvResults;
    const iter = this.trials.map((trial) => iterationOf(this.schedule, trial.number));
    return { ...results, iter, nResources: iter.map((i) => this.schedule.nResources[i]!) };
  }

  /** Who got what; of a search that was ended early also what was to come. */
  get schedule(): Schedule {
    if (this.#schedule) return this.#schedule;
    throw new TunesmithError(
      "data",
      `this ${this.#kind.kind} has searched nothing yet; await fit(X, y) first.`,
    );
  }

  /** Candidates of each iteration. */
  get nCandidates(): readonly number[] {
    return this.schedule.nCandidates;
  }

  /** What each candidate got, by iteration. */
  get nResources(): readonly number[] {
    return this.schedule.nResources;
  }

  get nIterations(): number {
    return this.schedule.nIterations;
  }

  get nRequiredIterations(): number {
    return this.schedule.nRequiredIterations;
  }

  get nPossibleIterations(): number {
    return this.schedule.nPossibleIterations;
  }

  get nRemainingCandidates(): number {
    return this.schedule.nRemainingCandidates;
  }

  get minResources(): number {
    return this.schedule.minResources;
  }

  get maxResources(): number {
    return this.schedule.maxResources;
  }
}
