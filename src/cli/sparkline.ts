import type { Goals } from "../history/index.ts";
import type { TrialView } from "../study/index.ts";

const levels = [..."▁▂▃▄▅▆▇█"];

/**
 * The best value so far, trial after trial, as a line of blocks.
 *
 * @param trials  those that have ended count, in the order of their end
 * @param width   characters at most
 * @returns "" without a value, or with several optimised goals
 */
export function convergence(trials: readonly TrialView[], goals: Goals, width: number): string {
  const isMaximised = Object.values(goals).includes("maximize");
  const done = trials
    .filter((t) => t.value !== null)
    .sort((a, b) => a.finishedAt!.getTime() - b.finishedAt!.getTime() || a.number - b.number);
  let best = isMaximised ? -Infinity : Infinity;
  const curve = done.map(({ value }) => {
    best = isMaximised ? Math.max(best, value!) : Math.min(best, value!);
    return best;
  });
  return blocks(curve, width);
}

/** Numbers as blocks, from the least to the largest; each block shows the last number it stands for. */
export function blocks(values: readonly number[], width: number): string {
  if (values.length === 0) return "";
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const count = Math.min(width, values.length);
  return Array.from({ length: count }, (_, i) => {
    const x = values[Math.ceil(((i + 1) * values.length) / count) - 1]!;
    const share = high > low ? (x - low) / (high - low) : 1;
    return levels[Math.round(share * (levels.length - 1))]!;
  }).join("");
}
