import { Threads } from "../../threads/threads.ts";
import type { Estimator } from "../estimator.ts";
import type { Fold } from "../folds.ts";
import { savedPart } from "../saved/saved.ts";
import { inMainThread } from "../search/threads/fit-threads.ts";
import { shared } from "../search/threads/lesson.ts";
import { Guess, type GuessAnswer, type GuessTask, guessOf } from "./guess.ts";

/** Learns from folds and says what it has learned: here, or in threads. */
export interface Guesser {
  /** Whether folds may be asked for side by side, and a fit is ended by its signal. */
  readonly hasThreads: boolean;
  /** @throws what the estimator throws; the signal's reason */
  guess(estimator: Estimator, fold: Fold, signal: AbortSignal): Promise<Guess>;
  close(): Promise<void>;
}

/** In the main thread, one fold after the other. */
export const mainGuesser: Guesser = {
  hasThreads: false,
  guess: (estimator, fold) => guessOf(estimator, fold),
  close: async () => {},
};

/**
 * A guesser with threads; of sources, which no thread can start from, that of the main thread.
 *
 * @param most  threads, >= 1
 */
export function guesserOf(most: number): Guesser {
  if (!import.meta.url.endsWith(".js")) return mainGuesser;
  const file = new URL("./guess-thread.js", import.meta.url);
  const threads = new Threads<GuessTask, GuessAnswer>({
    file,
    workerData: null,
    most,
    endsAborted: true,
    remedy: inMainThread,
  });
  const sendable = new Map<Fold, { readonly key: number; readonly fold: Fold }>();
  return {
    hasThreads: true,
    async guess(estimator, fold, signal) {
      let sent = sendable.get(fold);
      if (!sent) {
        sent = { key: sendable.size, fold: { train: shared(fold.train), test: shared(fold.test) } };
        sendable.set(fold, sent);
      }
      const task = { estimator: savedPart("estimator", estimator), ...sent };
      const { kind, classes, table } = await threads.run(task, "fit a pipeline", signal);
      return new Guess(kind, classes, table);
    },
    close: () => threads.close(),
  };
}
