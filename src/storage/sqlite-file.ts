import { randomUUID } from "node:crypto";
import { existsSync, linkSync, rmSync } from "node:fs";
import { patiently } from "./sqlite-access.ts";
import { type Driver, openDriver } from "./sqlite-driver.ts";
import { checkPlace } from "./sqlite-place.ts";
import { claim, makeTables, onSnapshot, setUp } from "./sqlite-schema.ts";
import { inOurWords } from "./sqlite-words.ts";

/**
 * Opens the database at `path`, made where there is none; when anything fails, it is closed again.
 *
 * @param path  absolute
 * @param use   prepares the statements; run again when others are at the file
 * @returns what `use` returns
 */
export async function openFile<T>(path: string, patienceMs: number, use: (db: Driver) => T): Promise<T> {
  checkPlace(path);
  if (!existsSync(path)) await make(path);
  return opened(path, path, (db) => {
    const prepare = () => {
      setUp(db);
      claim(db, path);
      return onSnapshot(db, () => use(db));
    };
    return patiently(prepare, path, patienceMs);
  });
}

/**
 * Makes a new database whole or not at all, and never over another: it gets its name when it is complete. Where the file
 * system knows no links, nothing is made, and SQLite will do it in place.
 */
async function make(path: string): Promise<void> {
  const draft = `${path}.${randomUUID()}`;
  try {
    const db = await opened(draft, path, async (db) => {
      setUp(db);
      db.exec("pragma journal_mode = wal");
      makeTables(db);
      return db;
    });
    db.close();
    link(draft, path);
  } finally {
    for (const end of ["", "-wal", "-shm", "-journal"]) rmSync(draft + end, { force: true });
  }
}

function link(draft: string, path: string): void {
  try {
    linkSync(draft, path);
  } catch {
    // Another process was faster; or there are no links here.
  }
}

/** A connection to `file`, closed when `use` fails; `path` is for the words of the error. */
async function opened<T>(file: string, path: string, use: (db: Driver) => Promise<T>): Promise<T> {
  let db: Driver | undefined;
  try {
    db = await openDriver(file);
    return await use(db);
  } catch (error) {
    db?.close();
    throw inOurWords(error, path);
  }
}
