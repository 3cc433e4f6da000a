/** The trials as points over their parameters: what slices, parallel coordinates and ranks are drawn from. */
import type { History } from "../history/index.ts";
import type { Domain, Scalar } from "../space/index.ts";
import { type Focus, tableOf } from "./table.ts";

/** All complete trials over the parameters asked for. */
export interface Points {
  readonly goal: string;
  readonly isMaximised: boolean;
  /** Shape [d]. */
  readonly params: readonly { readonly name: string; readonly domain: Domain }[];
  /** In order of number. */
  readonly points: readonly Point[];
}

export interface Point {
  readonly number: number;
  readonly value: number;
  readonly isFeasible: boolean;
  /** Where it stands among all, 0 (best) to 1 (worst); equal values share the mean of their places. */
  readonly rank: number;
  /** Shape [d]; null where a parameter is inactive. */
  readonly params: readonly (Scalar | null)[];
}

/** The complete trials with their parameters, values and ranks. */
export function pointsOf(history: History, focus: Focus = {}): Points {
  const { goal, isMaximised, trials, values, losses, isFeasible, columns } = tableOf(history, focus);
  const ranks = ranksOf(losses);
  return {
    goal,
    isMaximised,
    params: columns.map(({ name, domain }) => ({ name, domain })),
    points: trials.map((t, i) => ({
      number: t.number,
      value: values[i]!,
      isFeasible: isFeasible[i]!,
      rank: ranks[i]!,
      params: columns.map((c) => c.values[i] ?? null),
    })),
  };
}

/**
 * The place of each value among all.
 *
 * @param losses  shape [n]
 * @returns shape [n], from 0 for the least to 1; ties share the mean; 0 for a single one
 */
export function ranksOf(losses: ArrayLike<number>): Float64Array {
  const n = losses.length;
  const order = Array.from(losses, (_, i) => i).sort((i, j) => losses[i]! - losses[j]!);
  const ranks = new Float64Array(n);
  for (let from = 0; from < n; ) {
    let to = from;
    while (to + 1 < n && losses[order[to + 1]!] === losses[order[from]!]) to++;
    for (let k = from; k <= to; k++) ranks[order[k]!] = n > 1 ? (from + to) / 2 / (n - 1) : 0;
    from = to + 1;
  }
  return ranks;
}
