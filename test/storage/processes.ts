/** Starts real processes that use the storage, as users' workers do: plain JavaScript, from dist. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { hasNodeSqlite } from "../../src/storage/sqlite-driver.ts";

/** The drivers of this Node; processes take turns, so that both meet on one file. */
export const drivers = hasNodeSqlite() ? ["node", "libsql"] : ["libsql"];

/** A process under way. */
export interface Worker {
  readonly child: ChildProcess;
  /** All it said so far. */
  readonly said: readonly unknown[];
  /** Waits for the first thing it says. */
  readonly first: Promise<unknown>;
  /** Its exit status once it has ended: null when it was killed. */
  readonly end: Promise<number | null>;
}

/** Starts `worker.mjs` with a command; the `turn` picks its driver. */
export function start(turn: number, command: string, ...words: readonly string[]): Worker {
  const file = join(import.meta.dirname, "worker.mjs");
  const env = { ...process.env, TUNESMITH_SQLITE_DRIVER: drivers[turn % drivers.length] };
  const child = spawn(process.execPath, [file, command, ...words], {
    env,
    stdio: ["pipe", "pipe", "inherit"],
  });
  const said: unknown[] = [];
  const lines = createInterface({ input: child.stdout });
  lines.on("line", (line) => said.push(JSON.parse(line)));
  const first = once(lines, "line").then(() => said[0]);
  const end = once(child, "close").then(([status]) => status as number | null);
  return { child, said, first, end };
}

/** Tells processes that wait for it, each for the `time`-th time, to begin, all at the same moment. */
export async function begin(workers: readonly Worker[], time = 1): Promise<void> {
  await Promise.all(workers.map((worker) => worker.first));
  for (const { child, said } of workers) {
    while (said.length < time) {
      if (child.exitCode !== null)
        throw new Error(`a process ended with ${child.exitCode} before it was told to begin`);
      await sleep(1);
    }
  }
  for (const { child } of workers) child.stdin!.write("go\n");
}
