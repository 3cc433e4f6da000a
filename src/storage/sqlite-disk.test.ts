import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { diskOf } from "./sqlite-disk.ts";

const folder = mkdtempSync(join(tmpdir(), "tunesmith-disk-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("nobody's wait began before the call, and those who come meanwhile share the next one", async () => {
  const path = join(folder, "a.db");
  writeFileSync(`${path}-wal`, "x");
  const disk = diskOf(path);
  const ended: string[] = [];
  const first = disk.reach().then(() => ended.push("first"));
  const second = disk.reach();
  const third = disk.reach();
  expect(third).toBe(second);
  await Promise.all([first, second.then(() => ended.push("second"))]);
  expect(ended).toEqual(["first", "second"]);
  await disk.reach();
  await disk.close();
});

test("a log that cannot be opened is said by words, and the next call tries again", async () => {
  const path = join(folder, "b.db");
  const disk = diskOf(path);
  await expect(disk.reach()).rejects.toMatchObject({
    code: "storage",
    message: /taken to the disk \(ENOENT/,
  });
  writeFileSync(`${path}-wal`, "x");
  await disk.reach();
  await disk.close();
});

// Linux refuses to sync /dev/null.
test.skipIf(process.platform !== "linux")(
  "after a failed sync no later one is believed: what the system could not write it may have dropped",
  async () => {
    const path = join(folder, "c.db");
    symlinkSync("/dev/null", `${path}-wal`);
    const disk = diskOf(path);
    const calls = await Promise.allSettled([disk.reach(), disk.reach()]);
    rmSync(`${path}-wal`);
    writeFileSync(`${path}-wal`, "x");
    calls.push(...(await Promise.allSettled([disk.reach(true)])));
    const refusal = { code: "storage", message: expect.stringContaining("taken to the disk (EINVAL") };
    for (const { reason } of calls as PromiseRejectedResult[]) expect(reason).toMatchObject(refusal);
    await disk.close();

    const again = diskOf(path);
    await again.reach();
    await again.close();
  },
);
