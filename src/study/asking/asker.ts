import { isTunesmithError } from "../../error.ts";
import type { Seq } from "../../history/index.ts";
import type { Suggestion } from "../../samplers/index.ts";
import type { Storage } from "../../storage/index.ts";
import { Threads } from "../../threads/threads.ts";
import type { Elsewhere } from "../suggesters.ts";
import type { AskAnswer, AskTask } from "./asker-words.ts";

/** Events that are told at a time: between them the main thread does other things. */
const page = 1000;

/** So often a log is told from its beginning before its point is made here: a thread knows a few logs at a time. */
const mostRestarts = 2;

/** MB: what a model makes of a log dies young, and need not be held. */
const limits = { maxYoungGenerationSizeMb: 8 };

/** Makes the points of any number of studies in a thread of its own, one after the other. */
export class Asker {
  readonly #threads: Threads<AskTask, AskAnswer>;
  readonly #never = new AbortController().signal;
  #logs = 0;

  /** @param idleMs  after so long without an ask the thread ends; the next ask starts another one */
  constructor(idleMs: number) {
    const file = new URL("./asker-thread.js", import.meta.url);
    const remedy = "ask in the main thread";
    this.#threads = new Threads({ file, workerData: null, most: 1, remedy, idleMs, limits });
  }

  /** null where the package runs from its sources, which no thread can start from. */
  static start(idleMs: number): Asker | null {
    return import.meta.url.endsWith(".js") ? new Asker(idleMs) : null;
  }

  /** The points of one log. */
  of(storage: Storage, study: string): AskedLog {
    const log = this.#logs++;
    const ask: AskOf = (task) =>
      this.#threads.run({ log, ...task }, `make a point for study "${study}"`, this.#never);
    return new AskedLog((after, limit) => storage.read(study, after, limit), ask);
  }

  /** Ends the thread, whatever it is at: what it was asked is answered by null. */
  async close(): Promise<void> {
    await this.#threads.close();
  }
}

/** Reads events of a log. */
type Read = (after: Seq, limit: number) => ReturnType<Storage["read"]>;
/** Asks the thread about a log. */
type AskOf = (task: Omit<AskTask, "log">) => Promise<AskAnswer>;

/** A log whose points are made in a thread, which is told of each event once. */
export class AskedLog implements Elsewhere {
  readonly #read: Read;
  readonly #ask: AskOf;
  /** How far it was told. */
  #at: Seq = 0;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(read: Read, ask: AskOf) {
    this.#read = read;
    this.#ask = ask;
  }

  /**
   * The point that a worker's sampler makes for a trial at a place of the log.
   *
   * @returns null where the thread has ended, or the log is not what it was
   * @throws what the sampler throws; TunesmithError "storage…"
   */
  point(seen: Seq, ask: { readonly by: string; readonly number: number }): Promise<Suggestion | null> {
    // One after the other: the thread folds on, and cannot go back.
    const turn = this.#turn.then(() => this.#point(seen, ask));
    this.#turn = turn.catch(() => {});
    return turn;
  }

  async #point(seen: Seq, ask: NonNullable<AskTask["ask"]>): Promise<Suggestion | null> {
    for (let restarts = 0; restarts <= mostRestarts; ) {
      const after = this.#at;
      const events = after < seen ? await this.#read(after, Math.min(page, seen - after)) : [];
      const end = events.at(-1)?.seq ?? after;
      if (end !== seen && events.length === 0) return null;
      const isAll = end === seen;
      const answer = await this.#ask({ after, events, ask: isAll ? ask : null }).catch(orNull);
      if (answer === null || !("at" in answer)) {
        this.#at = end;
        return answer;
      }
      if (answer.at < end) restarts += 1; // another thread has taken its place, or it knows other logs by now
      this.#at = answer.at;
    }
    return null;
  }
}

/** An answer that will not come is none; other errors are the sampler's. */
function orNull(error: unknown): null {
  if (isTunesmithError(error, "aborted")) return null;
  throw error;
}
