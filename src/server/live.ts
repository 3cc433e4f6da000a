import { setImmediate as breathe, setTimeout as sleep } from "node:timers/promises";
import { Tally } from "../analysis/tally.ts";
import { isTunesmithError } from "../error.ts";
import { apply, emptyHistory, type History, type Logged, type StudyEvent } from "../history/index.ts";
import type { Shelf } from "../history/shelf.ts";
import type { Storage } from "../storage/index.ts";
import { missing } from "../study/read-study.ts";
import { type KeyedEvent, Keys } from "./keys.ts";
import { Shelving } from "./shelving.ts";

/** Events read at a time: other requests get their turn between, and what was read is garbage before it is old. */
const page = 500;

/** Trials counted at a time, where they are not counted as they are read. */
const countedAtOnce = 5_000;

/** How often a log is looked at while somebody follows it. */
const pollMs = 50;

/** How often it is made sure that the study is still the same one. */
const identityMs = 1_000;

/** One study as the server knows it: the fold of its log, kept up to date for as long as somebody looks. */
export class Live {
  readonly storage: Storage;
  readonly study: string;
  /** What was done under which idempotency key. */
  keys = new Keys();
  /** What was counted so far. */
  readonly tally = new Tally();
  readonly #shelving = new Shelving();
  #history = emptyHistory();
  #first: string | null = null;
  #identityAt = -Infinity;
  #syncing: Promise<void> | null = null;
  #isReading = false;
  #waiting = new Set<() => void>();
  #timer: NodeJS.Timeout | undefined;

  constructor(storage: Storage, study: string) {
    this.storage = storage;
    this.study = study;
  }

  /** The fold of the log so far; another object when the study was dropped and made anew. */
  get history(): History {
    return this.#history;
  }

  /** Reads on to the end of the log; calls at the same time share one reading. */
  sync(): Promise<void> {
    this.#syncing ??= this.#sync().finally(() => {
      this.#syncing = null;
    });
    return this.#syncing;
  }

  /** The columns of a large study; null where trials are whole. */
  get shelf(): Shelf | null {
    return this.#shelving.shelf;
  }

  /** Whether the study is so large that pages ask for pictures and columns of it, in place of its log. */
  get isLarge(): boolean {
    return this.#shelving.isLarge(this.#history);
  }

  /**
   * From now on keeps trials whole, with what samplers and pruners read of them; see `Shelf` for what is not.
   *
   * @throws TunesmithError "storage…"
   */
  async keepWhole(): Promise<void> {
    await this.#shelving.end(this);
  }

  /**
   * Reads on, for those who need the study to be there.
   *
   * @throws TunesmithError "study-missing"
   */
  async present(): Promise<History & { readonly study: NonNullable<History["study"]> }> {
    await this.sync();
    if (!this.#history.study) throw await missing(this.storage, this.study);
    return this.#history as History & { readonly study: NonNullable<History["study"]> };
  }

  /** The same for who would rather see a part soon than all of it later: `isReading` says which it is. */
  async presentWithin(
    ms: number | undefined,
  ): Promise<History & { readonly study: NonNullable<History["study"]> }> {
    const all = this.present();
    if (ms === undefined) return all;
    let isDone = false;
    const ended = all.then(() => {
      isDone = true;
    });
    do await Promise.race([ended, sleep(ms, undefined, { ref: false })]);
    while (!isDone && !this.#history.study);
    return this.#history as History & { readonly study: NonNullable<History["study"]> };
  }

  /** Counts what has ended, and lets others have their turn between: after a change of what had ended that is all there is. */
  async counted(): Promise<void> {
    while (!this.tally.hasSeen(this.#history)) {
      this.tally.see(this.#history, countedAtOnce);
      await breathe();
    }
  }

  /** Whether a reading of the log is under way that has found a full page. */
  get isReading(): boolean {
    return this.#isReading;
  }

  /**
   * Writes events, all or none.
   *
   * @param key  an idempotency key, which goes into the log with the first of them
   * @param times  see `Storage.append`
   * @returns what the storage answers
   */
  async append(
    events: readonly StudyEvent[],
    key?: string,
    times?: readonly number[],
  ): Promise<readonly Logged[]> {
    const [first, ...rest] = events;
    const keyed = key === undefined || !first ? events : [{ ...first, once: key } as KeyedEvent, ...rest];
    const tail = await this.storage.append(this.study, keyed, this.#history.seq, times);
    this.#fold(tail);
    return tail;
  }

  /** Waits until the log has gone beyond `seq`, for `ms` at most; false when it has not. */
  async beyond(seq: number, ms: number): Promise<boolean> {
    if (this.#history.seq > seq) return true;
    await new Promise<void>((resolve) => {
      const done = () => {
        clearTimeout(timer);
        this.#waiting.delete(done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      this.#waiting.add(done);
      this.#poll();
    });
    return this.#history.seq > seq;
  }

  /** The study is gone: who follows it is told. */
  forget(): void {
    this.#history = emptyHistory();
    this.close();
  }

  /** Ends all waiting. */
  close(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    for (const done of [...this.#waiting]) done();
  }

  async #sync(): Promise<void> {
    await this.#checkIdentity();
    for (;;) {
      const events = await this.storage.read(this.study, this.#history.seq, page);
      this.#fold(events);
      this.tally.see(this.#history, 2 * page); // a million at once would hold everybody up at the end
      this.#isReading = events.length === page;
      if (!this.#isReading) return;
      await breathe();
    }
  }

  /** A study that was dropped, and perhaps made anew under its name, begins at 1 again. */
  async #checkIdentity(): Promise<void> {
    if (performance.now() - this.#identityAt < identityMs) return;
    const [first] = await this.storage.read(this.study, 0, 1);
    const now = first === undefined ? null : JSON.stringify(first);
    if (this.#history.seq > 0 && now !== this.#first) {
      this.#history = emptyHistory();
      this.keys = new Keys();
      this.#wake();
    }
    this.#identityAt = performance.now();
  }

  #fold(events: readonly Logged[]): void {
    const before = this.#history.seq;
    for (const logged of events) {
      if (logged.seq !== this.#history.seq + 1) continue; // known already
      if (logged.seq === 1) this.#first = JSON.stringify(logged);
      apply(this.#history, logged);
      this.keys.see(logged, this.#history);
      this.#shelving.see(logged.event, this.#history);
    }
    if (this.#history.seq > before) this.#wake();
  }

  #wake(): void {
    for (const done of [...this.#waiting]) done();
  }

  /** One timer for all who wait; none when nobody does. */
  #poll(): void {
    if (this.#timer !== undefined || this.#waiting.size === 0) return;
    this.#timer = setTimeout(async () => {
      // A storage that is busy or away for a moment is asked again at the next tick.
      await this.sync().catch((e: unknown) => {
        if (!isTunesmithError(e)) throw e;
      });
      this.#timer = undefined;
      this.#poll();
    }, pollMs);
    this.#timer.unref();
  }
}
