import { type History, objectivesOf, type TrialState } from "../../../src/history/index.ts";
import { bestOf } from "../../../src/history/loss.ts";

/** Where a study stands, in numbers. */
export interface Standing {
  readonly states: { readonly [state in TrialState]?: number };
  readonly complete: number;
  /** How many trials have ended since the best one. */
  readonly sinceBest: number;
  readonly isMulti: boolean;
  /** Why trials failed, the most frequent first. */
  readonly reasons: readonly { readonly why: string; readonly count: number; readonly last: number }[];
}

export function standingOf(history: History): Standing {
  const states: { [state in TrialState]?: number } = {};
  const reasons = new Map<string, { count: number; last: number }>();
  for (const trial of history.trials) {
    states[trial.state] = (states[trial.state] ?? 0) + 1;
    if (trial.state !== "failed") continue;
    const why = trial.why.split("\n")[0]!.slice(0, 100) || "?";
    reasons.set(why, { count: (reasons.get(why)?.count ?? 0) + 1, last: trial.number });
  }
  const best = bestOf(history);
  const place = best ? history.finished.lastIndexOf(best.number) : -1;
  return {
    states,
    complete: states.complete ?? 0,
    sinceBest: place < 0 ? 0 : history.finished.length - 1 - place,
    isMulti: objectivesOf(history.study!.goals).length > 1,
    reasons: [...reasons]
      .map(([why, found]) => ({ why, ...found }))
      .sort((a, b) => b.count - a.count)
      .slice(0, 3),
  };
}

/** Trials that end in a ms, by the last twenty; null while too few have. */
export function paceOf(history: History): number | null {
  const ends = history.finished.slice(-20).map((number) => history.trials[number]!.finishedAt!);
  if (ends.length < 3) return null;
  const took = ends.at(-1)! - ends[0]!;
  return took > 0 ? (ends.length - 1) / took : null;
}
