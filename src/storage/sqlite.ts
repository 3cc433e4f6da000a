import { resolve } from "node:path";
import type { Logged, Seq, StudyEvent } from "../history/index.ts";
import { checkStudyName } from "./checks.ts";
import { accessTo } from "./sqlite-access.ts";
import { diskOf } from "./sqlite-disk.ts";
import { openFile } from "./sqlite-file.ts";
import { monotonicMs, sqliteLeases } from "./sqlite-leases.ts";
import { sqliteLog } from "./sqlite-log.ts";
import type { Storage } from "./storage.ts";

/** So many events of others are read within the lock. */
const mostMissed = 200;

/**
 * Keeps studies in one SQLite file, for all processes of one machine.
 *
 * @param path  the file; it is made when there is none
 * @param options.patienceMs  how long a call waits for other processes; default 30,000
 * @param options.now  the clock of leases, in ms: the same one in all processes, and it must never go back
 * @throws TunesmithError "storage", "storage-corrupt", "storage-busy" or "unsupported"; then nothing was made or changed
 */
export async function sqlite(
  path: string,
  options: { readonly patienceMs?: number; readonly now?: () => number } = {},
): Promise<Storage> {
  const { patienceMs = 30_000, now = monotonicMs } = options;
  const file = resolve(path);
  return openFile(file, patienceMs, (db) => {
    const access = accessTo(db, file, patienceMs);
    const log = sqliteLog(db, file);
    const leases = sqliteLeases(db, access, now);
    const disk = diskOf(file);
    let callers = 0;

    /** What somebody has seen is on the disk: else it could be gone after a power cut, and something else in its place. */
    async function durably<T extends readonly unknown[]>(found: T): Promise<T> {
      if (found.length > 0) await disk.reach(callers === 1);
      return found;
    }

    async function write(
      study: string,
      events: readonly StudyEvent[],
      after: Seq,
      times?: readonly number[],
    ): Promise<readonly Logged[]> {
      checkStudyName(study);
      const bodies = events.map((event) => JSON.stringify(event));
      if (bodies.length === 0) return access.read(() => log.read(study, after));
      // What may be long is read while nobody has to wait, and nothing can fail after the commit.
      const add = (seen: Logged[] | null) => {
        const known = after + (seen?.length ?? 0);
        const tail = log.append(study, bodies, { after: known, times, most: seen ? Infinity : mostMissed });
        disk.makeRoom();
        return tail && [...(seen ?? []), ...tail];
      };
      return access.writeOrLook(() => log.read(study, after), add);
    }

    return {
      url: `sqlite:${file}`,
      leases,
      async append(study, events, after, times) {
        callers += 1;
        try {
          return await durably(await write(study, events, after, times));
        } finally {
          callers -= 1;
        }
      },
      async commit(study, events, after) {
        const tail = await write(study, events, after);
        return { tail, durable: disk.reach() };
      },
      async read(study, after, limit) {
        checkStudyName(study);
        return durably(await access.read(() => log.read(study, after, limit)));
      },
      studies: () => access.read(log.studies),
      async drop(study) {
        checkStudyName(study);
        await access.write(() => {
          log.drop(study);
          leases.drop(study);
        });
        await disk.reach();
      },
      async close() {
        await access.close(); // after the writes under way
        await disk.close();
      },
    };
  });
}
