/** Runs the command line as a user does: `bin/tunesmith` as a process, in a folder of its own. */
import { type ChildProcess, fork, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeEach, expect } from "vitest";

const bin = fileURLToPath(new URL("../../bin/tunesmith", import.meta.url));
const host = fileURLToPath(new URL("host.mjs", import.meta.url));

/** What came of a command. */
export interface Ran {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

/**
 * A folder for each test of a file, and the command line in it, with `more` in its environment.
 *
 * `run` and `start` make a process for each command. `call` runs one in a process that all calls of the file share, in a
 * tenth of the time: for commands whose words and status matter, and not their process.
 */
export function inFolder(more: Record<string, string> = {}) {
  let folder = "";
  let shared: ChildProcess | null = null;
  afterAll(() => shared?.kill());
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "tunesmith-cli-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const env = { ...process.env, NO_COLOR: "1", TUNESMITH_STORAGE: "", ...more };
  return {
    path: (name: string) => join(folder, name),
    write: (name: string, text: string) => writeFileSync(join(folder, name), text),
    run: (...args: readonly string[]): Ran => {
      const done = spawnSync(process.execPath, [bin, ...args], { cwd: folder, encoding: "utf8", env });
      return { status: done.status, out: done.stdout, err: done.stderr };
    },
    call: async (...args: readonly string[]): Promise<Ran> => {
      shared ??= fork(host, { env, execArgv: [], stdio: ["ignore", "ignore", "inherit", "ipc"] });
      shared.send({ cwd: folder, argv: args });
      const came = new AbortController();
      const [answer] = await Promise.race([
        once(shared, "message", came),
        once(shared, "exit", came),
      ]).finally(() => came.abort());
      const { left, ...ran } = answer as Ran & { readonly left: readonly string[] }; // nothing where it has died
      expect(left, `${args.join(" ")} leaves something open, so that its process would not end`).toEqual([]);
      return ran;
    },
    start: (...args: readonly string[]): ChildProcess =>
      spawn(process.execPath, [bin, ...args], { cwd: folder, env, stdio: "pipe" }),
  };
}

/**
 * A study of 1 ms a trial and more.
 *
 * @param halt  trials from this number on make a file "halted", and wait for a file "on"
 */
export const slowStudy = (trials: number, ms: number, halt = Infinity) => `
import { existsSync, writeFileSync } from "node:fs";
import { float, categorical, defineStudy } from "tunesmith";
export default defineStudy({
  name: "slow",
  space: { x: float(-5, 5), k: categorical(["a", "b"]) },
  trials: ${trials},
  seed: 7,
  objective: async ({ number, params }) => {
    const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
    await sleep(${ms});
    if (number >= ${halt}) writeFileSync("halted", "");
    while (number >= ${halt} && !existsSync("on")) await sleep(20);
    return (params.x - 1) ** 2 + (params.k === "b" ? 1 : 0);
  },
});
`;
