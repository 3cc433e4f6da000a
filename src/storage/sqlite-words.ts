import { TunesmithError } from "../error.ts";
import { sqliteCode } from "./sqlite-driver.ts";

/** The primary result codes of SQLite that have a way out of their own (https://sqlite.org/rescode.html). */
const code = {
  error: 1,
  perm: 3,
  busy: 5,
  locked: 6,
  readOnly: 8,
  io: 10,
  corrupt: 11,
  full: 13,
  cannotOpen: 14,
  protocol: 15, // a race for the locks of the write-ahead log, lost too often
  notADatabase: 26,
};

/** Whether another process was at it, so that a later try may work. */
export function isBusy(error: unknown): boolean {
  return [code.busy, code.locked, code.protocol].includes(sqliteCode(error));
}

/** What went wrong with the database at `path`, in our words; an error that is none of SQLite's stays as it is. */
export function inOurWords(error: unknown, path: string): unknown {
  const found = sqliteCode(error);
  if (found === 0 || !(error instanceof Error)) return error;
  const say = (kind: "storage" | "storage-busy" | "storage-corrupt", words: string) =>
    new TunesmithError(kind, `${path} ${words}`, { cause: error });
  if (isBusy(error)) {
    const who = "A stopped worker or an open transaction in another program may hold it";
    return say(
      "storage-busy",
      `was locked by others for too long; nothing was written. ${who}: end it, and run again.`,
    );
  }
  switch (found) {
    case code.notADatabase:
      return say("storage-corrupt", "is not a SQLite database. Name another file, or move this one away.");
    case code.corrupt:
      return say(
        "storage-corrupt",
        `is damaged (${error.message}). Go back to a copy, or try "sqlite3 FILE .recover".`,
      );
    case code.error: // no such table or column: our mark is on the file, but our tables are not in it
      return say(
        "storage-corrupt",
        `lacks a part of a study file (${error.message}). Go back to a copy of it.`,
      );
    case code.full:
      return say(
        "storage",
        "cannot grow: the disk is full. Nothing was written; free some space and run again.",
      );
    case code.readOnly:
    case code.perm:
      return say("storage", "cannot be written by this user. Change its permissions, or use another file.");
    case code.cannotOpen:
      return say(
        "storage",
        "cannot be opened by this user. Look at the permissions of it and of its folder.",
      );
    case code.io:
      return say(
        "storage",
        `could not be read or written (${error.message}). Look at the disk, and run again.`,
      );
    default:
      return say("storage", `gave an error: ${error.message}.`);
  }
}
