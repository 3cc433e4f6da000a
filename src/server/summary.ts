import {
  bestOf,
  feasible,
  type History,
  lossesOf,
  objectivesOf,
  paretoOf,
  type StudyFacts,
  type TrialState,
  toLoss,
} from "../history/index.ts";
import { type TrialView, viewOf } from "../study/view.ts";

/** What a list of studies shows of one. */
export interface Summary {
  readonly name: string;
  readonly goals: StudyFacts["goals"];
  readonly sampler: string;
  readonly pruner: string;
  readonly seed: number;
  readonly trials: number;
  readonly states: { readonly [state in TrialState]?: number };
  /** With one optimised goal; else see `front`. */
  readonly best: TrialView | null;
  /** How many trials no other beats, with several optimised goals. */
  readonly front: number;
  /** The best value so far at up to 40 moments, for a sparkline. */
  readonly spark: readonly number[];
  readonly queued: number;
  readonly createdAt: Date;
  readonly changedAt: Date;
  /** How far the log has come. */
  readonly seq: number;
}

const sparkPoints = 40;

export function summaryOf(name: string, history: History & { readonly study: StudyFacts }): Summary {
  const { study, trials } = history;
  const states: { [state in TrialState]?: number } = {};
  let changedAt = study.createdAt;
  for (const { state, startedAt, finishedAt } of trials) {
    states[state] = (states[state] ?? 0) + 1;
    changedAt = Math.max(changedAt, finishedAt ?? startedAt);
  }
  const best = bestOf(history);
  const isMulti = objectivesOf(study.goals).length > 1;
  return {
    name,
    goals: study.goals,
    sampler: study.sampler.name,
    pruner: study.pruner.name,
    seed: study.seed,
    trials: trials.length,
    states,
    best: best && viewOf(study.goals, best),
    front: isMulti ? paretoOf(history).length : 0,
    spark: isMulti ? [] : sparkOf(history),
    queued: history.queue.length,
    createdAt: new Date(study.createdAt),
    changedAt: new Date(changedAt),
    seq: history.seq,
  };
}

/** The best value so far, thinned out. */
function sparkOf(history: History & { readonly study: StudyFacts }): number[] {
  const { goals } = history.study;
  const goal = objectivesOf(goals)[0]!;
  let least = Infinity;
  const line = feasible(history).map(({ values }) => {
    least = Math.min(least, lossesOf(goals, values)[0]!);
    return toLoss(goals, goal, least) + 0;
  });
  if (line.length <= sparkPoints) return line;
  return Array.from(
    { length: sparkPoints },
    (_, i) => line[Math.round((i * (line.length - 1)) / (sparkPoints - 1))]!,
  );
}
