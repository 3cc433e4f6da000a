import type { Logged, Seq } from "../history/index.ts";
import { checkStudyName, closed } from "./checks.ts";
import type { Leases, Storage } from "./storage.ts";

/** The log of one study: the event at seq k stands at index k - 1. */
interface Log {
  readonly at: number[];
  /** Events as JSON text, so a reader gets copies, and just what any other storage would give it. */
  readonly bodies: string[];
}

/**
 * Keeps studies in the memory of this process, as long as it lives.
 *
 * @param options.now  the clock of leases, in ms; it must never go back
 */
export function memory(options: { readonly now?: () => number } = {}): Storage {
  const url = "memory:";
  const logs = new Map<string, Log>();
  const leases = memoryLeases(options.now ?? (() => performance.now()), check);
  let isClosed = false;

  function check(study: string): void {
    if (isClosed) throw closed(url);
    checkStudyName(study);
  }

  return {
    url,
    leases,
    async append(study, events, after, times) {
      check(study);
      const added = events.map((event) => JSON.stringify(event));
      const log = logs.get(study) ?? { at: [], bodies: [] };
      if (added.length > 0) logs.set(study, log);
      const now = Math.max(Date.now(), log.at.at(-1) ?? 0);
      for (const [i, body] of added.entries()) {
        log.at.push(times?.[i] ?? now);
        log.bodies.push(body);
      }
      return logged(log, after);
    },
    async read(study, after, limit) {
      check(study);
      return logged(logs.get(study), after, limit);
    },
    async studies() {
      if (isClosed) throw closed(url);
      return [...logs.keys()].sort();
    },
    async drop(study) {
      check(study);
      logs.delete(study);
      leases.drop(study);
    },
    async close() {
      isClosed = true;
    },
  };
}

function logged(log: Log | undefined, after: Seq, limit = Number.POSITIVE_INFINITY): Logged[] {
  if (!log) return [];
  return log.bodies.slice(after, after + limit).map((body, i) => {
    return { seq: after + i + 1, at: log.at[after + i]!, event: JSON.parse(body) };
  });
}

/** Leases as a table of the moments when they end. */
function memoryLeases(
  now: () => number,
  check: (study: string) => void,
): Leases & { drop(study: string): void } {
  const ends = new Map<string, Map<string, number>>();
  return {
    async renew(study, worker, ttlMs) {
      check(study);
      const ofStudy = ends.get(study) ?? new Map<string, number>();
      ends.set(study, ofStudy.set(worker, now() + ttlMs));
    },
    async release(study, worker) {
      check(study);
      ends.get(study)?.delete(worker);
    },
    async expired(study, workers) {
      check(study);
      const moment = now();
      const isLive = (worker: string) => moment < (ends.get(study)?.get(worker) ?? Number.NEGATIVE_INFINITY);
      return workers.filter((worker) => !isLive(worker));
    },
    drop(study) {
      ends.delete(study);
    },
  };
}
