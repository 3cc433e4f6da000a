import type { Params } from "../../space/index.ts";
import type { TrialView } from "../../study/index.ts";
import type { AutoMLPlan } from "./plan.ts";

/** A trial that was judged again. */
export interface Confirmed {
  readonly trial: TrialView;
  /** On folds that the search has not seen: its own estimate, free of the luck of having been chosen. */
  readonly fresh: readonly number[];
}

/** So many of the best are judged again, on so many other divisions of the rows. */
const [mostTrials, mostRounds] = [5, 2];

/**
 * Judges the best trials again, on other folds, and says which is the best by all of them.
 *
 * @param untilMs  when it should be done, by `performance.now()`: as many are judged as there is time for, but one at least
 * @returns the best first; at least one
 */
export async function confirmTop(
  plan: AutoMLPlan,
  trials: readonly TrialView[],
  { untilMs, signal }: { readonly untilMs: number; readonly signal?: AbortSignal | undefined },
): Promise<readonly Confirmed[]> {
  const isHigh = plan.metric.direction === "maximize";
  const better = (a: number, b: number) => (isHigh ? b - a : a - b);
  const finished = trials
    .filter((t) => t.state === "complete" && t.value !== null)
    .sort((a, b) => better(a.value!, b.value!));
  const top = affordable(different(finished), untilMs - performance.now()).map((trial) => {
    return { trial, fresh: [] as number[] };
  });
  for (let round = 1; round <= mostRounds && !signal?.aborted; round++) {
    const takesMs = top.reduce((sum, { trial }) => sum + msOf(trial), 0);
    if (round > 1 && performance.now() + takesMs > untilMs) break;
    for (const { trial, fresh } of top)
      fresh.push(...(await plan.judgeAfresh(trial.params as Params, round)));
  }
  const overall = ({ trial, fresh }: Confirmed) => mean([...trial.curve, ...fresh]);
  return [...top].sort((a, b) => better(overall(a), overall(b)));
}

/** Those whose points are not the same. */
function different(trials: readonly TrialView[]): readonly TrialView[] {
  const keys = trials.map(({ params }) => JSON.stringify(params));
  return trials.filter((_, i) => keys.indexOf(keys[i]!) === i);
}

/** As many of the first as can be judged again in that time, going by how long they took. */
function affordable(trials: readonly TrialView[], ms: number): readonly TrialView[] {
  let left = ms;
  return trials.slice(0, mostTrials).filter((trial, i) => {
    left -= msOf(trial);
    return i === 0 || left > 0;
  });
}

function msOf({ startedAt, finishedAt }: TrialView): number {
  return finishedAt && startedAt ? finishedAt.getTime() - startedAt.getTime() : 0;
}

function mean(xs: readonly number[]): number {
  return xs.reduce((sum, x) => sum + x, 0) / xs.length;
}
