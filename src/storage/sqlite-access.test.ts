import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { sqlite } from "./sqlite.ts";
import { hasNodeSqlite, openDriver } from "./sqlite-driver.ts";

const opened = { type: "trial.opened", by: "w", limit: null } as const;

describe.each(hasNodeSqlite() ? ["node", "libsql"] : ["libsql"])("with the driver %s", (driver) => {
  const folder = mkdtempSync(join(tmpdir(), "tunesmith-"));
  beforeAll(() => void vi.stubEnv("TUNESMITH_SQLITE_DRIVER", driver));
  afterAll(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true });
  });

  /** A storage, and somebody who holds the right to write. */
  async function locked(name: string, patienceMs: number) {
    const path = join(folder, name);
    const storage = await sqlite(path, { patienceMs });
    await storage.append("a", [opened], 0);
    const holder = await openDriver(path);
    holder.exec("begin immediate");
    return { storage, holder };
  }

  test("a write waits for another writer, while this process goes on with other things and can read", async () => {
    const { storage, holder } = await locked("wait.db", 120_000);
    let ticks = 0;
    const timer = setInterval(() => ticks++, 10);
    const append = storage.append("a", [opened], 1);
    await sleep(200);
    while (ticks <= 5) await sleep(10);
    expect(await storage.read("a", 0)).toHaveLength(1);
    holder.exec("commit");
    expect(await append).toMatchObject([{ seq: 2 }]);
    clearInterval(timer);
    holder.close();
    await storage.close();
  });

  test("a write that waited too long is refused, nothing of it is written, and the next one works", async () => {
    const { storage, holder } = await locked("busy.db", 100);
    const refusal = { code: "storage-busy", message: expect.stringContaining("locked by others") };
    await expect(storage.append("a", [opened], 0)).rejects.toMatchObject(refusal);
    await expect(storage.leases.renew("a", "w", 1)).rejects.toMatchObject(refusal);
    holder.exec("commit");
    expect(await storage.append("a", [opened], 0)).toHaveLength(2);
    holder.close();
    await storage.close();
  });

  test("a failed write leaves nothing half-written, and does not hold up the writes after it", async () => {
    const { storage, holder } = await locked("half.db", 1000);
    holder.exec(
      "create trigger t before insert on event when new.seq = 4 begin select raise(abort, 'no'); end",
    );
    holder.exec("commit");
    const failed = storage.append("a", [opened, opened, opened], 0); // the third one is number 4
    const next = storage.append("a", [opened], 0);
    await expect(failed).rejects.toMatchObject({ code: "storage" });
    expect(await next).toHaveLength(2);
    holder.close();
    await storage.close();
  });
});
