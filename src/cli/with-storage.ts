import type { Storage } from "../storage/index.ts";
import { openStorage } from "../storage/open.ts";

/**
 * Opens a storage to look at, and closes it after.
 *
 * @throws TunesmithError "storage" when there is none yet: looking makes no file
 */
export async function withStorage<T>(url: string, look: (storage: Storage) => Promise<T>): Promise<T> {
  const storage = await openStorage(url, { create: false });
  try {
    return await look(storage);
  } finally {
    await storage.close();
  }
}
