import { type History, objectivesOf, type TrialState } from "../history/index.ts";

/** What the trials reported while they ran. */
export interface Curves {
  /** The goal that is reported: the first one optimised. */
  readonly goal: string;
  readonly curves: readonly Curve[];
}

export interface Curve {
  readonly number: number;
  readonly state: TrialState;
  /** Shape [m], ascending. */
  readonly steps: readonly number[];
  readonly values: readonly number[];
}

/** The reported values of each trial that reported any, by step. */
export function curvesOf(history: History): Curves {
  const goals = history.study?.goals ?? {};
  const curves = history.trials
    .filter((t) => t.steps.length > 0)
    .map(({ number, state, steps, curve }) => {
      const order = steps.map((_, i) => i).sort((i, j) => steps[i]! - steps[j]!);
      return { number, state, steps: order.map((i) => steps[i]!), values: order.map((i) => curve[i]!) };
    });
  return { goal: objectivesOf(goals)[0] ?? "value", curves };
}
