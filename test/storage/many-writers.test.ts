import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { openStorage } from "../../src/storage/index.ts";
import { begin, start } from "./processes.ts";

interface Said {
  readonly batch: number;
  readonly size: number;
  readonly last: number;
  readonly tail: readonly number[];
}

const folder = mkdtempSync(join(tmpdir(), "tunesmith-"));
afterAll(() => rmSync(folder, { recursive: true }));

test("four processes that append to one file make one log: nothing is lost, torn or out of order", async () => {
  const batches = 90;
  const url = `sqlite:${join(folder, "four.db")}`;
  const names = ["w0", "w1", "w2", "w3"];
  const workers = names.map((name, i) => start(i, "append", url, name, String(batches)));
  await begin(workers);
  expect(await Promise.all(workers.map((w) => w.end))).toEqual([0, 0, 0, 0]);

  const storage = await openStorage(url);
  const log = await storage.read("s", 0);
  await storage.close();
  const total = names.length * (batches / 3) * (1 + 2 + 3);
  expect(log.map((l) => l.seq)).toEqual(Array.from({ length: total }, (_, i) => i + 1));
  expect(log.map((l) => l.at)).toEqual(log.map((l) => l.at).sort((a, b) => a - b));
  for (const [i, { said }] of workers.entries()) {
    const told = said.slice(1) as Said[];
    expect(told).toHaveLength(batches);
    // Each tail goes on where the one before ended, up to the batch itself: this reader missed nothing.
    const seen = told.flatMap(({ tail }) => tail);
    expect(seen).toEqual(Array.from({ length: seen.length }, (_, k) => k + 1));
    for (const { batch, size, last } of told) {
      const own = log.slice(last - size, last).map((l) => l.event);
      expect(own).toEqual(Array(size).fill({ type: "trial.opened", by: names[i], limit: batch }));
    }
  }
});

test.each(["no file", "an empty file"])(
  "eight processes that open %s at once all get one database",
  async (what) => {
    const places = Array.from({ length: 5 }, () => mkdtempSync(join(folder, "create-")));
    const paths = places.map((place) => join(place, "new.db"));
    if (what === "an empty file") for (const path of paths) writeFileSync(path, "");
    const urls = paths.map((path) => `sqlite:${path}`);
    const workers = Array.from({ length: 8 }, (_, i) => start(i, "open", `w${i}`, ...urls));
    for (const round of paths.keys()) await begin(workers, round + 1);
    expect(await Promise.all(workers.map((w) => w.end))).toEqual(Array(8).fill(0));
    for (const [i, path] of paths.entries()) {
      const storage = await openStorage(`sqlite:${path}`);
      const log = await storage.read("s", 0);
      await storage.close();
      expect(log.map((l) => (l.event.type === "trial.opened" ? l.event.by : "")).sort()).toEqual(
        Array.from({ length: 8 }, (_, i) => `w${i}`),
      );
      expect(readdirSync(places[i]!).filter((name) => !/^new\.db(-wal|-shm)?$/.test(name))).toEqual([]);
    }
  },
);
