import { expect, test } from "vitest";
import { mayBeWord, readStatus } from "./signal-words.ts";

test.each<[status: number, isSaid: boolean, lastLine: string, exit: unknown, line: string]>([
  [0, false, "Killed", { kind: "exited", status: 0 }, "Killed"],
  [3, false, "", { kind: "exited", status: 3 }, ""],
  [137, false, "", { kind: "exited", status: 137 }, ""],
  [137, false, "Killed", { kind: "killed", signal: "SIGKILL" }, ""],
  [137, false, " 12% | #  Killed", { kind: "killed", signal: "SIGKILL" }, " 12% | #  "],
  [137, false, "Killed by whom?", { kind: "exited", status: 137 }, "Killed by whom?"],
  [137, false, "Terminated", { kind: "exited", status: 137 }, "Terminated"],
  [143, false, "Terminated: 15", { kind: "killed", signal: "SIGTERM" }, ""],
  [139, false, "Segmentation fault (core dumped)", { kind: "killed", signal: "SIGSEGV" }, ""],
  [134, false, "x.c:3: no.\u0020Aborted", { kind: "killed", signal: "SIGABRT" }, "x.c:3: no. "],
  [139, true, "epoch 3", { kind: "killed", signal: "SIGSEGV" }, "epoch 3"],
  [130, false, "bye", { kind: "killed", signal: "SIGINT" }, "bye"],
  [255, false, "", { kind: "exited", status: 255 }, ""],
])("status %j, said in words %j, %j", (status, isSaid, lastLine, exit, line) => {
  expect(readStatus({ status, isSaid, lastLine })).toEqual({ exit, line });
});

test("a line is held back where it ends as a shell's would", () => {
  expect(["Killed", "x Terminated", "Bus error (core dumped)"].map(mayBeWord)).toEqual([true, true, true]);
  expect(["", "Killed it", "loss=0.5"].map(mayBeWord)).toEqual([false, false, false]);
});
