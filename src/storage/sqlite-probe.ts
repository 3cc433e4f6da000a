/** What can be said of a place for a SQLite file without touching what is in it. */
import {
  closeSync,
  existsSync,
  fdatasyncSync,
  openSync,
  readSync,
  rmSync,
  statfsSync,
  writeSync,
} from "node:fs";
import { dirname, resolve } from "node:path";
import { checkPlace } from "./sqlite-place.ts";
import { sqlitePath } from "./sqlite-url.ts";

export interface SqliteProbe {
  readonly path: string;
  /** The version of its tables, as its head has it; null for no file, an empty one, or none of SQLite's. */
  readonly version: number | null;
  readonly isThere: boolean;
  /** Bytes that may still be written there. */
  readonly free: number;
  /** How long the disk takes to have a write, the median in ms; null where it cannot be tried without a trace. */
  readonly writeMs: number | null;
}

/** @throws TunesmithError "name", "storage", "storage-corrupt" where no file of ours can be kept there */
export function probeSqlite(url: string): SqliteProbe {
  const path = resolve(sqlitePath(url.replace(/^sqlite:/i, "")));
  checkPlace(path);
  const { bavail, bsize } = statfsSync(dirname(path));
  const isThere = existsSync(path);
  return {
    ...{ path, isThere, free: bavail * bsize },
    version: isThere ? versionIn(path) : null,
    writeMs: process.platform === "win32" ? null : writeMs(dirname(path)),
  };
}

/** The head of a file has what it is, and at byte 60 the `user_version`. @source https://www.sqlite.org/fileformat2.html#the_database_header */
function versionIn(path: string): number | null {
  const head = Buffer.alloc(64);
  const file = openSync(path, "r");
  try {
    const isWhole = readSync(file, head, 0, 64, 0) === 64;
    return isWhole && head.toString("latin1", 0, 15) === "SQLite format 3" ? head.readUInt32BE(60) : null;
  } finally {
    closeSync(file);
  }
}

/** Times writes of a page to a file that has lost its name before the first of them. */
function writeMs(folder: string): number {
  const path = resolve(folder, `.tunesmith-${process.pid}`);
  const file = openSync(path, "wx");
  try {
    rmSync(path);
    const page = Buffer.alloc(4096, 1);
    const times = Array.from({ length: 5 }, (_, i) => {
      const start = performance.now();
      writeSync(file, page, 0, page.length, i * page.length);
      fdatasyncSync(file);
      return performance.now() - start;
    });
    return times.sort((a, b) => a - b)[2]!;
  } finally {
    closeSync(file);
    rmSync(path, { force: true });
  }
}
