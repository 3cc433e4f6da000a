import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, test, vi } from "vitest";
import { type Driver, hasNodeSqlite, openDriver, sqliteCode } from "./sqlite-driver.ts";

const folder = mkdtempSync(join(tmpdir(), "tunesmith-"));
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => void vi.unstubAllEnvs());

let files = 0;
async function open(driver: string, path = join(folder, `${++files}.db`)): Promise<Driver> {
  vi.stubEnv("TUNESMITH_SQLITE_DRIVER", driver);
  return openDriver(path);
}

function codeOf(work: () => unknown): number {
  try {
    work();
  } catch (error) {
    return sqliteCode(error);
  }
  return -1;
}

describe.each(hasNodeSqlite() ? ["node", "libsql"] : ["libsql"])("the driver %s", (driver) => {
  test("keeps text and numbers as they are", async () => {
    const db = await open(driver);
    db.exec("create table t (k integer primary key, body text, x real) strict");
    const put = db.prepare("insert into t values (?, ?, ?)");
    const rows = [
      { k: 1, body: "", x: 5e-324 },
      { k: 2 ** 53 - 1, body: "é\u{1f40d}\n'", x: -1.5 },
    ];
    for (const { k, body, x } of rows) put.run(k, body, x);
    const all = db.prepare("select * from t order by k");
    expect(all.all()).toEqual(rows);
    expect(all.get()).toMatchObject(rows[0]!);
    expect(db.prepare("select * from t where k = ?").get(7)).toBeUndefined();
    expect(db.prepare<{ k: number }>("select k from t where k > ? limit ?").all(0, 1)).toEqual([{ k: 1 }]);
    db.close();
  });

  test("a row fetched alone leaves no lock behind", async () => {
    const path = join(folder, `lock-${driver}.db`);
    const db = await open(driver, path);
    db.exec("pragma journal_mode = wal; create table t (k); insert into t values (1), (2)");
    expect(db.prepare("select * from t").get()).toMatchObject({ k: 1 });
    const other = await open(driver, path);
    expect(other.prepare("pragma wal_checkpoint(truncate)").get()).toMatchObject({ busy: 0, log: 0 });
    other.close();
    db.close();
  });

  test("names its errors by SQLite's codes", async () => {
    const path = join(folder, `codes-${driver}.db`);
    const db = await open(driver, path);
    db.exec("create table t (k integer primary key); begin immediate");
    const other = await open(driver, path);
    expect(codeOf(() => other.exec("begin immediate"))).toBe(5); // busy
    expect(codeOf(() => other.prepare("select * from nowhere"))).toBe(1);
    expect(codeOf(() => other.exec("syntax"))).toBe(1);
    db.exec("insert into t values (1)");
    expect(codeOf(() => db.exec("insert into t values (1)"))).toBe(19); // constraint
    db.exec("commit; pragma max_page_count = 3; create table big (x)");
    expect(codeOf(() => db.exec("insert into big values (zeroblob(9999))"))).toBe(13); // full
    other.close();
    db.close();
    writeFileSync(join(folder, `words-${driver}.db`), "these are no pages of a database. ".repeat(99));
    const words = await open(driver, join(folder, `words-${driver}.db`));
    expect(codeOf(() => words.prepare("pragma user_version").get())).toBe(26); // not a database
    words.close();
    const unopened = await open(driver, join(folder, "no", "x.db")).catch((error) => error);
    expect(sqliteCode(unopened)).toBe(14); // cannot open
  });
});

test("an error of another kind has no code of SQLite", () => {
  expect([sqliteCode(new TypeError("5")), sqliteCode("5"), sqliteCode(undefined)]).toEqual([0, 0, 0]);
});

test("a driver that nobody knows is refused with the names of those that are", async () => {
  const refusal = { code: "unsupported", message: expect.stringContaining("node or libsql") };
  await expect(open("sqlite3")).rejects.toMatchObject(refusal);
});

test.skipIf(hasNodeSqlite())("node:sqlite on a Node that has none is refused with a way out", async () => {
  const refusal = { code: "unsupported", message: expect.stringContaining("Node 22.13") };
  await expect(open("node")).rejects.toMatchObject(refusal);
});

test.runIf(hasNodeSqlite())("node:sqlite warns nobody, and other warnings are heard", () => {
  const program = `
    import { hasNodeSqlite } from ${JSON.stringify(new URL("./sqlite-driver.ts", import.meta.url).href)};
    hasNodeSqlite();
    process.emitWarning("something else", "ExperimentalWarning");`;
  const flags = ["--experimental-strip-types", "--input-type=module", "--eval", program];
  const { stderr } = spawnSync(process.execPath, flags, { encoding: "utf8" });
  expect(stderr).toContain("something else");
  expect(stderr).not.toContain("SQLite");
});
