import { type History, toLoss, violationOf } from "../history/index.ts";
import { type Focus, goalOf } from "./table.ts";

/** How a goal went from trial to trial. */
export interface Progress {
  readonly goal: string;
  readonly isMaximised: boolean;
  /** One per complete trial, in the order in which they ended. */
  readonly points: readonly ProgressPoint[];
}

export interface ProgressPoint {
  readonly number: number;
  readonly value: number;
  readonly isFeasible: boolean;
  /** The best feasible value up to here; null while there is none. */
  readonly best: number | null;
  /** Storage clock, ms since the study began. */
  readonly afterMs: number;
}

/** The value of each complete trial, and the best one so far. */
export function progressOf(history: History, focus: Focus = {}): Progress {
  const goals = history.study?.goals ?? {};
  const goal = goalOf(history, focus.goal);
  const start = history.study?.createdAt ?? 0;
  const points: ProgressPoint[] = [];
  let best: number | null = null;
  for (const number of history.finished) {
    const t = history.trials[number]!;
    const value = t.values?.[goal];
    if (!t.values || value === undefined) continue;
    const isFeasible = violationOf(goals, t.values) === 0;
    if (isFeasible && (best === null || toLoss(goals, goal, value) < toLoss(goals, goal, best))) best = value;
    points.push({ number: t.number, value, isFeasible, best, afterMs: Math.max(0, t.finishedAt! - start) });
  }
  return { goal, isMaximised: toLoss(goals, goal, 1) < 0, points };
}
