import { accessSync, constants, type Stats, statfsSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { TunesmithError } from "../error.ts";

/**
 * Finds what speaks against a database at `path`, before anything there is touched.
 *
 * It never opens the file: closing it again would drop the locks that SQLite has on it in this process.
 *
 * @param path  absolute
 * @throws TunesmithError "storage" with the reason; "storage-corrupt" for a file that was cut to nothing
 */
export function checkPlace(path: string): void {
  if (path.includes("\0")) throw cannot(JSON.stringify(path), "a path has no NUL character", "Leave it out");
  const folder = dirname(path);
  const log = look(`${path}-wal`); // looked at first: SQLite makes the log of a new file after the file
  const file = look(path);
  if (file?.isDirectory()) throw cannot(path, "that is a folder", "Name a file in it");
  if (file && !file.isFile()) throw cannot(path, "that is no plain file", "Name another one");
  if (!look(folder)?.isDirectory()) throw cannot(path, `the folder ${folder} is not there`, "Make it first");
  if (file?.size === 0 && log?.size) {
    const what = `the file is empty, but ${path}-wal beside it is not, so the file was cut`;
    throw new TunesmithError(
      "storage-corrupt",
      `Cannot keep studies in ${path}: ${what}. Go back to a copy of it.`,
    );
  }
  if (!isWritable(folder)) {
    const why = `the folder ${folder} cannot be written, and SQLite keeps files beside the database`;
    throw cannot(path, why, "Change its permissions, or use another folder");
  }
  if (file && !isWritable(path)) {
    throw cannot(path, "the file cannot be written", "Change its permissions, or use another file");
  }
  const network = networkFileSystem(statfsSync(folder).type);
  if (network && process.env.TUNESMITH_NETWORK_FILES !== "allow") {
    const why = `it is on a network file system (${network}), where SQLite cannot lock between machines`;
    const remedy =
      "Use a local folder; or set TUNESMITH_NETWORK_FILES=allow, if one machine alone uses the file";
    throw cannot(path, why, remedy);
  }
}

/**
 * The name of a file system that machines share; null for any other.
 *
 * @param type  its number as `statfs` of Linux has it (linux/magic.h, and the makers' own)
 */
export function networkFileSystem(type: number): string | null {
  return networks.get(type) ?? null;
}

const networks: ReadonlyMap<number, string> = new Map([
  [0x6969, "NFS"],
  [0x517b, "SMB"],
  [0xfe534d42, "SMB"],
  [0xff534d42, "CIFS"],
  [0x5346414f, "AFS"],
  [0x0bd00bd0, "Lustre"],
  [0x00c36400, "Ceph"],
  [0x47504653, "GPFS"],
  [0x19830326, "BeeGFS"],
]);

/** What stands at `path`; null for nothing. */
function look(path: string): Stats | null {
  try {
    return statSync(path, { throwIfNoEntry: false }) ?? null;
  } catch {
    return null; // a file where a folder should be, or a folder we may not look into
  }
}

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function cannot(path: string, why: string, remedy: string): TunesmithError {
  return new TunesmithError("storage", `Cannot keep studies in ${path}: ${why}. ${remedy}.`);
}
