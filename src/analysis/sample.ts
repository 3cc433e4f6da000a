import { type History, isFinished } from "../history/index.ts";

/**
 * A study of fewer trials that looks like all of it: evenly spaced ones of those that have ended; those that run stay.
 *
 * `trials` has no gaps, so a trial's number is no longer its place; `finished` has places. What computes of a history
 * without looking a trial up by its number may be given it.
 *
 * @param most  trials that have ended, about; a study of no more is returned as it is
 * @param keep  numbers of ended trials that stay in any case, such as each that was the best when it came
 */
export function sampled(history: History, most: number, keep: readonly number[] = []): History {
  const { finished, trials, running, waiting } = history;
  if (finished.length <= most) return history;
  const chosen = new Set<number>(keep);
  for (let i = 0; i < most; i++) chosen.add(finished[Math.floor((i * (finished.length - 1)) / (most - 1))]!);
  const kept = [...chosen, ...running, ...waiting].sort((a, b) => a - b).map((number) => trials[number]!);
  const ended = kept.flatMap((t, place) => (isFinished(t) ? [place] : []));
  ended.sort((a, b) => kept[a]!.closedAt! - kept[b]!.closedAt!);
  return { ...history, trials: kept, finished: ended };
}
