import { expect, test } from "vitest";
import { deadlineMs } from "./deadline.ts";
import { bytesOf } from "./size.ts";

test.each([
  ["500MB", 5e8],
  ["8GiB", 8 * 2 ** 30],
  ["2g", 2 * 2 ** 30],
  ["1000", 1000],
  ["8GX", null],
  ["-1GB", null],
  ["", null],
])("the size %s", (text, bytes) => {
  expect(bytesOf(text)).toBe(bytes);
});

test("a time of day is the next one that the clock shows, and a date is itself", () => {
  const now = new Date(2026, 0, 31, 9, 30).getTime();
  expect(deadlineMs("10:00", now)).toBe(new Date(2026, 0, 31, 10, 0).getTime());
  expect(deadlineMs("08:00", now)).toBe(new Date(2026, 1, 1, 8, 0).getTime());
  expect(deadlineMs("2026-02-01T00:00", now)).toBe(new Date(2026, 1, 1).getTime());
  for (const text of ["24:00", "8", "2026-01-01", "soon"]) expect(deadlineMs(text, now)).toBe(null);
});
