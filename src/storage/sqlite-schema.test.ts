import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { hasNodeSqlite, openDriver } from "./sqlite-driver.ts";
import { immediately, onSnapshot, setUp } from "./sqlite-schema.ts";

describe.each(hasNodeSqlite() ? ["node", "libsql"] : ["libsql"])("with the driver %s", (driver) => {
  const folder = mkdtempSync(join(tmpdir(), "tunesmith-"));
  beforeAll(() => void vi.stubEnv("TUNESMITH_SQLITE_DRIVER", driver));
  afterAll(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true });
  });

  /** Two connections to a database with one number in it, and what reads it by the first one. */
  async function two(name: string, mode: "wal" | "delete") {
    const [a, b] = [await openDriver(join(folder, name)), await openDriver(join(folder, name))];
    for (const db of [a, b]) setUp(db);
    a.exec(`pragma journal_mode = ${mode}; create table t (n integer); insert into t values (1)`);
    const number = a.prepare<{ n: number }>("select n from t");
    return { a, b, read: () => number.get()?.n };
  }

  test("a snapshot stays while others write, and the next one is new", async () => {
    const { a, b, read } = await two("snapshot.db", "wal");
    const looks = onSnapshot(a, () => {
      b.exec("update t set n = 2");
      return [read(), read()];
    });
    expect(looks).toEqual([1, 1]);
    expect(onSnapshot(a, read)).toBe(2);
  });

  test("a look that met a lock leaves no lock of its own behind", async () => {
    const { a, b, read } = await two("lock.db", "delete"); // where a writer keeps readers out
    expect(onSnapshot(a, read)).toBe(1);
    b.exec("begin exclusive; update t set n = 2");
    expect(() => onSnapshot(a, read)).toThrow("locked");
    b.exec("commit");
    immediately(a, () => a.exec("update t set n = 3"));
    b.exec("update t set n = 4");
    expect(onSnapshot(a, read)).toBe(4);
  });

  test("what fails in the middle of a change was never there", async () => {
    const { a, b, read } = await two("fail.db", "wal");
    const failing = () => {
      a.exec("update t set n = 2");
      throw new Error("no");
    };
    expect(() => immediately(a, failing)).toThrow("no");
    expect(onSnapshot(a, read)).toBe(1);
    b.exec("update t set n = 5");
    expect(onSnapshot(a, read)).toBe(5);
  });
});
