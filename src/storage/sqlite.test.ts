import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { storageContract } from "../testing/storage-contract.ts";
import { sqlite } from "./sqlite.ts";
import { hasNodeSqlite } from "./sqlite-driver.ts";

const drivers = hasNodeSqlite() ? ["node", "libsql"] : ["libsql"];

describe.each(drivers)("with the driver %s", (driver) => {
  const folder = mkdtempSync(join(tmpdir(), "tunesmith-"));
  beforeAll(() => void vi.stubEnv("TUNESMITH_SQLITE_DRIVER", driver));
  afterAll(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true });
  });

  let files = 0;
  let clock = 0;
  const now = () => clock;
  const fresh = () => join(folder, `${++files}.db`);

  storageContract({
    name: "sqlite",
    make: () => sqlite(fresh(), { now }),
    reopen: ({ url }) => sqlite(url.replace("sqlite:", ""), { now }),
    pass: (ms) => {
      clock += ms;
    },
  });

  test("times stand still while the wall clock is behind", async () => {
    const storage = await sqlite(fresh());
    const wall = vi.spyOn(Date, "now");
    for (const now of [1000, 400, 1001]) {
      wall.mockReturnValue(now);
      await storage.append("a", [{ type: "trial.opened", by: "w", limit: null }], 0);
    }
    wall.mockRestore();
    expect((await storage.read("a", 0)).map((l) => l.at)).toEqual([1000, 1000, 1001]);
    await storage.close();
  });
});
