import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { sqlite } from "./sqlite.ts";
import { hasNodeSqlite, openDriver } from "./sqlite-driver.ts";

const opened = { type: "trial.opened", by: "w", limit: null } as const;

describe.each(hasNodeSqlite() ? ["node", "libsql"] : ["libsql"])("with the driver %s", (driver) => {
  beforeAll(() => void vi.stubEnv("TUNESMITH_SQLITE_DRIVER", driver));
  afterAll(() => void vi.unstubAllEnvs());

  let folder = "";
  let path = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "tunesmith-"));
    path = join(folder, "x.db");
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** Does something to the file with SQLite itself. */
  async function tamper(sql: string): Promise<void> {
    const db = await openDriver(path);
    db.exec(sql);
    db.close();
  }

  /** A whole study file of 50 events, closed, in one piece. */
  async function study(): Promise<void> {
    const storage = await sqlite(path);
    for (let i = 0; i < 50; i++) await storage.append("a", [{ ...opened, by: "x".repeat(2000) }], 0);
    await storage.close();
  }

  test("a file of version 1 is taken along, with all that is in it", async () => {
    const data = new URL("../../test/data/study-file-v1", import.meta.url);
    writeFileSync(path, readFileSync(`${data.pathname}.db`));
    const storage = await sqlite(path);
    const lines = (await storage.read("s", 0)).map(({ seq, at, event }) =>
      JSON.stringify({ seq, at, event }),
    );
    expect(lines).toEqual(readFileSync(`${data.pathname}.jsonl`, "utf8").trim().split("\n").slice(1));
    await storage.leases.renew("s", "w", 60_000);
    await storage.leases.keep!("s", "w", 60_000);
    await storage.close();
    await sqlite(path).then((again) => again.close());
  });

  test("a new file is made whole, and nothing else stays beside it but SQLite's own", async () => {
    await sqlite(path).then((storage) => storage.close());
    expect(readdirSync(folder).filter((name) => !/^x\.db(-wal|-shm)?$/.test(name))).toEqual([]);
    const storage = await sqlite(path);
    expect(await storage.studies()).toEqual([]);
    await storage.close();
  });

  test("an empty file becomes a study file", async () => {
    writeFileSync(path, "");
    const storage = await sqlite(path);
    expect(await storage.append("a", [opened], 0)).toHaveLength(1);
    await storage.close();
  });

  test("text is not a database, and stays as it is", async () => {
    const text = "trial,value\n1,0.5\n".repeat(200);
    writeFileSync(path, text);
    const refusal = { code: "storage-corrupt", message: expect.stringContaining("not a SQLite database") };
    await expect(sqlite(path)).rejects.toMatchObject(refusal);
    expect(readFileSync(path, "utf8")).toBe(text);
    expect(readdirSync(folder)).toEqual(["x.db"]);
  });

  test("another program's database is refused, and stays as it is", async () => {
    await tamper("create table photos (id)");
    const before = readFileSync(path);
    const refusal = { code: "storage-corrupt", message: expect.stringContaining("of another program") };
    await expect(sqlite(path)).rejects.toMatchObject(refusal);
    expect(readFileSync(path).equals(before)).toBe(true);
    expect(readdirSync(folder)).toEqual(["x.db"]);
  });

  test("an empty database with another program's mark is refused", async () => {
    await tamper("pragma application_id = 7");
    await expect(sqlite(path)).rejects.toMatchObject({ code: "storage-corrupt" });
  });

  test("a newer file is refused with both versions", async () => {
    await study();
    await tamper("pragma user_version = 9");
    const words = expect.stringMatching(/file version 9, known here: 4.*Update/s);
    await expect(sqlite(path)).rejects.toMatchObject({ code: "storage", message: words });
  });

  test("a file with our mark and without our tables is refused", async () => {
    await study();
    await tamper("drop table event");
    const refusal = { code: "storage-corrupt", message: expect.stringContaining("no such table") };
    await expect(sqlite(path)).rejects.toMatchObject(refusal);
  });

  test("a damaged page is told when it is met, and the storage can still be closed", async () => {
    await study();
    const bytes = readFileSync(path);
    const page = 4096;
    bytes.fill(0x5a, Math.ceil(bytes.length / page / 2) * page); // of events: what the schema takes comes first
    writeFileSync(path, bytes);
    const storage = await sqlite(path);
    await expect(storage.read("a", 0)).rejects.toMatchObject({ code: "storage-corrupt" });
    await expect(storage.append("a", [opened], 0)).rejects.toMatchObject({ code: "storage-corrupt" });
    await storage.close();
  });

  test("an event that somebody took out or overwrote is told by its place", async () => {
    await study();
    await tamper("delete from event where seq = 3; update event set body = '{' where seq = 2");
    const storage = await sqlite(path);
    const refusal = (words: string) => ({ code: "storage-corrupt", message: expect.stringContaining(words) });
    await expect(storage.read("a", 0)).rejects.toMatchObject(refusal("event 2 of the study"));
    await expect(storage.read("a", 2)).rejects.toMatchObject(refusal("event 3 of the study"));
    expect(await storage.read("a", 3)).toHaveLength(47);
    await storage.close();
  });

  test("a file cut anywhere is called damaged, and never read as less than it was", async () => {
    await study();
    const whole = readFileSync(path);
    // One byte alone is an empty database to SQLite, as nothing is.
    for (let size = 2; size < whole.length; size += 4801) {
      const cut = join(folder, `cut-${size}.db`);
      writeFileSync(cut, whole.subarray(0, size));
      const answer = await sqlite(cut)
        .then(async (storage) => storage.read("a", 0).finally(() => storage.close()))
        .catch((error) => error.code);
      expect(answer).toBe("storage-corrupt");
    }
  });
});
