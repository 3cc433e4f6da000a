import { type History, objectivesOf, type Trial, toLoss } from "../history/index.ts";
import { int } from "../space/index.ts";
import { definePruner, goOn, short } from "./pruner.ts";

const steps = 2 ** 40; // as good as no end

/**
 * Stops a trial whose best value so far is worse than the median of what complete trials had at the same step.
 *
 * Failed and pruned trials do not count, nor do complete ones that reported nothing at this step. A tie goes on. Options:
 *
 * - `startupTrials`: nothing is stopped before so many trials are complete;
 * - `warmupSteps`: nor at a step below this one;
 * - `interval`: a trial is judged at its first report in each stretch of so many steps, counted from `warmupSteps`;
 * - `minTrials`: nor is it judged by fewer values than this.
 *
 * @source Golovin et al. 2017, "Google Vizier", section 3.2.2; options and defaults of Optuna's MedianPruner
 */
export const median = definePruner({
  name: "median",
  summary: "stops what is worse than the median at the same step",
  options: {
    startupTrials: int(0, 1_000_000),
    warmupSteps: int(0, steps),
    interval: int(1, steps),
    minTrials: int(1, 1_000_000),
  },
  defaults: { startupTrials: 5, warmupSteps: 0, interval: 1, minTrials: 1 },

  judge(trial, history, { startupTrials, warmupSteps, interval, minTrials }) {
    const step = trial.steps.at(-1)!;
    if (step < warmupSteps || !isFirstInInterval(trial.steps, warmupSteps, interval)) return goOn;
    const complete = completeIn(history);
    if (complete.length < startupTrials) return goOn;

    const values = complete.map((t) => t.curve[t.steps.indexOf(step)]).filter((y) => y !== undefined);
    if (values.length < Math.max(1, minTrials)) return goOn;
    const { goals } = history.study!;
    const goal = objectivesOf(goals)[0]!;
    const loss = (y: number) => toLoss(goals, goal, y);
    const best = trial.curve.reduce((a, b) => (loss(b) < loss(a) ? b : a));
    const middle = medianOf(values);
    if (loss(best) <= loss(middle)) return goOn;
    const others = values.length === 1 ? "1 complete trial" : `${values.length} complete trials`;
    const why = `its best value ${short(best)} up to step ${step} is worse than ${short(middle)}, the median of ${others} at that step`;
    return { kind: "stop", why };
  },
});

/** Whether the newest of these steps is alone in its interval: the ones before it are all below. */
function isFirstInInterval(steps: readonly number[], warmupSteps: number, interval: number): boolean {
  const begin = Math.floor((steps.at(-1)! - warmupSteps) / interval) * interval + warmupSteps;
  return steps.slice(0, -1).every((step) => step < begin);
}

function completeIn(history: History): Trial[] {
  return history.finished.map((n) => history.trials[n]!).filter((t) => t.state === "complete");
}

/** @param values  at least one; of an even number, the mean of the middle two */
function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const [a, b] = [sorted[(sorted.length - 1) >> 1]!, sorted[sorted.length >> 1]!];
  return a / 2 + b / 2; // a + b may overflow
}
