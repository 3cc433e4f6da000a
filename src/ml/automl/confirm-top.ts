import { defined } from "../../json.ts";
import type { Params } from "../../space/index.ts";
import type { Study, TrialView } from "../../study/index.ts";
import { blendOf, valuesOf } from "./blend.ts";
import type { Guess } from "./guess.ts";
import type { AutoMLPlan } from "./plan.ts";

/** A trial that was judged again. */
export interface Confirmed {
  readonly trial: TrialView;
  /** How much it counts in the blend; 0: it is not in it. */
  readonly weight: number;
  /** On the last division's folds, by which nothing was chosen: its own estimate, free of the luck of having been chosen. */
  readonly fresh: readonly number[];
}

/** What judging again came to. */
export interface Confirmation {
  /** Those that were judged again, the best by all folds that were chosen by first; at least one. */
  readonly tried: readonly Confirmed[];
  /** What the blend of them was worth on the fresh folds; null where one alone is as good on each, or better by more than the standard error. */
  readonly blend: readonly number[] | null;
}

/** So many are judged again at most. */
const mostTrials = 12;

/** On so many other divisions of the rows: of few rows on more, since one division says little of them. */
const roundsFor = (rows: number) => (rows <= 2_000 ? 3 : 1);

/**
 * Judges the best trials again, on other folds, as `Study.confirm` does it: alone, and blended as they do best on all folds but those
 * of the last division, which says what was chosen is worth.
 *
 * @param untilMs  when it should be done, by `performance.now()`: as many are judged as there is time for, but one at least
 * @returns null where no trial has a result
 */
export async function confirmTop(
  plan: AutoMLPlan,
  study: Study,
  { untilMs, signal }: { readonly untilMs: number; readonly signal?: AbortSignal | undefined },
): Promise<Confirmation | null> {
  const sign = plan.metric.direction === "maximize" ? 1 : -1;
  const finished = study.trials
    .filter((t) => t.state === "complete" && t.value !== null)
    .sort((a, b) => sign * (b.value! - a.value!));
  if (finished.length === 0) return null;
  const wanted = roundsFor(plan.question.y.length);
  const { trials, rounds } = affordable(varied(different(finished)), wanted, untilMs - performance.now());
  const among = trials.map(({ number }) => number);
  const options = { among, top: among.length, rounds, ...defined({ signal }) };
  if (!signal?.aborted) await study.confirm((trial) => plan.repeated(trial), options);

  const seeds = seedsOfAll(study, among).slice(0, rounds);
  const judged = [plan.foldSeed, ...seeds];
  const last = judged.at(-1)!;
  const chosenBy = judged.length > 1 ? judged.slice(0, -1) : judged;
  const guessesOf = async ({ params }: TrialView, by: readonly number[]) =>
    (await Promise.all(by.map((seed) => plan.guessesAt(params as Params, seed)))).flat();
  const answersOf = async (by: readonly number[]) =>
    (await Promise.all(by.map((seed) => plan.answers(seed)))).flat();

  const all: { readonly trial: TrialView; readonly guesses: readonly Guess[]; readonly worth: number }[] = [];
  const answers = await answersOf(chosenBy);
  for (const trial of trials) {
    const guesses = await guessesOf(trial, chosenBy);
    const values = await valuesOf(plan, [guesses], { weights: [1], answers });
    all.push({ trial, guesses, worth: sign * mean(values) });
  }
  all.sort((a, b) => b.worth - a.worth);
  const weights = await blendOf(
    plan,
    all.map(({ guesses }) => guesses),
    answers,
  );
  const unseen: (readonly Guess[])[] = [];
  for (const { trial } of all) unseen.push(await guessesOf(trial, [last]));
  const own = await answersOf([last]);
  const tried: Confirmed[] = [];
  for (const [m, { trial }] of all.entries()) {
    const fresh = await valuesOf(plan, [unseen[m]!], { weights: [1], answers: own });
    tried.push({ trial, weight: weights[m]!, fresh });
  }
  const together = await valuesOf(plan, unseen, { weights, answers: own });
  const isBlend = weights.filter((w) => w > 0).length > 1;
  const gains = together.map((value, i) => sign * (value - tried[0]!.fresh[i]!));
  const isNoOther = gains.every((gain) => gain === 0); // then one model is simpler than several
  return { tried, blend: isBlend && !isNoOther && !isLoss(gains) ? together : null };
}

/** The seeds that all of them were repeated with and have a result for, in the order of the rounds. */
function seedsOfAll({ history }: Study, numbers: readonly number[]): readonly number[] {
  const [first, ...others] = numbers.map((number) =>
    history.trials[number]!.repeats.flatMap(({ seed, outcome }) =>
      outcome.state === "complete" ? [seed] : [],
    ),
  );
  return first!.filter((seed) => others.every((seeds) => seeds.includes(seed)));
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

/** As many of the first as can be judged again in that time, and how often, going by how long they took. */
function affordable(
  trials: readonly TrialView[],
  rounds: number,
  ms: number,
): { readonly trials: readonly TrialView[]; readonly rounds: number } {
  // As much as one round more is left for blending, and for learning from all rows.
  const within = (times: number) => {
    let left = ms / (times + 1);
    return trials.filter((trial, i) => {
      left -= msOf(trial);
      return i === 0 || left > 0;
    });
  };
  const often = within(rounds);
  // Different ones are worth more than a second look at the same.
  const isEnough = often.length >= Math.min(trials.length, leastTrials);
  return isEnough ? { trials: often, rounds } : { trials: within(1), rounds: 1 };
}

/** Fewer than these are judged more than once only where there are no more. */
const leastTrials = 4;

function msOf({ startedAt, finishedAt }: TrialView): number {
  return finishedAt ? finishedAt.getTime() - startedAt.getTime() : 0;
}

function mean(xs: readonly number[]): number {
  return xs.reduce((sum, x) => sum + x, 0) / xs.length;
}
