/** Worker processes, and the ledger that they keep outside of the storage: the truth that a study is held against. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const file = fileURLToPath(new URL("worker.mjs", import.meta.url));

/** What `worker.mjs` takes. */
export interface WorkerOptions {
  readonly storage: string;
  readonly study: string;
  readonly ledger: string;
  readonly trials: number;
  readonly pauseMs: number;
  readonly leaseMs?: number;
  readonly parallel?: number;
  readonly sampler?: string;
  readonly create?: boolean;
  readonly objective?: "pause" | "block" | "poison" | "memory";
  readonly poison?: number;
  /** With "pause", trials from this number on wait for a file, so that they do not end before what is done to them. */
  readonly gate?: { readonly from: number; readonly file: string };
}

/** A line of a ledger. */
export interface Line {
  readonly pid: number;
  readonly opened?: true;
  readonly started?: number;
  readonly computed?: number;
  readonly accepted?: number;
  readonly attempt?: number;
  readonly state?: string;
  readonly value?: number;
  readonly ended?: string;
  readonly exception?: string;
}

/** A worker as a command line. */
export function commandOf(options: WorkerOptions): string[] {
  return [process.execPath, file, JSON.stringify(options)];
}

/** Starts a worker; `wrap` goes before node, such as `["faketime", "-f", "+1h"]`. */
export function startWorker(
  options: WorkerOptions,
  {
    wrap = [],
    flags = [],
    env = {},
  }: { wrap?: string[]; flags?: string[]; env?: Record<string, string> } = {},
): ChildProcess {
  const [program, ...args] = [...wrap, process.execPath, ...flags, file, JSON.stringify(options)];
  return spawn(program!, args, {
    stdio: ["ignore", "ignore", process.env.SHOW ? "inherit" : "ignore"],
    env: { ...process.env, ...env },
  });
}

/** The exit status of a process; null when a signal ended it. */
export async function exitOf(child: ChildProcess): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
  return child.exitCode;
}

/** All whole lines of a ledger. */
export function readLedger(path: string): Line[] {
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, "utf8").split("\n").slice(0, -1);
  return lines.map((line) => JSON.parse(line) as Line);
}

/** Waits until a ledger has what is looked for. */
export async function until(
  path: string,
  found: (lines: readonly Line[]) => boolean,
  ms = 400_000,
): Promise<void> {
  for (const end = performance.now() + ms; performance.now() < end; ) {
    if (found(readLedger(path))) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`the ledger never had it: ${JSON.stringify(readLedger(path).slice(-5))}`);
}
