/** Which of some pipelines to blend, and how much each counts. Source: Caruana et al. 2004, doi:10.1145/1015330.1015432. */
import type { Label } from "../labels.ts";
import { blended, type Guess } from "./guess.ts";
import type { AutoMLPlan } from "./plan.ts";

/** So many draws, with replacement: a weight is a number of draws. More than that divides hairs on folds this small. */
const mostDraws = 30;

/** So many of the best have a draw from the start: on few rows the best one alone is too often the best by luck (section 2.2). */
const startingWith = 3;

/**
 * Draws the pipeline that makes the blend better by most, again and again, and takes the best blend on the way.
 *
 * @param guesses  of each pipeline on each fold, the best pipeline first, shape [m][folds]
 * @param answers  shape [folds]
 * @returns a number of draws for each, shape [m]
 */
export async function blendOf(
  plan: AutoMLPlan,
  guesses: readonly (readonly Guess[])[],
  answers: readonly (readonly Label[])[],
): Promise<readonly number[]> {
  const sign = plan.metric.direction === "maximize" ? 1 : -1;
  const worthOf = async (weights: readonly number[]) =>
    sign * mean(await valuesOf(plan, guesses, { weights, answers }));
  let weights = guesses.map((_, m) => Number(m < startingWith));
  let best = { weights, worth: await worthOf(weights) };
  for (let draw = startingWith; draw < mostDraws; draw++) {
    let next = { weights, worth: -Infinity };
    for (let m = 0; m < guesses.length; m++) {
      const tried = weights.map((w, i) => w + Number(i === m));
      const worth = await worthOf(tried);
      if (worth > next.worth) next = { weights: tried, worth };
    }
    weights = next.weights;
    if (next.worth > best.worth) best = next;
  }
  return best.weights;
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
