import { expect, test } from "vitest";
import { readRunTime } from "./run-time.ts";

test.each([
  ["90m", 5400],
  ["2h", 7200],
  ["2:00:00", 7200],
  ["90:00", 5400],
  ["1-12", 129_600],
  ["1-12:30", 131_400],
  ["1-12:30:05", 131_405],
])("a time of %s is %d seconds", (written, seconds) => {
  expect(readRunTime(written)).toBe(seconds * 1000);
});

test.each(["90", "", "h", "1-", "-5m", "1:2:3:4", "0m"])("%j is no time", (written) => {
  expect(() => readRunTime(written)).toThrow(/with its unit/);
});
