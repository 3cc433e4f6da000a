import { Worker } from "node:worker_threads";
import { TunesmithError } from "../../../error.ts";
import type { FoldScore } from "../../score-fold.ts";
import { type FitAnswer, type FitTask, type Lesson, received } from "./lesson.ts";

/** A fit that somebody waits for. */
interface Waiting {
  readonly task: FitTask;
  readonly done: (score: FoldScore) => void;
  readonly failed: (error: unknown) => void;
}

/** Threads that fit folds: each one fold at a time, the next in line. They start when there is work, and end with `close`. */
export class FitThreads {
  readonly #lesson: Lesson;
  readonly #most: number;
  readonly #queue: Waiting[] = [];
  /** What each thread is at; null: nothing. */
  readonly #threads = new Map<Worker, Waiting | null>();
  #isClosed = false;
  #last = 0;

  /** @param most  threads, >= 1 */
  constructor(lesson: Lesson, most: number) {
    this.#lesson = lesson;
    this.#most = most;
  }

  /**
   * The score of one fit.
   *
   * @throws what the estimator or a scorer throws there; the signal's reason; TunesmithError "aborted" where the thread ends
   */
  score(task: Omit<FitTask, "id">, signal: AbortSignal): Promise<FoldScore> {
    return new Promise((done, failed) => {
      if (signal.aborted || this.#isClosed) {
        failed(signal.reason ?? ended("was closed", task.index));
        return;
      }
      const onAbort = () => {
        const place = this.#queue.indexOf(waiting);
        if (place >= 0) this.#queue.splice(place, 1);
        failed(signal.reason); // a fit that runs goes on to its end, and nobody hears of it
      };
      signal.addEventListener("abort", onAbort, { once: true });
      const settle =
        <T>(how: (value: T) => void) =>
        (value: T) => {
          signal.removeEventListener("abort", onAbort);
          how(value);
        };
      const waiting: Waiting = {
        task: { id: this.#last++, ...task },
        done: settle(done),
        failed: settle(failed),
      };
      this.#queue.push(waiting);
      this.#next();
    });
  }

  /** Ends all threads, whatever they are at. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.all([...this.#threads.keys()].map((thread) => thread.terminate()));
  }

  /** Gives work to threads that have none; starts one where all are at work. */
  #next(): void {
    while (this.#queue.length > 0 && !this.#isClosed) {
      const thread = this.#idle() ?? (this.#threads.size < this.#most ? this.#start() : null);
      if (!thread) return;
      const waiting = this.#queue.shift()!;
      this.#threads.set(thread, waiting);
      thread.postMessage(waiting.task);
    }
  }

  #idle(): Worker | null {
    for (const [thread, waiting] of this.#threads) if (waiting === null) return thread;
    return null;
  }

  #start(): Worker {
    const thread = new Worker(new URL("./fit-thread.js", import.meta.url), {
      workerData: this.#lesson,
      execArgv: [], // a debugger or a loader is the main thread's
    });
    let why = "ended";
    thread.on("message", (answer: FitAnswer) => {
      const waiting = this.#threads.get(thread);
      this.#threads.set(thread, null);
      if ("thrown" in answer) waiting?.failed(received(answer.thrown));
      else waiting?.done({ ...answer.score, error: answer.error && received(answer.error) });
      this.#next();
    });
    thread.on("error", (e) => {
      why = `ended (${(e as Error).message})`;
    });
    thread.on("exit", () => {
      const waiting = this.#threads.get(thread);
      this.#threads.delete(thread);
      waiting?.failed(ended(why, waiting.task.index));
      this.#next(); // in another thread
    });
    return thread;
  }
}

function ended(how: string, index: number): TunesmithError {
  return new TunesmithError(
    "aborted",
    `the thread that was to fit fold ${index} ${how}; with parallel: 1 it is fitted in the main thread.`,
  );
}
