import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { isStillStarting } from "./still-starting.ts";

/** A shell that runs these lines. */
function shell(lines: string) {
  const child = spawn("/bin/sh", ["-s"], { stdio: ["pipe", "pipe", "ignore"], detached: true });
  onTestFinished(() => void process.kill(-child.pid!, "SIGKILL"));
  child.stdin!.write(lines);
  return child;
}

test.runIf(process.platform === "linux")("a shell without a child has not started anything", async () => {
  const { pid, stdout, stdin } = shell("echo here\n");
  await once(stdout!, "data");
  expect(isStillStarting(pid!)).toBe(true);
  stdin!.write("sleep 600\n");
  while (isStillStarting(pid!)) await sleep(5);
});

test.runIf(process.platform === "linux")("a copy of the shell is no program yet", async () => {
  const { pid, stdout } = shell("( echo here; while :; do :; done )\n");
  await once(stdout!, "data");
  expect(isStillStarting(pid!)).toBe(true);
});

test("nothing is known of a process that is gone", () => {
  expect(isStillStarting(2 ** 30)).toBe(false); // no system has so many
});
