/** Places where nothing can be written: disks that are full, files and folders of others. */
import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { sqlite } from "../../src/storage/index.ts";
import { start } from "./processes.ts";

const folder = mkdtempSync(join(tmpdir(), "tunesmith-"));
chmodSync(folder, 0o755); // the process without rights has to come through here
afterAll(() => rmSync(folder, { recursive: true }));

const mount = (...words: string[]) => spawnSync(words[0]!, words.slice(1)).status === 0;
const small = join(folder, "small");
mkdirSync(small);
const canMount =
  process.platform === "linux" && mount("mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", small);
if (canMount) mount("umount", small);

describe.skipIf(!canMount)("on a small disk (needs the right to mount)", () => {
  test("an append on a full disk is refused whole, what was acknowledged stays, and work goes on with more room", async () => {
    mount("mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", small);
    const path = join(small, "x.db");
    const storage = await sqlite(path);
    const event = { type: "trial.opened", by: "x".repeat(3000), limit: null } as const;
    let acknowledged = 0;
    let refusal: unknown;
    while (refusal === undefined && acknowledged < 1000) {
      await storage.append("s", [event, event], acknowledged).then(
        (tail) => {
          acknowledged += tail.length;
        },
        (error) => {
          refusal = error;
        },
      );
    }
    expect(acknowledged).toBeGreaterThan(10);
    expect(refusal).toMatchObject({ code: "storage", message: expect.stringContaining("the disk is full") });
    expect(await storage.read("s", 0)).toHaveLength(acknowledged);
    mount("mount", "-o", "remount,size=20m", small);
    expect(await storage.append("s", [event], acknowledged)).toMatchObject([{ seq: acknowledged + 1 }]);
    await storage.close();
    const again = await sqlite(path);
    expect(await again.read("s", 0)).toHaveLength(acknowledged + 1);
    await again.close();
    mount("umount", "-l", small);
  });

  test("a new file on a full disk is refused, and nothing of it stays", async () => {
    mount("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", small);
    writeFileSync(join(small, "other"), Buffer.alloc(64 * 1024));
    await expect(sqlite(join(small, "x.db"))).rejects.toMatchObject({ code: "storage" });
    expect(readdirSync(small)).toEqual(["other"]);
    mount("umount", "-l", small);
  });
});

describe.skipIf(process.platform === "win32")("without the right to write", () => {
  test("a folder is refused when the storage is opened, and nothing is made in it", async () => {
    const closed = join(folder, "closed");
    mkdirSync(closed);
    chmodSync(closed, 0o555);
    const worker = start(0, "openAsNobody", `sqlite:${join(closed, "x.db")}`);
    const words = expect.stringContaining(`the folder ${closed} cannot be written`);
    expect(await worker.first).toMatchObject({ code: "storage", message: words });
    expect(readdirSync(closed)).toEqual([]);
  });

  test("a file is refused when the storage is opened, also one that holds studies", async () => {
    const shared = join(folder, "shared");
    mkdirSync(shared);
    chmodSync(shared, 0o777);
    const path = join(shared, "x.db");
    await sqlite(path).then((storage) => storage.close());
    chmodSync(path, 0o444);
    const worker = start(1, "openAsNobody", `sqlite:${path}`);
    const words = expect.stringContaining("the file cannot be written");
    expect(await worker.first).toMatchObject({ code: "storage", message: words });
  });
});
