import { Worker } from "node:worker_threads";
import { changed } from "../history/draft.ts";
import type { History } from "../history/index.ts";
import { received } from "../threads/sent-error.ts";
import type { AnswerOf, Named, OptionsOf, What } from "./analyses.ts";
import type { Question, Reply } from "./analyst-words.ts";
import { Problem } from "./problem.ts";

/** So many questions may wait; more of them would be answered when nobody waits any more. */
const mostWaiting = 100;

/** So many histories stay in the thread for the next question about them: a page asks for a dozen pictures of one. */
const mostKept = 4;

/** ms without a question after which the thread ends, and its memory is free. */
const idleMs = 10_000;

/** MB: what an analysis of 2,000 trials needs, with room. One that needs more is refused, and the server lives. */
const limits = { maxYoungGenerationSizeMb: 8, maxOldGenerationSizeMb: 400 };

/** A question that somebody waits for. */
interface Waiting {
  readonly name: string;
  readonly question: Omit<Question, "id" | "studies" | "forget"> & { readonly studies: readonly Named[] };
  readonly done: (answer: never) => void;
  readonly failed: (error: Error) => void;
}

/** Analyses studies in a thread of its own, one question after the other, so that no worker that asks waits for it. */
export class Analyst {
  readonly #queue: Waiting[] = [];
  /** Answers that are on their way, by question: many pages ask the same at once. */
  readonly #underWay = new Map<string, Promise<unknown>>();
  readonly #kept = new Kept();
  #thread: Worker | null = null;
  #current: Waiting | null = null;
  #last = 0;
  #idle: NodeJS.Timeout | undefined;

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
    const keys = studies.map(({ name, history }) => [name, this.#kept.keyOf(history)]);
    const name = JSON.stringify([what, keys, options]);
    const known = this.#underWay.get(name) as Promise<AnswerOf<W>> | undefined;
    if (known) return known;
    if (this.#queue.length >= mostWaiting) {
      throw new Problem(503, "busy", `${mostWaiting} analyses wait already; ask again in a moment.`);
    }
    const answer = new Promise<AnswerOf<W>>((done, failed) => {
      this.#queue.push({ name, question: { what, options, studies }, done, failed });
    });
    this.#underWay.set(name, answer);
    this.#next();
    return answer;
  }

  /** Ends the thread, whatever it is at. */
  close(): void {
    clearTimeout(this.#idle);
    void this.#thread?.terminate();
  }

  #next(): void {
    if (this.#current !== null) return;
    clearTimeout(this.#idle);
    this.#current = this.#queue.shift() ?? null;
    if (this.#current === null) {
      this.#idle = setTimeout(() => void this.#thread?.terminate(), idleMs).unref();
      this.#thread?.unref();
      return;
    }
    this.#thread ??= this.#start();
    this.#thread.ref(); // somebody waits
    const { studies, ...question } = this.#current.question;
    const named = studies.map(({ name, history }) => ({ name, ...this.#kept.sending(history) }));
    const forget = this.#kept.forget(new Set(named.map(({ key }) => key)));
    this.#thread.postMessage({ ...question, id: this.#last++, studies: named, forget } satisfies Question);
  }

  #start(): Worker {
    const thread = new Worker(new URL("./analyst-thread.js", import.meta.url), {
      resourceLimits: limits,
      execArgv: [], // a debugger or a loader is the main thread's
    });
    let why = "ended";
    thread.on("message", (reply: Reply) => {
      this.#settle((waiting) => {
        if ("thrown" in reply) waiting.failed(received(reply.thrown) as Error);
        else waiting.done(reply.answer as never);
      });
    });
    thread.on("error", (e) => {
      why = e.message;
    });
    thread.on("exit", () => {
      this.#thread = null;
      this.#kept.clear();
      this.#settle(({ failed }) => failed(new Problem(503, "busy", `The analysis came to no end: ${why}.`)));
    });
    return thread;
  }

  #settle(how: (waiting: Waiting) => void): void {
    const waiting = this.#current;
    if (waiting === null) return;
    this.#current = null;
    this.#underWay.delete(waiting.name);
    how(waiting);
    this.#next();
  }
}

/** Which histories the thread has. */
class Kept {
  readonly #keys = new WeakMap<History, { readonly seq: number; readonly key: number }>();
  /** Those that were sent, the one that was asked for last at the end. */
  readonly #sent = new Set<number>();
  #last = 0;

  /** A number for a history as it is now. */
  keyOf(history: History): number {
    const known = this.#keys.get(history);
    if (known?.seq === history.seq) return known.key;
    const key = this.#last++;
    this.#keys.set(history, { seq: history.seq, key });
    return key;
  }

  /** What a question says of a history: all of it, where the thread does not have it. */
  sending(history: History): { readonly key: number; readonly history?: History } {
    const key = this.keyOf(history);
    const isThere = this.#sent.delete(key);
    this.#sent.add(key);
    return isThere ? { key } : { key, history: wholeOf(history) };
  }

  /** The oldest, beyond those that stay; what is asked for now is none of them. */
  forget(now: ReadonlySet<number>): number[] {
    const gone = [...this.#sent]
      .filter((key) => !now.has(key))
      .slice(0, Math.max(0, this.#sent.size - mostKept));
    for (const key of gone) this.#sent.delete(key);
    return gone;
  }

  clear(): void {
    this.#sent.clear();
  }
}

/** A history that can cross to a thread: what stands for a trial on a shelf reads from there, and has nothing to copy. */
function wholeOf(history: History): History {
  const trials = history.trials.map((trial) => (Object.hasOwn(trial, "state") ? trial : changed(trial, {})));
  return { ...history, trials };
}
