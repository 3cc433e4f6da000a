import { partialFixed } from "../../samplers/index.ts";
import { int, type Params } from "../../space/index.ts";
import type { Study, TrialView } from "../../study/index.ts";
import type { Candidates } from "./candidates.ts";
import { type Course, inGridOrder } from "./course.ts";
import { mean } from "./cv-results.ts";
import { rowsAreIt } from "./halving-options.ts";
import type { Schedule } from "./halving-schedule.ts";

export interface HalvingPlan {
  readonly candidates: Candidates;
  /** Who chooses the candidates of the first iteration. */
  readonly sampler: "grid" | "random";
  readonly resource: string;
  readonly schedule: Schedule;
  /** Of X. */
  readonly rows: number;
  readonly nSplits: number;
}

/**
 * Iteration after iteration: the first one's candidates are the sampler's, all later ones are enqueued.
 *
 * The resource is a parameter of the study; trials are numbered by iteration, so a number says which one it is of.
 */
export function halvingCourse(plan: HalvingPlan): Course {
  const { candidates, sampler, resource, schedule, rows, nSplits } = plan;
  const { nCandidates, nResources, nIterations } = schedule;
  const ends = endsOf(schedule);
  const ofIteration = (trials: readonly TrialView[], i: number) =>
    trials.filter(({ number }) => iterationOf(schedule, number) === i);
  const inOrder = (trials: readonly TrialView[]) => {
    const [first = [], ...later] = nCandidates.map((_, i) => ofIteration(trials, i));
    return [sampler === "grid" ? inGridOrder(candidates, first) : first, ...later].flat();
  };
  const scoreOf = ({ curve, state }: TrialView) =>
    state === "complete" && curve.length === nSplits ? mean(curve) : Number.NaN;
  const without = (point: Params): Params => {
    const { [resource]: _, ...rest } = point;
    return rest;
  };

  return {
    space: { ...candidates.space, [resource]: int(nResources[0]!, nResources.at(-1)!) },
    sampler: partialFixed(sampler, { [resource]: nResources[0]! }),
    paramsOf(point) {
      const params = candidates.paramsOf(without(point));
      return resource === rowsAreIt ? params : { ...params, [resource]: point[resource] };
    },
    shareAt: (point) => (resource === rowsAreIt ? (point[resource] as number) / rows : 1),
    learns: false, // within an iteration
    async run(study, upTo) {
      for (let i = 0; i < nIterations; i++) {
        if (i > 0) {
          const before = ofIteration(inOrder(ended(study)), i - 1);
          if (before.length < nCandidates[i - 1]! || before.every((t) => Number.isNaN(scoreOf(t)))) return;
          const known = study.trials.length + study.history.queue.length - ends[i - 1]!;
          for (const { params } of topOf(before, nCandidates[i]!, scoreOf).slice(Math.max(0, known))) {
            await study.enqueue({ ...params, [resource]: nResources[i]! });
          }
        }
        await upTo(ends[i]!);
      }
    },
    inOrder,
    finalists(trials) {
      const last = nCandidates.map((_, i) => ofIteration(trials, i)).filter((t) => t.length > 0);
      return last.findLast((t) => t.some((one) => !Number.isNaN(scoreOf(one)))) ?? [];
    },
  };
}

/** The iteration of a trial. */
export function iterationOf(schedule: Schedule, number: number): number {
  return endsOf(schedule).findIndex((end) => number < end);
}

/** How many trials there are when each iteration has ended. */
function endsOf({ nCandidates }: Schedule): number[] {
  let sum = 0;
  return nCandidates.map((n) => (sum += n));
}

function ended(study: Study): readonly TrialView[] {
  return study.trials.filter((t) => t.finishedAt !== null);
}

/** The k best from worst to best: scikit-learn's order. Of equals the later is the better; what has no score is the worst. */
function topOf(
  trials: readonly TrialView[],
  k: number,
  scoreOf: (trial: TrialView) => number,
): readonly TrialView[] {
  const worth = (trial: TrialView) => {
    const score = scoreOf(trial);
    return Number.isNaN(score) ? -Infinity : score;
  };
  const ascending = [...trials].sort((a, b) => (worth(a) < worth(b) ? -1 : worth(a) > worth(b) ? 1 : 0));
  return ascending.slice(-k);
}
