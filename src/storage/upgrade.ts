import { openStorage } from "./open.ts";
import { postgresStatus, upgradePostgres } from "./postgres-upgrade.ts";
import { newestFile, sqliteStatus } from "./sqlite-upgrade.ts";
import type { StorageStatus } from "./storage-status.ts";

/**
 * Looks at a storage, also at one of an earlier version; nothing is made or changed.
 *
 * @throws TunesmithError "name", "storage…"
 */
export async function storageStatus(url: string): Promise<StorageStatus> {
  if (isPostgres(url)) return postgresStatus(url);
  const storage = await openStorage(url, { create: false });
  try {
    const studies = (await storage.studies()).length;
    const version = storage.url.startsWith("sqlite:") ? await sqliteStatus(storage.url) : null;
    return { url: storage.url, version, newest: version === null ? null : newestFile, studies };
  } finally {
    await storage.close();
  }
}

/**
 * Brings the tables of a storage to the version of this program, or makes them.
 *
 * @returns from which version to which
 */
export async function upgradeStorage(url: string): Promise<{ readonly from: number; readonly to: number }> {
  if (isPostgres(url)) return upgradePostgres(url);
  const { version, newest } = await storageStatus(url); // a file is upgraded whenever it is opened
  return { from: version ?? 0, to: newest ?? 0 };
}

function isPostgres(url: string): boolean {
  return /^postgres(ql)?:/i.test(url);
}
