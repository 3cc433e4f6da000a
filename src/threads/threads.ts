import { type ResourceLimits, Worker } from "node:worker_threads";
import { TunesmithError } from "../error.ts";
import { received, type SentError } from "./sent-error.ts";

/** What crosses back: an answer, or what was thrown. */
export type Reply<A> = { readonly id: number } & ({ readonly answer: A } | { readonly thrown: SentError });

/** Work that somebody waits for. */
interface Waiting<T, A> {
  readonly task: T & { readonly id: number };
  readonly done: (answer: A) => void;
  readonly failed: (error: unknown) => void;
}

export interface ThreadsOptions {
  /** The file that a thread starts with, and what it is given. */
  readonly file: URL;
  readonly workerData: unknown;
  /** Threads at most, >= 1. */
  readonly most: number;
  /** Whether a thread is ended when nobody waits for its work any more; else it goes on to its end. */
  readonly endsAborted?: boolean;
  /** What else can be done, for the message where a thread has ended. */
  readonly remedy: string;
  /** ms without work after which a thread ends, and its memory is free; default: it stays. */
  readonly idleMs?: number;
  /** Its memory; default: Node's. */
  readonly limits?: ResourceLimits;
}

/**
 * Threads that do tasks: each one at a time, the next in line. They start when there is work, and end with `close`; while they
 * have none, they keep no process alive.
 */
export class Threads<T extends object, A> {
  readonly #options: ThreadsOptions;
  readonly #queue: Waiting<T, A>[] = [];
  /** What each thread is at; null: nothing. */
  readonly #threads = new Map<Worker, Waiting<T, A> | null>();
  readonly #names = new WeakMap<Waiting<T, A>, string>();
  #idleTimer: NodeJS.Timeout | undefined;
  #isClosed = false;
  #last = 0;

  constructor(options: ThreadsOptions) {
    this.#options = options;
  }

  /**
   * What a thread answers.
   *
   * @param what  names the task, for messages
   * @throws what is thrown there; the signal's reason; TunesmithError "aborted" where the thread ends
   */
  run(task: T, what: string, signal: AbortSignal): Promise<A> {
    return new Promise((done, failed) => {
      if (signal.aborted || this.#isClosed) {
        failed(signal.reason ?? this.#ended("was closed", what));
        return;
      }
      const onAbort = () => {
        const place = this.#queue.indexOf(waiting);
        if (place >= 0) this.#queue.splice(place, 1);
        else if (this.#options.endsAborted) this.#end(waiting);
        failed(signal.reason); // work that is not ended goes on, and nobody hears of it
      };
      signal.addEventListener("abort", onAbort, { once: true });
      const settle =
        <T>(how: (value: T) => void) =>
        (value: T) => {
          signal.removeEventListener("abort", onAbort);
          how(value);
        };
      const waiting: Waiting<T, A> = {
        task: { ...task, id: this.#last++ },
        done: settle(done),
        failed: settle(failed),
      };
      this.#names.set(waiting, what);
      this.#queue.push(waiting);
      this.#next();
    });
  }

  /** Ends all threads, whatever they are at. */
  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#idleTimer);
    await Promise.all([...this.#threads.keys()].map((thread) => thread.terminate()));
  }

  /** Gives work to threads that have none; starts one where all are at work. */
  #next(): void {
    while (this.#queue.length > 0 && !this.#isClosed) {
      const thread = this.#idle() ?? (this.#threads.size < this.#options.most ? this.#start() : null);
      if (!thread) return;
      const waiting = this.#queue.shift()!;
      clearTimeout(this.#idleTimer);
      this.#threads.set(thread, waiting);
      thread.ref(); // somebody waits
      thread.postMessage(waiting.task);
    }
  }

  /** Ends the thread that is at some work. */
  #end(work: Waiting<T, A>): void {
    for (const [thread, waiting] of this.#threads) if (waiting === work) void thread.terminate();
  }

  #idle(): Worker | null {
    for (const [thread, waiting] of this.#threads) if (waiting === null) return thread;
    return null;
  }

  #start(): Worker {
    const { file, workerData, limits } = this.#options;
    const thread = new Worker(file, {
      workerData,
      ...(limits && { resourceLimits: limits }),
      execArgv: [], // a debugger or a loader is the main thread's
    });
    let why = "ended";
    thread.on("message", (reply: Reply<A>) => {
      const waiting = this.#threads.get(thread);
      this.#threads.set(thread, null);
      thread.unref();
      if ("thrown" in reply) waiting?.failed(received(reply.thrown));
      else waiting?.done(reply.answer);
      this.#next();
      this.#rest();
    });
    thread.on("error", (e) => {
      why = `ended (${(e as Error).message})`;
    });
    thread.on("exit", () => {
      const waiting = this.#threads.get(thread);
      this.#threads.delete(thread);
      if (waiting) waiting.failed(this.#ended(why, this.#names.get(waiting)!));
      this.#next(); // in another thread
    });
    return thread;
  }

  /** Ends threads that nobody has given work for long. */
  #rest(): void {
    const { idleMs } = this.#options;
    if (idleMs === undefined || [...this.#threads.values()].some((waiting) => waiting !== null)) return;
    clearTimeout(this.#idleTimer);
    this.#idleTimer = setTimeout(() => {
      for (const thread of this.#threads.keys()) {
        this.#threads.delete(thread); // who comes now gets another one
        void thread.terminate();
      }
    }, idleMs).unref();
  }

  #ended(how: string, what: string): TunesmithError {
    const { remedy } = this.#options;
    return new TunesmithError("aborted", `the thread that was to ${what} ${how}; ${remedy}.`);
  }
}
