import type { Milestone } from "../analysis/tally.ts";
import type { History, StudyFacts, TrialState } from "../history/index.ts";
import { objectivesOf } from "../history/index.ts";
import { type TrialView, viewOf } from "../study/view.ts";
import type { Live } from "./live.ts";

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
  /** Whether these are the facts of a part: the log is being read. */
  readonly isReading: boolean;
}

const sparkPoints = 40;

/** @param live  a study that is there */
export function summaryOf(live: Live): Summary {
  const history = live.history as History & { readonly study: StudyFacts };
  const { study, trials } = history;
  const { states, milestones, feasible, front, changedAt } = live.tally.see(history);
  const isMulti = objectivesOf(study.goals).length > 1;
  const best = milestones.at(-1);
  return {
    name: live.study,
    goals: study.goals,
    sampler: study.sampler.name,
    pruner: study.pruner.name,
    seed: study.seed,
    trials: trials.length,
    states,
    best: best ? viewOf(study.goals, trials[best.number]!) : null,
    front: isMulti ? front.length : 0,
    spark: isMulti ? [] : sparkOf(milestones, feasible),
    queued: history.queue.length,
    createdAt: new Date(study.createdAt),
    changedAt: new Date(changedAt),
    seq: history.seq,
    isReading: live.isReading,
  };
}

/** What a page shows of one study whose trials it does not have. */
export function detailsOf(live: Live) {
  const { history } = live;
  const { study, steering, notes, revision, finished, added, queue, trials } = history;
  const { milestones, reasons, sinceBest, pace } = live.tally.see(history);
  return {
    ...summaryOf(live),
    ...{
      space: study!.space,
      constraints: study!.constraints ?? [],
      facts: study,
      steering,
      notes,
      revision,
      queue,
    },
    isLarge: live.isLarge,
    /** Trials below it have ended: what is known of them stays. */
    settled: Math.min(trials.length, ...history.running, ...history.waiting),
    finished: finished.length,
    added,
    ...{ milestones, reasons, sinceBest, pace },
  };
}

/** The best value so far, thinned out. */
function sparkOf(milestones: readonly Milestone[], feasible: number): number[] {
  const points = Math.min(feasible, sparkPoints);
  let next = 0;
  return Array.from({ length: points }, (_, i) => {
    const place = points === feasible ? i : Math.round((i * (feasible - 1)) / (points - 1));
    while (next + 1 < milestones.length && milestones[next + 1]!.place <= place) next += 1;
    return milestones[next]!.value;
  });
}
