import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { checkPlace, networkFileSystem } from "./sqlite-place.ts";

const folder = mkdtempSync(join(tmpdir(), "tunesmith-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** What `checkPlace` says of a place, and that it leaves no trace there. */
function refusal(...parts: string[]): { code?: string; message?: string } {
  const before = readdirSync(folder, { recursive: true });
  try {
    checkPlace(join(folder, ...parts));
    return {};
  } catch (error) {
    return error as Error & { code: string };
  } finally {
    expect(readdirSync(folder, { recursive: true })).toEqual(before);
  }
}

test("a new file, an empty file and a plain file are places", () => {
  writeFileSync(join(folder, "empty.db"), "");
  writeFileSync(join(folder, "full.db"), "x");
  expect(["new.db", "empty.db", "full.db"].map((name) => refusal(name))).toEqual([{}, {}, {}]);
});

test("a folder is refused", () => {
  mkdirSync(join(folder, "studies"));
  expect(refusal("studies")).toMatchObject({
    code: "storage",
    message: expect.stringContaining("that is a folder"),
  });
});

test("a missing parent folder is refused by its name, also when a file stands in its place", () => {
  const missing = expect.stringContaining(`the folder ${join(folder, "nowhere")} is not there`);
  expect(refusal("nowhere", "x.db")).toMatchObject({ code: "storage", message: missing });
  writeFileSync(join(folder, "file"), "");
  expect(refusal("file", "x.db")).toMatchObject({
    code: "storage",
    message: expect.stringContaining("is not there"),
  });
});

test.skipIf(process.platform === "win32")("a pipe is refused, not waited for", () => {
  execFileSync("mkfifo", [join(folder, "pipe")]);
  expect(refusal("pipe")).toMatchObject({
    code: "storage",
    message: expect.stringContaining("no plain file"),
  });
});

test("a NUL in the path is refused", () => {
  expect(refusal("a\0.db")).toMatchObject({ code: "storage", message: expect.stringContaining("NUL") });
});

test("a file that was cut to nothing while its write-ahead log is full is called damaged", () => {
  writeFileSync(join(folder, "cut.db"), "");
  writeFileSync(join(folder, "cut.db-wal"), "x");
  expect(refusal("cut.db")).toMatchObject({
    code: "storage-corrupt",
    message: expect.stringContaining("was cut"),
  });
});

test("file systems that machines share are known by their numbers, local ones are none of them", () => {
  expect([0x6969, 0xff534d42, 0x0bd00bd0].map(networkFileSystem)).toEqual(["NFS", "CIFS", "Lustre"]);
  const [ext4, xfs, btrfs, tmpfs, overlay] = [0xef53, 0x58465342, 0x9123683e, 0x01021994, 0x794c7630];
  expect([ext4, xfs, btrfs, tmpfs, overlay, 0].map(networkFileSystem)).toEqual(Array(6).fill(null));
});
