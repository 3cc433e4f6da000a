import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { eventful, viewsAgree } from "../../test/storage/views.ts";
import { openDriver } from "./sqlite-driver.ts";

const folder = mkdtempSync(join(tmpdir(), "tunesmith-views-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("the views of a file say what the reducer says, of all that can befall a trial, and cannot be written", async () => {
  const path = join(folder, "s.db");
  await eventful(`sqlite:${path}`);
  const db = await openDriver(path);
  await viewsAgree(`sqlite:${path}`, async (sql) => db.prepare<Record<string, unknown>>(sql).all());
  expect(() => db.exec("update trials set value = 1")).toThrow(/view/);
  db.close();
});
