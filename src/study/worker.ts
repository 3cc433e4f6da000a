import { randomBytes } from "node:crypto";
import { hostname } from "node:os";
import { TunesmithError } from "../error.ts";
import type { Logged, StudyEvent } from "../history/index.ts";
import { apply, emptyHistory, type History } from "../history/index.ts";
import { Tidy } from "../history/tidy.ts";
import type { Storage } from "../storage/index.ts";

/** How many events are read at a time when a long log is opened. */
const page = 20_000;

/** Events are written as `JSON.stringify` reads them back: this much text in one is refused, not truncated. */
const longestEvent = 1_000_000;

/** Events that have their places in the log. */
export interface Written {
  /** Of the last of them. */
  readonly place: number;
  /** Until it is settled, nobody may be told that they stand. */
  readonly durable: Promise<void>;
}

/** One handle's view of one log, and its lease. */
export class Worker {
  /** Who this is, in the log and in the leases. */
  readonly id = `${hostname()}-${process.pid}-${randomBytes(4).toString("hex")}`;
  readonly history: History = emptyHistory();
  readonly storage: Storage;
  readonly study: string;
  readonly #leaseMs: number;
  readonly #tidy = new Tidy();
  #endRenewal: () => void = () => {};
  #joined = false;

  constructor(storage: Storage, study: string, leaseMs: number) {
    this.storage = storage;
    this.study = study;
    this.#leaseMs = leaseMs;
  }

  /** Reads on to the end of the log. */
  async sync(): Promise<void> {
    for (;;) {
      const events = await this.storage.read(this.study, this.history.seq, page);
      this.#fold(events);
      if (events.length < page) return;
    }
  }

  /**
   * Writes events, all or none.
   *
   * @returns the place of the last of them; the history has come up to it
   */
  async append(...events: readonly StudyEvent[]): Promise<number> {
    checkLengths(events);
    return this.#take(await this.storage.append(this.study, events, this.history.seq));
  }

  /**
   * `append` for a caller who may go on while the disk is waited for.
   *
   * @param o.isPatient  whether it waits all the same
   */
  async commit(events: readonly StudyEvent[], o: { readonly isPatient: boolean }): Promise<Written> {
    const { storage, study, history } = this;
    if (o.isPatient || !storage.commit) {
      return { place: await this.append(...events), durable: Promise.resolve() };
    }
    checkLengths(events);
    const { tail, durable } = await storage.commit(study, events, history.seq);
    durable.catch(() => {}); // the caller hears of it when it looks
    return { place: this.#take(tail), durable };
  }

  /** Takes the lease, before the first trial is opened, and keeps it; says what this worker asks with. */
  async join(
    joined: Omit<Extract<StudyEvent, { type: "worker.joined" }>, "type" | "by" | "runtime">,
  ): Promise<void> {
    if (this.#joined) return;
    this.#joined = true;
    const renew = () => this.storage.leases.renew(this.study, this.id, this.#leaseMs);
    await renew();
    const end = await this.storage.leases.keep?.(this.study, this.id, this.#leaseMs);
    this.#endRenewal = end ?? this.#renewHere(renew);
    const runtime = `node ${process.versions.node}, v8 ${process.versions.v8}`;
    await this.append({ type: "worker.joined", by: this.id, ...joined, runtime });
  }

  /** Leaves the lease to time alone, for a process that ends while its trials go on elsewhere. */
  async detach(): Promise<void> {
    this.#endRenewal();
    if (this.#joined) await this.storage.leases.renew(this.study, this.id, this.#leaseMs, true);
    this.#joined = false;
  }

  /** Gives the lease up. */
  async leave(): Promise<void> {
    this.#endRenewal();
    if (this.#joined) await this.storage.leases.release(this.study, this.id);
    this.#joined = false;
  }

  #renewHere(renew: () => Promise<void>): () => void {
    // A failed renewal is no news by itself: either the next one succeeds, or the next append fails loudly.
    const timer = setInterval(() => renew().catch(() => {}), Math.max(1, this.#leaseMs / 3));
    timer.unref();
    return () => clearInterval(timer);
  }

  #take(tail: readonly Logged[]): number {
    const last = tail.at(-1);
    if (!last) {
      throw new TunesmithError(
        "study-missing",
        `study "${this.study}" was deleted from ${this.storage.url} while it was worked on.`,
      );
    }
    this.#fold(tail);
    return last.seq;
  }

  #fold(events: readonly Logged[]): void {
    for (const logged of events) apply(this.history, logged);
    this.#tidy.tidy(this.history);
  }
}

function checkLengths(events: readonly StudyEvent[]): void {
  for (const event of events) {
    const { length } = JSON.stringify(event);
    if (length <= longestEvent) continue;
    throw new TunesmithError(
      "value",
      `${event.type}: ${length} characters are too many for one event (${longestEvent} at most); keep large results in a file.`,
    );
  }
}
