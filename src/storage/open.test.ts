import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative, resolve } from "node:path";
import { afterAll, expect, test } from "vitest";
import { openStorage } from "./open.ts";

const folder = mkdtempSync(join(tmpdir(), "tunesmith-"));
afterAll(() => rmSync(folder, { recursive: true }));

const opened = { type: "trial.opened", by: "w", limit: null } as const;

test("memory: is a new storage each time", async () => {
  const [a, b] = [await openStorage("memory:"), await openStorage("memory:")];
  await a.append("s", [opened], 0);
  expect([a.url, await a.studies(), await b.studies()]).toEqual(["memory:", ["s"], []]);
});

test("sqlite: takes a path from the working folder and an absolute one, and its url opens it again", async () => {
  const path = join(folder, "a b%20.db");
  const first = await openStorage(`sqlite:${relative(process.cwd(), path)}`);
  await first.append("s", [opened], 0);
  expect(first.url).toBe(`sqlite:${resolve(path)}`);
  expect(existsSync(path)).toBe(true);
  await first.close();
  for (const url of [first.url, `sqlite://${path}`, `SQLite:${path}`]) {
    const again = await openStorage(url);
    expect([again.url, await again.studies()]).toEqual([first.url, ["s"]]);
    await again.close();
  }
});

test("a place where no file can be is refused when it is opened", async () => {
  await expect(openStorage(`sqlite:${folder}`)).rejects.toMatchObject({ code: "storage" });
});

test.each([
  ["postgres://user:secret@db/tunes?schema=A-b", "is no plain name of small letters"],
  ["postgres://[", "it cannot be read"],
  ["http://secret@localhost:8080/?x", "takes nothing behind its path"],
  ["https://", "cannot be read"],
  ["sqllite:secret.db", 'did you mean "sqlite"? (there are memory, sqlite, postgres, http, https)'],
  ["redis://:secret@x", "there are memory, sqlite, postgres, http, https"],
  ["toString:", "there are memory, sqlite, postgres, http, https"],
  ["tunesmith.db", 'write "sqlite:tunesmith.db"'],
  ["", 'write "sqlite:tunesmith.db"'],
  ["C:\\studies\\x.db", 'write "sqlite:C:\\studies\\x.db"'],
  ["memory:shared", "takes nothing after the colon"],
  ["sqlite:", "names no file"],
  ["sqlite:  ", "names no file"],
  ["sqlite://", "names a host"],
  ["sqlite://server/x.db", "names a host"],
  ["sqlite::memory:", "may be memory:"],
])("%j is refused: %s", async (url, words) => {
  const refusal = await openStorage(url).catch((error) => error);
  expect(refusal).toMatchObject({ code: "name", message: expect.stringContaining(words) });
  expect(refusal.message).not.toContain("secret");
});
