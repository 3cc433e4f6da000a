/** Studies as JSON Lines: for each a line that names it, and a line an event. The same study gives the same bytes. */
import { TunesmithError } from "../error.ts";
import type { Logged } from "../history/index.ts";
import type { Storage } from "../storage/index.ts";
import { logOf, receive, type Transferred, textOf } from "./transfer.ts";

/** The form of the file that this program writes. */
const form = 1;

/** How many events are kept back until they are written. */
const page = 2000;

/**
 * The lines of studies, without line ends.
 *
 * @throws TunesmithError "study-missing"
 */
export async function* exportLines(storage: Storage, studies: readonly string[]): AsyncGenerator<string> {
  for (const study of studies) {
    let isFirst = true;
    for await (const events of logOf(storage, study)) {
      if (isFirst) yield JSON.stringify({ tunesmith: form, study });
      isFirst = false;
      for (const logged of events) yield textOf(logged);
    }
  }
}

/** What came out of a file. */
export interface Imported {
  readonly studies: readonly Transferred[];
  /** The number of a last line that ends in the middle, as after a full disk; what stands before it was taken. */
  readonly tornAt: number | null;
}

/**
 * Writes the studies of a file into a storage.
 *
 * @param lines  without line ends
 * @param as     another name, when the file has one study
 * @throws TunesmithError "file" for a line that is none of ours; what stands before it was taken. "study-differs"
 */
export async function importLines(
  storage: Storage,
  lines: AsyncIterable<string>,
  as?: string,
): Promise<Imported> {
  const reader = new Reader(lines);
  const studies: Transferred[] = [];
  while (await reader.nextStudy()) {
    if (as !== undefined && studies.length > 0) {
      throw new TunesmithError("option", "the file has several studies, so one name does not do for them.");
    }
    studies.push(await receive(storage, as ?? reader.study, reader.pages()));
  }
  return { studies, tornAt: reader.tornAt };
}

/** Reads line by line, and takes the last one that is no JSON for one that was cut. */
class Reader {
  study = "";
  tornAt: number | null = null;
  readonly #lines: AsyncIterator<string>;
  #number = 0;
  #ahead: { readonly value: unknown; readonly text: string } | null = null;

  constructor(lines: AsyncIterable<string>) {
    this.#lines = lines[Symbol.asyncIterator]();
  }

  /** Goes on to the next head line; false at the end. */
  async nextStudy(): Promise<boolean> {
    const line = await this.#peek();
    if (!line) return false;
    const { tunesmith, study } = line.value as { tunesmith?: unknown; study?: unknown };
    if (typeof tunesmith !== "number" || typeof study !== "string") throw this.#wrong(line.text);
    if (tunesmith > form) {
      throw new TunesmithError(
        "file",
        `line ${this.#number}: a newer Tunesmith wrote this file. Update the package.`,
      );
    }
    this.study = study;
    this.#ahead = null;
    return true;
  }

  async *pages(): AsyncGenerator<readonly Logged[]> {
    let [events, seq, at] = [[] as Logged[], 0, 0];
    for (;;) {
      const line = await this.#peek();
      if (!line || "tunesmith" in (line.value as object)) break;
      const logged = line.value as Logged;
      const isNext = logged.seq === seq + 1 && Number.isSafeInteger(logged.at) && logged.at >= at;
      const isEvent = typeof logged.event === "object" && typeof logged.event?.type === "string";
      if (!isNext || !isEvent) throw this.#wrong(line.text);
      [seq, at] = [logged.seq, logged.at];
      events.push(logged);
      this.#ahead = null;
      if (events.length < page) continue;
      yield events;
      events = [];
    }
    if (events.length > 0) yield events;
  }

  async #peek() {
    while (!this.#ahead && this.tornAt === null) {
      const { done, value: text } = await this.#lines.next();
      if (done) return null;
      this.#number += 1;
      if (text.trim() === "") continue;
      const value = parsed(text);
      if (typeof value === "object" && value !== null) this.#ahead = { value, text };
      else await this.#end(text);
    }
    return this.#ahead;
  }

  /** A line that is no JSON may be the last. */
  async #end(text: string): Promise<void> {
    const at = this.#number;
    for (;;) {
      const { done, value } = await this.#lines.next();
      if (done) break;
      if (value.trim() !== "") throw this.#wrong(text);
    }
    this.tornAt = at;
  }

  #wrong(text: string): TunesmithError {
    const shown = text.length > 60 ? `${text.slice(0, 60)}…` : text;
    const before = this.#number > 1 ? " What stands before it was taken." : "";
    return new TunesmithError("file", `line ${this.#number} is no line of an export: "${shown}".${before}`);
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
