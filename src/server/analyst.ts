import { isTunesmithError } from "../error.ts";
import { changed } from "../history/draft.ts";
import type { History } from "../history/index.ts";
import { Threads } from "../threads/threads.ts";
import type { AnswerOf, Named, OptionsOf, What } from "./analyses.ts";
import type { Answer, Question } from "./analyst-words.ts";
import { Problem } from "./problem.ts";

/** So many questions may wait; more of them would be answered when nobody waits any more. */
const mostWaiting = 100;

/** ms without a question after which the thread ends, and its memory is free. */
const idleMs = 10_000;

/** MB: what an analysis of 2,000 trials needs, with room. One that needs more is refused, and the server lives. */
const limits = { maxYoungGenerationSizeMb: 8, maxOldGenerationSizeMb: 400 };

/** Analyses studies in a thread of its own, one question after the other, so that no worker that asks waits for it. */
export class Analyst {
  /** Answers that are on their way, by question: many pages ask the same at once. */
  readonly #underWay = new Map<string, Promise<unknown>>();
  readonly #keys = new WeakMap<History, { readonly seq: number; readonly key: number }>();
  readonly #threads = new Threads<Question, Answer>({
    file: new URL("./analyst-thread.js", import.meta.url),
    ...{ workerData: null, most: 1, idleMs, limits, remedy: "ask again in a moment" },
  });
  readonly #never = new AbortController().signal;
  #lastKey = 0;

  /**
   * Answers a question.
   *
   * @param studies  as `lookAt` shows them: of a large one a part
   * @throws what the analysis throws; Problem 503 where too much waits, or the thread has ended
   */
  async ask<W extends What>(what: W, studies: readonly Named[], options: OptionsOf<W>): Promise<AnswerOf<W>> {
    if (!import.meta.url.endsWith(".js")) {
      const { analysed } = await import("./analyses.ts"); // run from sources, where no thread is to be had
      return analysed(what, studies, options);
    }
    const keys = studies.map(({ name, history }) => [name, this.#keyOf(history)]);
    const question = JSON.stringify([what, keys, options]);
    const known = this.#underWay.get(question) as Promise<AnswerOf<W>> | undefined;
    if (known) return known;
    if (this.#underWay.size > mostWaiting) {
      throw new Problem(503, "busy", `${mostWaiting} analyses wait already; ask again in a moment.`);
    }
    const answer = this.#ask(what, studies, options).finally(() => this.#underWay.delete(question));
    this.#underWay.set(question, answer);
    return answer as Promise<AnswerOf<W>>;
  }

  /** Ends the thread, whatever it is at. */
  close(): void {
    void this.#threads.close();
  }

  /** By the keys of the studies; with the studies themselves where the thread has not all of them. */
  async #ask(what: What, studies: readonly Named[], options: unknown): Promise<unknown> {
    for (const isTold of [false, true]) {
      const told = studies.map(({ name, history }) => ({
        ...{ name, key: this.#keyOf(history) },
        ...(isTold && { history: wholeOf(history) }),
      }));
      const question = { what, options, studies: told };
      const found = await this.#threads.run(question, `compute "${what}"`, this.#never).catch(refused);
      if (found !== null) return found.answer;
    }
    throw new Error(`the analyst does not know what it was told of ${studies.map(({ name }) => name)}`);
  }

  /** A number for a history as it is now. */
  #keyOf(history: History): number {
    const known = this.#keys.get(history);
    if (known?.seq === history.seq) return known.key;
    const key = this.#lastKey++;
    this.#keys.set(history, { seq: history.seq, key });
    return key;
  }
}

/** A thread that has ended is the server's trouble; other errors are the analysis's. */
function refused(error: unknown): never {
  if (!isTunesmithError(error, "aborted")) throw error;
  throw new Problem(503, "busy", `The analysis came to no end: ${error.message}`);
}

/** A history that can cross to a thread: what stands for a trial on a shelf reads from there, and has nothing to copy. */
function wholeOf(history: History): History {
  const trials = history.trials.map((trial) => (Object.hasOwn(trial, "state") ? trial : changed(trial, {})));
  return { ...history, trials };
}
