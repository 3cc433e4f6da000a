import { close, fdatasync, fdatasyncSync, open } from "node:fs";
import { promisify } from "node:util";
import { TunesmithError } from "../error.ts";
import { Room } from "./sqlite-room.ts";

/** The way of commits to the disk. */
export interface Disk {
  /**
   * Returns once all that was committed before the call is on the disk, by whichever process.
   *
   * Where a sync has failed, so does each later call: the system may have dropped what it could not write, and says so only once.
   *
   * @source Rebello et al. (2020), "Can Applications Recover from fsync Failures?", USENIX ATC
   * @param isAlone  whether nobody else is likely to come meanwhile: then a quick disk is waited for on the spot
   */
  reach(isAlone?: boolean): Promise<void>;
  /** Sees to it that commits need not make the log longer; for one who has the right to write. */
  makeRoom(): void;
  close(): Promise<void>;
}

const [openFile, syncFile, closeFile] = [promisify(open), promisify(fdatasync), promisify(close)];

/** A wait that is shorter costs less than to hand it to another thread and back; nothing else runs meanwhile. */
const quickMs = 2;

/**
 * Takes what stands in the write-ahead log of a database to the disk. SQLite would do so itself (`synchronous=full`), but
 * inside of the lock, so that each writer waits for the disk of all others. Here a commit only writes, and the disk is
 * waited for after the lock was given back: those who come meanwhile share the next wait.
 *
 * The log lives as long as this process has the database open, and SQLite has no lock on it that closing it could drop.
 *
 * @param path  of the database, which is open and in WAL mode
 */
export function diskOf(path: string): Disk {
  let file: Promise<number> | null = null;
  let running: Promise<void> | null = null;
  let waiting: Promise<void> | null = null;
  let lastMs = Infinity;
  let known: number | null = null;
  let lost: TunesmithError | null = null;
  const room = new Room();

  async function sync(isAlone: boolean): Promise<void> {
    waiting = null;
    if (lost) throw lost;
    try {
      file ??= openFile(`${path}-wal`, "r+");
      const fd = await file;
      known = fd;
      const start = performance.now();
      if (isAlone && lastMs < quickMs) fdatasyncSync(fd);
      else await syncFile(fd);
      lastMs = performance.now() - start;
    } catch (cause) {
      const what = `${path} could not be taken to the disk (${(cause as Error).message})`;
      const error = new TunesmithError("storage", `${what}. Look at the disk, and run again.`, { cause });
      if (known === null) file = null;
      else lost = error;
      throw error;
    }
  }

  function start(isAlone = false): Promise<void> {
    const one = sync(isAlone).finally(() => {
      if (running === one) running = null;
    });
    running = one;
    return one;
  }

  return {
    reach(isAlone) {
      if (!running) return start(isAlone);
      const next = () => start();
      waiting ??= running.then(next, next); // what runs may have begun before the commit
      return waiting;
    },
    makeRoom() {
      if (known !== null) room.make(known);
    },
    async close() {
      while (running) await (waiting ?? running).catch(() => {});
      const fd = await file?.catch(() => null);
      file = null;
      known = null;
      if (typeof fd === "number") await closeFile(fd);
    },
  };
}
