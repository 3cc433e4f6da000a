import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, test } from "vitest";
import { holderOf, isGone } from "./holder.ts";

const me = holderOf();
const isLinux = process.platform === "linux";

/** A process that waits to be killed. */
function sleeper() {
  const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore" });
  return { child, end: once(child, "exit") };
}

test("a process is not gone while it runs, and gone once it is killed", async () => {
  const { child, end } = sleeper();
  const holder = holderOf(child.pid);
  expect(isGone(holder, me)).toBe(false);
  child.kill("SIGKILL");
  await end;
  expect(isGone(holder, me)).toBe(true);
});

test("this process is there", () => {
  expect(isGone(me, me)).toBe(false);
});

test.runIf(isLinux)("on Linux everything is known of a process", () => {
  expect(me).toEqual({
    boot: expect.stringMatching(/^[0-9a-f-]{36}$/),
    namespace: expect.stringMatching(/^pid:\[\d+\]$/),
    pid: process.pid,
    started: expect.stringMatching(/^\d+$/),
  });
});

test.runIf(isLinux)("another process under a pid that was used before is not the one that is gone", () => {
  expect(isGone({ ...me, started: "1" }, me)).toBe(true);
});

test.runIf(isLinux)("a dead process that its parent did not bury yet is gone", async () => {
  // The shell starts a child and becomes a program that never asks for it; the child ends once that has come to pass.
  const child = "until grep -q sleep /proc/$PPID/comm; do :; done";
  const program = `sh -c '${child}' & echo $!; exec sleep 60`;
  const parent = spawn("sh", ["-c", program], { stdio: ["ignore", "pipe", "ignore"] });
  const [line] = (await once(parent.stdout, "data")) as [Buffer];
  const zombie = { ...me, pid: Number(line), started: null };
  await expect.poll(() => isGone(zombie, me), { timeout: 120_000 }).toBe(true);
  expect(process.kill(zombie.pid, 0)).toBe(true); // its pid is still taken
  parent.kill("SIGKILL");
});

test("a process from before the machine was started anew is gone", () => {
  expect(isGone({ ...me, boot: "an earlier one" }, { ...me, boot: "this one" })).toBe(true);
});

test("nothing is concluded of a process in another container, or where the system tells nothing", () => {
  const nobody = 2 ** 30; // no system has so many
  expect(isGone({ ...me, pid: nobody }, me)).toBe(true);
  expect(isGone({ ...me, pid: nobody, namespace: "pid:[1]" }, me)).toBe(false);
  expect(isGone({ ...me, pid: nobody, namespace: null }, { ...me, namespace: null })).toBe(false);
  expect(isGone({ ...me, boot: null }, me)).toBe(false);
  expect(isGone({ ...me, started: null }, me)).toBe(false);
});
