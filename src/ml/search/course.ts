import type { Sampler } from "../../samplers/index.ts";
import type { Params, Space } from "../../space/index.ts";
import type { Study, TrialView } from "../../study/index.ts";
import type { Label } from "../labels.ts";
import type { EstimatorParams } from "../params.ts";
import type { Candidates } from "./candidates.ts";

/** What a course may depend on. */
export interface Rows {
  readonly n: number;
  /** Shape [n]. */
  readonly y: readonly Label[];
  readonly nSplits: number;
}

/** How a search over some rows goes: what its study is, and when which trials come. */
export interface Course {
  readonly space: Space;
  readonly sampler: string | Sampler | (() => Sampler);
  /** What the estimator gets at a point. */
  paramsOf(point: Params): EstimatorParams;
  /** The share of a fold that a trial sees, in (0, 1]. */
  shareAt(point: Params): number;
  /** Whether the next candidate waits for the results of those before. */
  readonly learns: boolean;
  /** Goes on to the end; `upTo` evaluates until the study has so many trials, or its time is over. */
  run(study: Study, upTo: (trials: number) => Promise<void>): Promise<void>;
  /** Trials as the results have them. */
  inOrder(trials: readonly TrialView[]): readonly TrialView[];
  /** Which of those may be the best. */
  finalists(trials: readonly TrialView[]): readonly TrialView[];
}

/** A course of one run: every trial sees all of each fold. */
export interface Single {
  readonly candidates: Candidates;
  readonly sampler: Course["sampler"];
  /** Candidates to try. */
  readonly trials: number;
  /** Whether results stand in the order of the grid, not in that of the trials. */
  readonly isInOrder: boolean;
  /** Whether the sampler goes by the results; default false. */
  readonly learns?: boolean;
}

export function singleCourse({ candidates, sampler, trials, isInOrder, learns = false }: Single): Course {
  return {
    space: candidates.space,
    sampler,
    paramsOf: (point) => candidates.paramsOf(point),
    shareAt: () => 1,
    learns,
    run: (_, upTo) => upTo(trials),
    inOrder: (all) => (isInOrder ? inGridOrder(candidates, all) : all),
    finalists: (all) => all,
  };
}

/** Trials in the order of the grid. */
export function inGridOrder(candidates: Candidates, trials: readonly TrialView[]): readonly TrialView[] {
  return [...trials].sort((a, b) => candidates.indexOf(a.params) - candidates.indexOf(b.params));
}
