import { objectivesOf, type Trial, toLoss } from "../history/index.ts";
import { int } from "../space/index.ts";
import { definePruner, goOn, short } from "./pruner.ts";

/**
 * Asynchronous successive halving, the form that stops trials: one goes on past a rung only among the best there.
 *
 * Rung k stands at step `minResource` · η^(`minEarlyStoppingRate` + k), η being `reductionFactor`. The value of a trial at
 * a rung is its first report at or after that step; a report that passes several rungs is judged at each. Among the m values
 * at the rung so far, of trials in any state, a trial goes on when fewer than ⌊m / η⌋ are better than its own: so a tie
 * goes on. While m < η every trial does. No verdict is taken back: what was let through is not judged there again.
 *
 * @source Li et al. 2020, "A system for massively parallel hyperparameter tuning", section 3 and algorithm 2; in the stopping
 *   form of Syne Tune and Ray Tune
 */
export const asha = definePruner({
  name: "asha",
  summary: "successive halving: stops what is not among the best at a rung",
  options: {
    minResource: int(1, 1_000_000_000),
    reductionFactor: int(2, 1000),
    minEarlyStoppingRate: int(0, 20),
  },
  defaults: { minResource: 1, reductionFactor: 3, minEarlyStoppingRate: 0 },

  judge(trial, history, { minResource, reductionFactor: eta, minEarlyStoppingRate }) {
    const { goals } = history.study!;
    const goal = objectivesOf(goals)[0]!;
    const value = trial.curve.at(-1)!;
    const loss = toLoss(goals, goal, value);
    const step = trial.steps.at(-1)!;

    for (let rung = minResource * eta ** minEarlyStoppingRate; rung <= step; rung *= eta) {
      if (reportAt(trial, rung) !== trial.steps.length - 1) continue; // it was judged here before
      const values = history.trials.map((t) => t.curve[reportAt(t, rung)]).filter((y) => y !== undefined);
      if (values.length < eta) continue;
      const better = values.filter((y) => toLoss(goals, goal, y) < loss).length;
      const top = Math.floor(values.length / eta);
      if (better < top) continue;
      const why = `its value ${short(value)} at rung ${rung} (step ${step}) is number ${better + 1} of ${values.length}, and the best ${top} go on`;
      return { kind: "stop", why };
    }
    return goOn;
  },
});

/** The place of a trial's first report at or after a step; -1 when it has not come that far. */
function reportAt({ steps }: Trial, rung: number): number {
  return steps.findIndex((step) => step >= rung);
}
