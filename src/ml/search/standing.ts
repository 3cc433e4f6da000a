/** Where the candidates of a search stand. */
import type { Study, TrialView } from "../../study/index.ts";
import { mean } from "./cv-results.ts";

/** The place of the best of the finalists that are complete, of equals the first; -1 where there is none. */
export function bestOf(
  trials: readonly TrialView[],
  finalists: readonly TrialView[],
  scores: readonly number[],
): number {
  const numbers = new Set(finalists.filter((t) => t.state === "complete").map((t) => t.number));
  return trials.reduce((best, { number }, i) => {
    return numbers.has(number) && (best < 0 || scores[i]! > scores[best]!) ? i : best;
  }, -1);
}

/** The best candidate's mean, and how far this one is from it on the folds that it has seen; null without a best one. */
export function projectedMean({ best }: Study, scores: readonly number[]): number | null {
  if (!best) return null;
  const gaps = scores.flatMap((score, i) => {
    const there = best.curve[best.steps.indexOf(i)];
    return Number.isNaN(score) || there === undefined ? [] : [score - there];
  });
  return gaps.length === 0 ? null : best.value! + mean(gaps);
}
