import { type History, objectivesOf, type Trial, toLoss } from "../../history/index.ts";
import type { Points } from "../../math/crossed-process.ts";
import { dimsOf, encode, type Params, type Space } from "../../space/index.ts";

/** The scores of a study's trials on their folds, the greater the better: a row each, where there are scores. */
export interface Table {
  /** The steps that are folds, ascending. */
  readonly steps: readonly number[];
  /** In the order of their numbers. */
  readonly rows: readonly Row[];
  /** The place among the rows of the complete one with the best mean; of equals the first. */
  readonly best: number;
}

export interface Row {
  readonly trial: Trial;
  /** Places in `steps`, and the scores there. */
  readonly folds: readonly number[];
  readonly scores: readonly number[];
  /** The trial is complete, with all folds. */
  readonly isWhole: boolean;
}

/**
 * @param folds  how many there are; 0: as many as a complete trial has at most
 * @param least  so many trials must be whole
 * @returns null where they are not, or there is but one fold
 */
export function tableOf(history: History, folds: number, least: number): Table | null {
  const complete = history.trials.filter((t) => t.state === "complete");
  const K = folds > 0 ? folds : Math.max(0, ...complete.map((t) => t.steps.length));
  const first = complete.find((t) => t.steps.length >= K);
  if (!first || K < 2) return null;
  const steps = [...first.steps].sort((a, b) => a - b).slice(0, K);
  const placeOf = new Map(steps.map((step, place) => [step, place]));
  const { goals } = history.study!;
  const goal = objectivesOf(goals)[0]!;
  const rows = history.trials.flatMap((trial): Row[] => {
    if (trial.state === "failed" || trial.params === null || trial.isOutside) return [];
    const seen = new Map<number, number>();
    trial.steps.forEach((step, i) => {
      const place = placeOf.get(step);
      const score = -toLoss(goals, goal, trial.curve[i]!);
      if (place !== undefined && Number.isFinite(score)) seen.set(place, score);
    });
    if (seen.size === 0) return [];
    const isWhole = trial.state === "complete" && seen.size === K;
    return [{ trial, folds: [...seen.keys()], scores: [...seen.values()], isWhole }];
  });
  const whole = rows.filter((row) => row.isWhole);
  if (whole.length < Math.max(1, least)) return null;
  const best = whole.reduce((top, row) => (meanOf(row) > meanOf(top) ? row : top));
  return { steps, rows, best: rows.indexOf(best) };
}

/** Points as a model sees them. */
export function pointsOf(space: Space, params: readonly Params[]): Points {
  const kinds = dimsOf(space).map(({ domain, parent }) => {
    if (domain.kind === "branch" || (domain.kind === "categorical" && !domain.ordered)) return "label";
    return parent < 0 ? "number" : "arc";
  });
  return { X: params.map((one) => encode(space, one)), kinds };
}

function meanOf({ scores }: Row): number {
  return scores.reduce((sum, x) => sum + x, 0) / scores.length;
}
