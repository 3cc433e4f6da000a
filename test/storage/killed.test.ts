import { copyFileSync, existsSync, mkdtempSync, rmSync, statSync, truncateSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, expect, test } from "vitest";
import { openStorage, sqlite } from "../../src/storage/index.ts";
import { openDriver } from "../../src/storage/sqlite-driver.ts";
import { begin, drivers, start } from "./processes.ts";

const folder = mkdtempSync(join(tmpdir(), "tunesmith-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** A file whose only writer was killed in the middle of its work, and what it had been told is safe. */
async function killedWriter(name: string, turn: number, afterMs: number) {
  const path = join(folder, name);
  const writer = start(turn, "append", `sqlite:${path}`, "w", "1000000");
  await begin([writer]);
  await expect.poll(() => writer.said.length, { timeout: 120_000 }).toBeGreaterThan(1);
  await sleep(afterMs);
  writer.child.kill("SIGKILL");
  expect(await writer.end).toBe(null);
  const acknowledged = (writer.said.at(-1) as { last: number }).last;
  return { path, acknowledged };
}

test("all that was acknowledged before kill -9 is there, whole batches only, and the file is sound", async () => {
  for (let round = 0; round < 6; round++) {
    const { path, acknowledged } = await killedWriter(`killed-${round}.db`, round, 37 * round);
    const storage = await openStorage(`sqlite:${path}`);
    const log = await storage.read("s", 0);
    expect(log.length).toBeGreaterThanOrEqual(acknowledged);
    expect(log.length).toBeLessThanOrEqual(acknowledged + 3); // one batch may have come in without word of it
    expect(log.map((l) => l.event)).toEqual(wholeBatches(log.length));
    expect(
      await storage.append("s", [{ type: "trial.opened", by: "next", limit: null }], log.length),
    ).toHaveLength(1);
    await storage.close();
    const db = await openDriver(path);
    expect(db.prepare("pragma integrity_check").all()).toMatchObject([{ integrity_check: "ok" }]);
    db.close();
  }
});

/** The events of the batches of 1, 2, 3, 1, … that make up `count` events; fewer when the last one would be torn. */
function wholeBatches(count: number) {
  const events: { type: "trial.opened"; by: string; limit: number }[] = [];
  for (let b = 0; events.length + 1 + (b % 3) <= count; b++) {
    events.push(...Array(1 + (b % 3)).fill({ type: "trial.opened", by: "w", limit: b }));
  }
  return events;
}

test("a write-ahead log cut anywhere gives the batches before the cut", async () => {
  const { path, acknowledged } = await killedWriter("torn.db", 0, 50);
  const size = statSync(`${path}-wal`).size;
  const lengths: number[] = [];
  for (let cut = 0; cut <= 24; cut++) {
    const copy = join(folder, `torn-${cut}.db`);
    copyFileSync(path, copy);
    if (existsSync(`${path}-wal`)) copyFileSync(`${path}-wal`, `${copy}-wal`);
    truncateSync(`${copy}-wal`, Math.floor((size * cut) / 24));
    const storage = await sqlite(copy);
    const log = await storage.read("s", 0);
    await storage.close();
    expect(log.map((l) => l.event)).toEqual(wholeBatches(log.length));
    lengths.push(log.length);
  }
  expect(lengths).toEqual([...lengths].sort((a, b) => a - b));
  expect(lengths.at(-1)).toBeGreaterThanOrEqual(acknowledged);
});

test("a process killed in the middle of a write holds nobody up, and its write never was", async () => {
  const path = join(folder, "holder.db");
  const storage = await sqlite(path, { patienceMs: 120_000 });
  const opened = { type: "trial.opened", by: "w", limit: null } as const;
  await storage.append("s", [opened], 0);
  // A busy machine may stand still for a second, but not each time.
  for (let [round, waited] = [0, Infinity]; waited >= 1000; round++) {
    expect(round).toBeLessThan(10);
    const holder = start(round, "lock", path);
    expect(await holder.first).toBe("locked");
    const append = storage.append("s", [opened], 0);
    await sleep(200);
    holder.child.kill("SIGKILL");
    const killedAt = performance.now();
    expect((await append).map((l) => l.seq)).toEqual(Array.from({ length: round + 2 }, (_, i) => i + 1));
    waited = performance.now() - killedAt;
  }
  await storage.close();
});

test.each(drivers.map((driver, turn) => [driver, turn] as const))(
  "with %s, the lease of a killed process is over at once, that of a stopped one by time",
  async (driver, turn) => {
    const url = `sqlite:${join(folder, `lease-${driver}.db`)}`;
    const storage = await openStorage(url);
    const killed = start(turn, "lease", url, "killed", "3600000");
    const stopped = start(turn, "lease", url, "stopped", "3600000");
    const stoppedShort = start(turn, "lease", url, "stopped for long", "1500");
    await Promise.all([killed.first, stopped.first, stoppedShort.first]);
    const names = ["killed", "stopped", "stopped for long"];
    stopped.child.kill("SIGSTOP");
    stoppedShort.child.kill("SIGSTOP");
    expect(await storage.leases.expired("s", ["killed", "stopped"])).toEqual([]);
    killed.child.kill("SIGKILL");
    await killed.end;
    expect(await storage.leases.expired("s", ["killed", "stopped"])).toEqual(["killed"]);
    await sleep(1500);
    expect(await storage.leases.expired("s", names)).toEqual(["killed", "stopped for long"]);
    for (const { child, end } of [stopped, stoppedShort]) {
      child.kill("SIGKILL");
      await end;
    }
    await storage.close();
  },
);
