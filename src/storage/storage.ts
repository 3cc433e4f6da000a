import type { Logged, Seq, StudyEvent } from "../history/index.ts";

/**
 * The logs of studies. One promise: appends to a study are durable when they return, and totally ordered, with any number of
 * writers; a reader that goes on from the last `seq` it saw misses nothing.
 *
 * They never look inside an event, and what they return are copies.
 */
interface Logs {
  /**
   * Appends all the events, or none, side by side.
   *
   * @param after  the last place the caller knows
   * @param times  when they happened, of a log that comes from elsewhere, in ms since 1970; default: now
   * @returns everything after `after`, the new events included
   */
  append(
    study: string,
    events: readonly StudyEvent[],
    after: Seq,
    times?: readonly number[],
  ): Promise<readonly Logged[]>;
  /**
   * `append` for a caller who has work to do until the disk has the events, and tells nobody of them before. Where there is none,
   * `append` will do; what wraps a storage to see all that is written wraps both, or leaves this out.
   *
   * @returns once they have their places, before which nothing can come any more
   */
  commit?(study: string, events: readonly StudyEvent[], after: Seq): Promise<Committed>;
  /** @returns the events after `after` in order, at most `limit`; none for a study that is not there. */
  read(study: string, after: Seq, limit?: number): Promise<readonly Logged[]>;
}

/** Keeps studies: their logs, and who works on them. */
export interface Storage extends Logs {
  /** Where it is, as `openStorage` takes it. */
  readonly url: string;
  /** The names of all studies that have an event, sorted. */
  studies(): Promise<readonly string[]>;
  /** Removes a study with all its events and leases; nothing happens when it is not there. */
  drop(study: string): Promise<void>;
  readonly leases: Leases;
  close(): Promise<void>;
}

/** What has its places in a log. */
export interface Committed {
  /** As `append` returns it. */
  readonly tail: readonly Logged[];
  /** Settled when it is on the disk, as far as anybody can say; rejected when it may never be, as are then those that come later. */
  readonly durable: Promise<void>;
}

/**
 * The claims of workers to be alive, by the storage's clock, never a worker's. A worker takes its lease before it opens
 * its first trial, so a trial without a live lease behind it has lost its worker.
 */
export interface Leases {
  /**
   * Takes or renews the lease of a worker for `ttlMs` from now.
   *
   * @param isDetached  whether the worker is no process of this machine, so that only time ends the lease; default false
   */
  renew(study: string, worker: string, ttlMs: number, isDetached?: boolean): Promise<void>;
  /**
   * Sees to it that a lease lasts as long as this process does, also while the objective lets nothing else run.
   *
   * @returns what ends it; null when the caller has to renew all the same
   */
  keep?(study: string, worker: string, ttlMs: number): Promise<(() => void) | null>;
  /** Gives the lease up. */
  release(study: string, worker: string): Promise<void>;
  /** Those of `workers` whose lease ran out, was given up, or never was. */
  expired(study: string, workers: readonly string[]): Promise<readonly string[]>;
}
