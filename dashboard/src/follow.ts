/** A study, followed live: the page folds its log with the reducer that the library folds it with. */
import { useEffect, useReducer, useState } from "preact/hooks";
import { fromColumns } from "../../src/history/columns.ts";
import type { History, Logged } from "../../src/history/index.ts";
import { apply, emptyHistory } from "../../src/history/index.ts";
import { getBytes, segment } from "./api.ts";
import { askDetails, LargeStudy } from "./large/large-study.ts";

/** Where the line stands. `gone`: there is no such study. */
export type Line = "reading" | "live" | "lost" | "gone";

/** From so many events on, a log is not read event by event. */
const longLog = 10_000;

/** ms after which a study that was dropped is looked for again. */
const resetMs = 500;

/** A large study is asked for its news no more often than this. */
const largeMs = 300;

/** The page is drawn anew no more often than this while events pour in. */
const drawMs = 120;

export class Followed {
  readonly name: string;
  history: History = emptyHistory();
  /** Counts what was drawn; what is computed of the history is computed anew with it. */
  version = 0;
  line: Line = "reading";
  #source: EventSource | null = null;
  #isOpening = false;
  #timer = 0;
  #drawnAt = 0;
  readonly #readers = new Set<() => void>();

  constructor(name: string) {
    this.name = name;
  }

  /** Begins to follow with the first reader, and ends with the last. */
  read(reader: () => void): () => void {
    this.#readers.add(reader);
    if (!this.#source) this.#open();
    return () => {
      this.#readers.delete(reader);
      if (this.#readers.size === 0) this.#close();
    };
  }

  /** Whether the page has rows in place of whole trials: memos and curves are asked for one by one. */
  isThin = false;

  /** A study of which the page has no trials, but pictures and columns; null for all others. */
  large: LargeStudy | null = null;

  /** A long log comes as columns first; a large study stays with the server; else the log comes from its start. */
  async #open(): Promise<void> {
    if (this.#isOpening) return;
    this.#isOpening = true;
    if (this.history.seq === 0 || this.large) {
      let details = await askDetails(this.name).catch(() => null);
      // A log that is being read may be that of a large study yet.
      while (details?.isReading && !details.isLarge) details = await askDetails(this.name).catch(() => null);
      if (details?.isLarge) {
        this.large ??= new LargeStudy(details, () => this.#say(this.line));
        this.#stubOf(this.large);
        this.#say(details.isReading ? "reading" : "live");
      } else if (details && details.seq > longLog) await this.#readColumns();
    }
    this.#isOpening = false;
    if (this.#source || this.#readers.size === 0) return;
    if (this.large) this.#followLarge(this.large);
    else this.#follow();
  }

  /** What of a large study everybody reads: all but its trials. */
  #stubOf({ details }: LargeStudy): void {
    const { facts, steering, notes, queue, seq, revision, added } = details;
    const { trials } = this.history;
    this.history = { ...emptyHistory(), study: facts, steering, notes, queue, seq, revision, added, trials };
  }

  /** Hears that there is news, and asks what. */
  #followLarge(large: LargeStudy): void {
    let isAsking = false;
    const ask = async () => {
      if (isAsking || this.#readers.size === 0) return;
      isAsking = true;
      const start = performance.now();
      await large.refresh().catch(() => this.#say("lost"));
      this.#stubOf(large);
      this.#say(large.details.isReading ? "reading" : "live");
      // The page spends a fifth of its time on this at most.
      setTimeout(
        () => {
          isAsking = false;
          if (large.details.isReading || isNews) ask();
          isNews = false;
        },
        Math.max(largeMs, 4 * (performance.now() - start)),
      );
    };
    let isNews = false;
    const { seq } = large.details;
    const source = new EventSource(`/api/v1/studies/${segment(this.name)}/events?bare=1&after=${seq}`);
    this.#source = source;
    source.addEventListener("events", () => {
      isNews = true;
      ask();
    });
    source.addEventListener("reset", () => location.reload());
    source.addEventListener("error", () => {
      if (source.readyState !== EventSource.CLOSED) return this.#say("lost");
      this.#close();
      this.#say("gone");
    });
    if (large.details.isReading) ask();
  }

  async #readColumns(): Promise<void> {
    const bytes = await getBytes(`/studies/${segment(this.name)}/columns`).catch(() => null);
    if (bytes === null) return; // then the log is read from its start
    this.history = fromColumns(new Uint8Array(bytes));
    this.isThin = true;
    this.#say("reading");
  }

  #follow(): void {
    const { seq } = this.history;
    const source = new EventSource(`/api/v1/studies/${segment(this.name)}/events?after=${seq}`);
    this.#source = source;
    source.addEventListener("events", (e) => {
      for (const logged of JSON.parse((e as MessageEvent<string>).data) as Logged[])
        apply(this.history, logged);
      this.#say("live");
    });
    source.addEventListener("open", () => {
      if (this.line === "lost") this.#say("live");
    });
    source.addEventListener("reset", () => {
      this.#close();
      this.history = emptyHistory();
      this.isThin = false;
      this.#say("reading");
      // Whoever dropped it goes elsewhere; a study made anew is followed on.
      setTimeout(() => this.#readers.size > 0 && this.#open(), resetMs);
    });
    source.addEventListener("error", () => {
      // The browser tries again by itself, unless the server refused.
      if (source.readyState !== EventSource.CLOSED) return this.#say("lost");
      this.#close();
      this.#say(this.history.seq === 0 ? "gone" : "lost");
      if (this.history.seq > 0)
        setTimeout(() => this.#readers.size > 0 && !this.#source && this.#open(), 3000);
    });
  }

  #close(): void {
    this.#source?.close();
    this.#source = null;
  }

  /** Tells the readers, soon. */
  #say(line: Line): void {
    this.line = line;
    if (this.#timer !== 0) return;
    const wait = Math.max(0, drawMs - (performance.now() - this.#drawnAt));
    this.#timer = window.setTimeout(() => {
      this.#timer = 0;
      this.version += 1;
      for (const reader of [...this.#readers]) reader();
      this.#drawnAt = performance.now();
    }, wait);
  }
}

const followed = new Map<string, Followed>();

/** Follows a study for as long as the component stands. */
export function useStudy(name: string): Followed {
  const [, redraw] = useReducer((n: number) => n + 1, 0);
  const study = followed.get(name) ?? new Followed(name);
  followed.set(name, study);
  useEffect(() => study.read(() => redraw(0)), [study]);
  return study;
}

/** The page may spend this share of its time on what is heavy. */
const share = 0.1;

/** So long the first time waits. */
const firstMs = 300;

/** A value that is computed of a history, no more often than it may: what is heavy lags behind a little. */
export function useLately<T>(version: number, compute: () => T): T | null {
  const [value, setValue] = useState<T | null>(null);
  const [last] = useState({ at: performance.now(), tookMs: firstMs * share }); // pictures go before
  useEffect(() => {
    const wait = Math.max(0, last.tookMs / share - (performance.now() - last.at));
    const timer = setTimeout(() => {
      const start = performance.now();
      setValue(compute());
      last.at = performance.now();
      last.tookMs = last.at - start;
    }, wait);
    return () => clearTimeout(timer);
  }, [version]);
  return value;
}
