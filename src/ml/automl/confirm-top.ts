import type { Params } from "../../space/index.ts";
import type { TrialView } from "../../study/index.ts";
import { blendOf, valuesOf } from "./blend.ts";
import type { Guess } from "./guess.ts";
import type { AutoMLPlan } from "./plan.ts";

/** A trial that was judged again. */
export interface Confirmed {
  readonly trial: TrialView;
  /** How much it counts in the blend; 0: it is not in it. */
  readonly weight: number;
  /** On folds that the search has not seen: its own estimate, free of the luck of having been chosen. */
  readonly fresh: readonly number[];
}

/** What judging again came to. */
export interface Confirmation {
  /** Those that were judged again, the best by all their folds first; at least one. */
  readonly tried: readonly Confirmed[];
  /** What the blend of them was worth on the fresh folds; null where one alone is better by more than the standard error. */
  readonly blend: readonly number[] | null;
}

/** So many are judged again, on so many other divisions of the rows. */
const [mostTrials, mostRounds] = [6, 2];

/**
 * Judges the best trials again, on other folds: alone, and blended as they did best on the folds of the search.
 *
 * @param untilMs  when it should be done, by `performance.now()`: as many are judged as there is time for, but one at least
 * @returns null where no trial has a result
 */
export async function confirmTop(
  plan: AutoMLPlan,
  trials: readonly TrialView[],
  { untilMs, signal }: { readonly untilMs: number; readonly signal?: AbortSignal | undefined },
): Promise<Confirmation | null> {
  const sign = plan.metric.direction === "maximize" ? 1 : -1;
  const finished = trials
    .filter((t) => t.state === "complete" && t.value !== null)
    .sort((a, b) => sign * (b.value! - a.value!));
  if (finished.length === 0) return null;
  const top = affordable(varied(different(finished)), untilMs - performance.now());
  const guessesIn = async (round: number) => {
    const all: (readonly Guess[])[] = [];
    for (const { params } of top) all.push(await plan.guessesAt(params as Params, round));
    return all;
  };
  const weights = await blendOf(plan, await guessesIn(0), await plan.answers(0));
  const alone = top.map(() => [] as number[]);
  const together: number[] = [];
  const takesMs = top.reduce((sum, trial) => sum + msOf(trial), 0);
  for (let round = 1; round <= mostRounds && !signal?.aborted; round++) {
    if (round > 1 && performance.now() + takesMs > untilMs) break;
    const guesses = await guessesIn(round);
    const answers = await plan.answers(round);
    together.push(...(await valuesOf(plan, guesses, { weights, answers })));
    for (const [m, values] of alone.entries()) {
      const only = top.map((_, i) => Number(i === m));
      values.push(...(await valuesOf(plan, guesses, { weights: only, answers })));
    }
  }
  const tried = top.map((trial, m): Confirmed => ({ trial, weight: weights[m]!, fresh: alone[m]! }));
  const overall = ({ trial, fresh }: Confirmed) => sign * mean([...trial.curve, ...fresh]);
  tried.sort((a, b) => overall(b) - overall(a));
  const isBlend = weights.filter((w) => w > 0).length > 1;
  const gains = together.map((value, i) => sign * (value - tried[0]!.fresh[i]!));
  return { tried, blend: isBlend && !isLoss(gains) ? together : null };
}

/** Whether gains are losses beyond their standard error: a blend is seldom worse, and less a matter of luck. */
function isLoss(gains: readonly number[]): boolean {
  const center = mean(gains);
  const variance = mean(gains.map((gain) => (gain - center) ** 2));
  return center < -Math.sqrt(variance / Math.max(1, gains.length - 1));
}

/** Those whose points are not the same. */
function different(trials: readonly TrialView[]): readonly TrialView[] {
  const keys = trials.map(({ params }) => JSON.stringify(params));
  return trials.filter((_, i) => keys.indexOf(keys[i]!) === i);
}

/** The best of each family, and the best of all others; the best first. */
function varied(trials: readonly TrialView[]): readonly TrialView[] {
  const kinds = trials.map(({ params }) => ((params as Params).model as Params).is);
  const isFirst = trials.map((_, i) => kinds.indexOf(kinds[i]!) === i);
  const firsts = trials.filter((_, i) => isFirst[i]).slice(0, mostTrials - 2);
  const others = trials.filter((trial) => !firsts.includes(trial)).slice(0, mostTrials - firsts.length);
  return trials.filter((trial) => firsts.includes(trial) || others.includes(trial));
}

/** As many of the first as can be judged again in that time, going by how long they took. */
function affordable(trials: readonly TrialView[], ms: number): readonly TrialView[] {
  let left = ms;
  return trials.filter((trial, i) => {
    left -= msOf(trial);
    return i === 0 || left > 0;
  });
}

function msOf({ startedAt, finishedAt }: TrialView): number {
  return finishedAt ? finishedAt.getTime() - startedAt.getTime() : 0;
}

function mean(xs: readonly number[]): number {
  return xs.reduce((sum, x) => sum + x, 0) / xs.length;
}
