/** Starts real processes that use the storage, as users' workers do: plain JavaScript, compiled from this checkout. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { hasNodeSqlite } from "../../src/storage/sqlite-driver.ts";

const root = resolve(import.meta.dirname, "../..");

/** The drivers of this Node; processes take turns, so that both meet on one file. */
export const drivers = hasNodeSqlite() ? ["node", "libsql"] : ["libsql"];

/** Compiles the sources to a folder of its own, from which packages are found. */
export function compile(): { readonly folder: string; remove(): void } {
  const folder = join(root, "node_modules", ".cache", `tunesmith-storage-${process.pid}`);
  const compiler = join(root, "node_modules", "typescript", "bin", "tsc");
  const flags = ["-p", join(root, "tsconfig.build.json"), "--outDir", folder, "--incremental", "false"];
  const { stdout } = spawnSync(process.execPath, [compiler, ...flags], { encoding: "utf8" });
  if (!existsSync(join(folder, "storage", "index.js"))) throw new Error(`tsc made nothing: ${stdout}`);
  return { folder, remove: () => rmSync(folder, { recursive: true }) };
}

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
export function start(build: string, turn: number, command: string, ...words: readonly string[]): Worker {
  const file = join(import.meta.dirname, "worker.mjs");
  const env = { ...process.env, TUNESMITH_SQLITE_DRIVER: drivers[turn % drivers.length] };
  const child = spawn(process.execPath, [file, build, command, ...words], {
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

/** Tells processes that wait for it to begin, all at the same moment. */
export async function begin(workers: readonly Worker[]): Promise<void> {
  await Promise.all(workers.map((worker) => worker.first));
  for (const { child } of workers) child.stdin!.write("go\n");
}
