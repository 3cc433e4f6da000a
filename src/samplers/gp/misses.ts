/** Whether the models of several goals foretell what comes of the points that they choose. */
import type { Finished } from "../../history/index.ts";
import type { Json } from "../../json.ts";

/** Of so many newest predictions the middle miss counts. */
const newest = 20;

/** What models foretold, one number a goal, in units of the transformed losses; null for a trial that they did not choose. */
export type Foretold = readonly number[] | null;

/** What the memo of a trial says of it. */
export function foretoldIn(memo: Finished["memo"]): Foretold {
  const { means } = Object(memo) as { readonly means?: Json };
  return Array.isArray(means) && means.every((m) => typeof m === "number") ? means : null;
}

/**
 * How far the newest predictions were from what came of them, in the goal that was missed most: the median.
 *
 * @param foretold  shape [n][k]
 * @param targets   the transformed losses, shape [k][n]
 * @returns in standard deviations of all trials; null before there are 20
 */
export function missOf(foretold: readonly Foretold[], targets: readonly Float64Array[]): number | null {
  const misses: number[] = [];
  for (let i = foretold.length - 1; i >= 0 && misses.length < newest; i--) {
    const means = foretold[i];
    if (means?.length === targets.length)
      misses.push(Math.max(...means.map((mean, j) => Math.abs(mean - targets[j]![i]!))));
  }
  return misses.length < newest ? null : misses.sort((a, b) => a - b)[newest / 2]!;
}
