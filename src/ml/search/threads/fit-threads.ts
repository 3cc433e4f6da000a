import { received } from "../../../threads/sent-error.ts";
import { Threads } from "../../../threads/threads.ts";
import type { FoldScore } from "../../score-fold.ts";
import type { FitAnswer, FitTask, Lesson } from "./lesson.ts";

/** What else a search can do. */
export const inMainThread = "with parallel: 1 it is done in the main thread";

/** Threads that fit the folds of a search and score them. */
export class FitThreads {
  readonly #threads: Threads<FitTask, FitAnswer>;

  /** @param most  threads, >= 1 */
  constructor(lesson: Lesson, most: number) {
    const file = new URL("./fit-thread.js", import.meta.url);
    this.#threads = new Threads({ file, workerData: lesson, most, remedy: inMainThread });
  }

  /**
   * The score of one fit.
   *
   * @throws what the estimator or a scorer throws there; the signal's reason; TunesmithError "aborted" where the thread ends
   */
  async score(task: FitTask, signal: AbortSignal): Promise<FoldScore> {
    const { score, error } = await this.#threads.run(task, `fit fold ${task.index}`, signal);
    return { ...score, error: error && received(error) };
  }

  /** Ends all threads, whatever they are at. */
  close(): Promise<void> {
    return this.#threads.close();
  }
}
