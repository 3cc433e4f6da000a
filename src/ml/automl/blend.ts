/** Which of some pipelines to blend, and how much each counts. Source: Caruana et al. 2004, doi:10.1145/1015330.1015432. */
import type { Label } from "../labels.ts";
import { blended, type Guess } from "./guess.ts";
import type { AutoMLPlan } from "./plan.ts";

/** So many draws, with replacement: a weight is a number of draws. More than that divides hairs on folds this small. */
const mostDraws = 12;

/**
 * Draws the pipeline that makes the blend better by most, again and again, until none does.
 *
 * @param guesses  of each pipeline on each fold, shape [m][folds]
 * @param answers  shape [folds]
 * @returns a number of draws for each, shape [m]; one pipeline alone where no other makes it better
 */
export async function blendOf(
  plan: AutoMLPlan,
  guesses: readonly (readonly Guess[])[],
  answers: readonly (readonly Label[])[],
): Promise<readonly number[]> {
  const sign = plan.metric.direction === "maximize" ? 1 : -1;
  let weights = guesses.map(() => 0);
  let worth = -Infinity;
  for (let draw = 0; draw < mostDraws; draw++) {
    let next: { readonly weights: number[]; readonly worth: number } | null = null;
    for (let m = 0; m < guesses.length; m++) {
      const tried = weights.map((w, i) => w + Number(i === m));
      const found = sign * mean(await valuesOf(plan, guesses, { weights: tried, answers }));
      if (next === null || found > next.worth) next = { weights: tried, worth: found };
    }
    if (next === null || next.worth <= worth) break;
    ({ weights, worth } = next);
  }
  return weights;
}

/** What a blend is worth on each fold. @param guesses  shape [m][folds] */
export async function valuesOf(
  plan: AutoMLPlan,
  guesses: readonly (readonly Guess[])[],
  {
    weights,
    answers,
  }: { readonly weights: readonly number[]; readonly answers: readonly (readonly Label[])[] },
): Promise<number[]> {
  const taken = weights.flatMap((w, m) => (w > 0 ? [m] : []));
  const values: number[] = [];
  for (const [fold, y] of answers.entries()) {
    const guess = blended(
      taken.map((m) => guesses[m]![fold]!),
      taken.map((m) => weights[m]!),
    );
    values.push(await plan.valueOf(guess, y));
  }
  return values;
}

function mean(xs: readonly number[]): number {
  return xs.reduce((sum, x) => sum + x, 0) / xs.length;
}
