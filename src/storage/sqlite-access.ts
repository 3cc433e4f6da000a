import { setTimeout as sleep } from "node:timers/promises";
import { closed } from "./checks.ts";
import type { Driver } from "./sqlite-driver.ts";
import { immediately, onSnapshot } from "./sqlite-schema.ts";
import { inOurWords, isBusy } from "./sqlite-words.ts";

/** One connection, shared by all callers in this process: it waits for its turn, and speaks our words. */
export interface Access {
  /** Looks something up; nobody has to wait for it. */
  read<T>(look: () => T): Promise<T>;
  /** Changes something, all of it or nothing, in the order of the calls. */
  write<T>(change: () => T): Promise<T>;
  /** The same. A change that gets null may give null, and wants a look first that may take long: nobody waits for that one. */
  writeOrLook<T, R>(look: () => T, change: (seen: T | null) => R | null): Promise<R>;
  /** Waits for the writes under way, and moves what stands in the write-ahead log into the file. */
  close(): Promise<void>;
}

/** @param patienceMs  how long a call waits for other processes */
export function accessTo(db: Driver, path: string, patienceMs: number): Access {
  let isClosed = false;
  let lastWrite: Promise<unknown> = Promise.resolve();

  function run<T>(work: () => T): Promise<T> {
    const attempt = () => {
      if (isClosed) throw closed(`sqlite:${path}`);
      return work();
    };
    return patiently(attempt, path, patienceMs);
  }

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = lastWrite.then(work);
    lastWrite = done.catch(() => {}); // a failed write has its own caller to tell
    return done;
  }

  const read = <T>(look: () => T) => run(() => onSnapshot(db, look));
  const write = <T>(change: () => T) => run(() => immediately(db, change));
  return {
    read,
    write: (change) => inTurn(() => write(change)),
    writeOrLook: (look, change) =>
      inTurn(async () => {
        const done = await write(() => change(null));
        if (done !== null) return done;
        const seen = await read(look);
        return (await write(() => change(seen)))!;
      }),
    close: () =>
      inTurn(async () => {
        if (isClosed) return;
        isClosed = true;
        letGo(db);
      }),
  };
}

/**
 * Runs `work` again, as long as another process is at it, after pauses of random length: SQLite's own waiting favours
 * whoever came last, and would stop the event loop.
 *
 * @throws TunesmithError "storage-busy" after `patienceMs`; other errors of SQLite at once
 */
export async function patiently<T>(work: () => T, path: string, patienceMs: number): Promise<T> {
  const end = performance.now() + patienceMs;
  for (;;) {
    try {
      return work();
    } catch (error) {
      if (!isBusy(error) || performance.now() > end) throw inOurWords(error, path);
    }
    await sleep(1 + Math.random() * longestPauseMs);
  }
}

/** About the time of a commit on a slow disk: a longer pause would miss the moments when the file is free. */
const longestPauseMs = 20;

function letGo(db: Driver): void {
  try {
    db.exec("pragma wal_checkpoint(truncate)");
  } catch {
    // Somebody else is at it, and the last one to leave does it.
  }
  db.close();
}
