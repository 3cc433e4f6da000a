import type { Params } from "../space/index.ts";
import type { ActiveTrial, Answer } from "../study/index.ts";

/** Runs trials somewhere else than in a function of this process: by a command, in a thread, on a queue. */
export interface Executor {
  /**
   * Runs one trial: it reads `trial.params`, heeds `trial.signal`, and passes reports on to `trial.report`.
   *
   * @returns the result by goal, or how it ended otherwise; anything when a report was answered by "prune"
   * @throws what makes the trial a failed one; after `trial.signal` was aborted anything, and the trial is handed back
   */
  run(trial: ActiveTrial<Params>): Promise<Answer>;
}
