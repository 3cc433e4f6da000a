import {
  closeSync,
  copyFileSync,
  mkdtempSync,
  openSync,
  rmSync,
  statSync,
  truncateSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { sqlite } from "./sqlite.ts";
import { Room } from "./sqlite-room.ts";

const folder = mkdtempSync(join(tmpdir(), "tunesmith-room-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("is made where what was written has come to the end, by whoever comes first, and up to a size", () => {
  const path = join(folder, "log");
  const file = openSync(path, "w+");
  const [one, other] = [new Room(), new Room()];
  const written = (bytes: number, at: number) => writeSync(file, Buffer.alloc(bytes, 7), 0, bytes, at);
  const sizes = (...rooms: readonly Room[]) =>
    rooms.map((room) => {
      room.make(file);
      return statSync(path).size;
    });
  written(1000, 0);
  expect(sizes(one, other, one)).toEqual([66_536, 66_536, 66_536]);
  written(60_000, 1000);
  expect(sizes(one, other)).toEqual([66_536, 66_536]); // there is some left
  written(10_000, 61_000);
  expect(sizes(other, one, other)).toEqual([142_000, 142_000, 142_000]);
  truncateSync(path, 500); // taken into the database
  expect(sizes(one, other)).toEqual([66_036, 66_036]);
  written(4_100_000, 0);
  expect(sizes(one, other)).toEqual([4_100_000, 4_100_000]);
  closeSync(file);
  expect(sizes(one)).toEqual([4_100_000]); // no room is no harm
});

test("a log that was left with room holds all events, and others go on behind them", async () => {
  const path = join(folder, "a.db");
  const [one, other] = [await sqlite(path), await sqlite(path)];
  const noted = (i: number) => ({ type: "trial.noted", number: null, by: "w", key: "i", value: i }) as const;
  for (let i = 0; i < 200; i++) await [one, other][i % 2]!.append("s", [noted(i)], 0);
  expect(statSync(`${path}-wal`).size % 4120).not.toBe(32); // it does not end with a page
  const copy = join(folder, "b.db"); // as after kill -9: nobody has closed it
  for (const end of ["", "-wal"]) copyFileSync(path + end, copy + end);
  const found = await sqlite(copy);
  await found.append("s", [noted(200)], 0);
  const events = await found.read("s", 0);
  expect(events.map(({ event }) => (event as { value: number }).value)).toEqual(
    Array.from({ length: 201 }, (_, i) => i),
  );
  for (const storage of [found, one, other]) await storage.close();
});
