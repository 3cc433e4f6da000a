import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, expect, test, vi } from "vitest";
import { sqlite } from "./sqlite.ts";

const folder = mkdtempSync(join(tmpdir(), "tunesmith-"));
afterAll(() => rmSync(folder, { recursive: true }));

test("leases run on the machine's clock when no other is given", async () => {
  const storage = await sqlite(join(folder, "clock.db"));
  await storage.leases.renew("a", "short", 30);
  await storage.leases.renew("a", "long", 60_000);
  await sleep(60);
  expect(await storage.leases.expired("a", ["short", "long"])).toEqual(["short"]);
  await storage.close();
});

test("a wall clock that jumps changes no lease", async () => {
  const storage = await sqlite(join(folder, "jump.db"));
  await storage.leases.renew("a", "w", 60_000);
  const now = Date.now();
  for (const jump of [-86_400_000, 27 * 3_600_000]) {
    const wall = vi.spyOn(Date, "now").mockReturnValue(now + jump);
    expect(await storage.leases.expired("a", ["w"])).toEqual([]);
    wall.mockRestore();
  }
  await storage.close();
});

test("a lease from before the monotonic clock began anew is over", async () => {
  const path = join(folder, "boot.db");
  const before = await sqlite(path, { now: () => 1e9 });
  await before.leases.renew("a", "w", 60_000);
  await before.close();
  const after = await sqlite(path, { now: () => 500 });
  expect(await after.leases.expired("a", ["w"])).toEqual(["w"]);
  await after.close();
});

test("a lease is live the moment it is taken, whatever the clock shows", async () => {
  for (const now of [0, 0.1, 12_345_678.9, 2 ** 43 + 0.3]) {
    const storage = await sqlite(join(folder, `at-${now}.db`), { now: () => now });
    await storage.leases.renew("a", "w", 0.7);
    expect(await storage.leases.expired("a", ["w"])).toEqual([]);
    await storage.close();
  }
});

test.runIf(process.platform === "linux")(
  "a kept lease lasts as long as its process is seen at work, and a detached one by time alone",
  async () => {
    let now = 1000;
    const storage = await sqlite(join(folder, "kept.db"), { now: () => now });
    for (const worker of ["kept", "by time"]) await storage.leases.renew("a", worker, 100);
    await storage.leases.keep!("a", "kept", 100);
    await storage.leases.renew("a", "detached", 5000, true);
    now += 200;
    expect(await storage.leases.expired("a", ["kept", "by time", "detached"])).toEqual(["by time"]);
    now += 5000;
    expect(await storage.leases.expired("a", ["kept", "by time", "detached"])).toEqual([
      "by time",
      "detached",
    ]);
    await storage.leases.release("a", "kept");
    expect(await storage.leases.expired("a", ["kept"])).toEqual(["kept"]);
    await storage.close();
  },
);
