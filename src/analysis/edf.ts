import type { History } from "../history/index.ts";
import { type Focus, tableOf } from "./table.ts";

/** The empirical distribution function of a goal: how large a share of the trials is at most so large. */
export interface Edf {
  readonly goal: string;
  /** Shape [m], the values that occur, ascending. */
  readonly values: readonly number[];
  /** Shape [m], in (0, 1]: the share of the trials with at most that value. */
  readonly shares: readonly number[];
}

/** The distribution of a goal over the complete trials; empty without any. */
export function edfOf(history: History, focus: Focus = {}): Edf {
  const { goal, values } = tableOf(history, { goal: focus.goal, params: [] });
  const sorted = [...values].sort((a, b) => a - b);
  const last = sorted.flatMap((v, i) => (sorted[i + 1] === v ? [] : [i]));
  return {
    goal,
    values: last.map((i) => sorted[i]!),
    shares: last.map((i) => (i + 1) / sorted.length),
  };
}
