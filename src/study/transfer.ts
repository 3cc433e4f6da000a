/** Logs on their way from one storage to another, or through a file of JSON lines. */
import { TunesmithError } from "../error.ts";
import type { Logged } from "../history/index.ts";
import type { Storage } from "../storage/index.ts";
import { missing } from "./read-study.ts";

/** How many events go at a time. */
const page = 2000;

/** What came of it. */
export interface Transferred {
  readonly study: string;
  /** Events that the log has, as it came. */
  readonly events: number;
  /** Those that were not there yet. */
  readonly added: number;
}

/** A log, page by page. */
export async function* logOf(storage: Storage, study: string): AsyncGenerator<readonly Logged[]> {
  for (let after = 0; ; ) {
    const events = await storage.read(study, after, page);
    if (events.length === 0 && after === 0) throw await missing(storage, study);
    if (events.length > 0) yield events;
    after += events.length;
    if (events.length < page) return;
  }
}

/**
 * Writes a log where there is none, or goes on where an earlier try ended: what is there must be the same from its first
 * event on. So copying again brings a copy up to date.
 *
 * @throws TunesmithError "study-differs" when another study of that name is there, or one that went its own way
 */
export async function receive(
  storage: Storage,
  study: string,
  pages: AsyncIterable<readonly Logged[]>,
): Promise<Transferred> {
  let [events, added] = [0, 0];
  for await (const logged of pages) {
    const there = await storage.read(study, events, logged.length);
    const other = there.findIndex((one, i) => textOf(one) !== textOf(logged[i]!));
    if (other >= 0) throw differs(storage, study, events + other + 1);
    const rest = logged.slice(there.length);
    const after = events + there.length;
    if (rest.length > 0) {
      const tail = await storage.append(
        study,
        rest.map(({ event }) => event),
        after,
        rest.map(({ at }) => at),
      );
      if (tail.length !== rest.length) throw differs(storage, study, after + 1);
      added += rest.length;
    }
    events += logged.length;
  }
  return { study, events, added };
}

/**
 * Copies a study as it is, event by event; into the same storage only under another name.
 *
 * @throws TunesmithError "study-missing", "study-differs"
 */
export async function copyStudy(from: Storage, to: Storage, study: string, as = study): Promise<Transferred> {
  return receive(to, as, logOf(from, study));
}

/**
 * Gives a study another name, once no worker is at it. Cut in the middle, both names are there; again, it goes on.
 *
 * @throws TunesmithError "study-missing", "study-differs", "option" while workers run trials
 */
export async function renameStudy(
  storage: Storage,
  study: string,
  to: string,
  busy: readonly string[],
): Promise<void> {
  if (busy.length > 0) {
    const what = `${busy.length === 1 ? `the worker ${busy[0]} runs` : `${busy.length} workers run`} trials of study "${study}"`;
    throw new TunesmithError("option", `${what}. Stop it first: tunesmith stop.`);
  }
  await copyStudy(storage, storage, study, to);
  await storage.drop(study);
}

/** An event in its place, as one line of a file. */
export function textOf({ seq, at, event }: Logged): string {
  return JSON.stringify({ seq, at, event });
}

function differs({ url }: Storage, study: string, place: number): TunesmithError {
  const what = `there is a study "${study}" in ${url}, and it is another one from event ${place} on`;
  return new TunesmithError("study-differs", `${what}. Take another name for what comes.`);
}
