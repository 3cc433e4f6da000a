import { openDriver } from "./sqlite-driver.ts";
import { version } from "./sqlite-schema.ts";

/** The version of a file's tables that this program works on. */
export const newestFile = version;

/** The version that a file says it has; another connection of this process holds it open meanwhile. */
export async function sqliteStatus(url: string): Promise<number> {
  const db = await openDriver(url.slice("sqlite:".length));
  try {
    return db.prepare<{ user_version: number }>("pragma user_version").get()!.user_version;
  } finally {
    db.close();
  }
}
