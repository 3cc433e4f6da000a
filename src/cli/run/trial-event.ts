import { type Goals, objectivesOf, type Trial } from "../../history/index.ts";

/** A trial that has ended, as an event tells it. */
export function viewOfTrial(trial: Trial, goals: Goals): object {
  const { number, state, attempt, params, values, why, failure, startedAt, finishedAt } = trial;
  const [goal, ...others] = objectivesOf(goals);
  const value = values && goal !== undefined && others.length === 0 ? values[goal] : null;
  const seconds = finishedAt === null ? null : (finishedAt - startedAt) / 1000;
  return { number, state, attempt, params, value, values, why, failure, seconds };
}
