/** Many runs, in parallel processes; those already on file are not run again. */
import { fork } from "node:child_process";
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

const jiti = fileURLToPath(new URL("../node_modules/jiti/lib/jiti-cli.mjs", import.meta.url));

/** How runs are made and kept. */
interface Pool<J> {
  /** The script of a process: it is sent jobs, one after the other, and answers each with its run. */
  readonly worker: URL;
  /** Where each run is appended as one line of JSON. */
  readonly file: string;
  readonly processes: number;
  /** Whether what is on file of these jobs is forgotten first. */
  readonly isFresh: boolean;
  /** What tells one job from another. */
  readonly keyOf: (job: J) => string;
}

/**
 * Runs what is not in the file yet.
 *
 * @returns the runs of these jobs, in their order
 */
export async function runAll<J, R extends J>(jobs: readonly J[], o: Pool<J>): Promise<R[]> {
  mkdirSync(dirname(o.file), { recursive: true });
  if (o.isFresh) forget(jobs, o);
  const byKey = new Map(readRuns<R>(o.file).map((run) => [o.keyOf(run), run]));
  const left = jobs.filter((job) => !byKey.has(o.keyOf(job)));
  let open = left.length;
  const next = (child: ReturnType<typeof fork>) => {
    const job = left.shift();
    if (job) child.send(job as object);
    else child.disconnect();
  };
  const processes = Array.from({ length: Math.min(o.processes, left.length) }, () => {
    const child = fork(jiti, [fileURLToPath(o.worker)], { execPath: process.execPath });
    child.on("message", (run: R) => {
      appendFileSync(o.file, `${JSON.stringify(run)}\n`);
      byKey.set(o.keyOf(run), run);
      open -= 1;
      if (process.stderr.isTTY) process.stderr.write(`\r${open} runs left   `);
      next(child);
    });
    next(child);
    return new Promise<void>((resolve, reject) => {
      child.on("exit", (code) => (code === 0 ? resolve() : reject(new Error(`a worker ended with ${code}`))));
    });
  });
  await Promise.all(processes);
  return jobs.map((job) => byKey.get(o.keyOf(job))!);
}

function forget<J>(jobs: readonly J[], { file, keyOf }: Pool<J>): void {
  const asked = new Set(jobs.map(keyOf));
  const others = readRuns<J>(file).filter((run) => !asked.has(keyOf(run)));
  writeFileSync(file, others.map((run) => `${JSON.stringify(run)}\n`).join(""));
}

/** All runs of a file; none where there is no file. */
export function readRuns<R>(file: string): R[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as R);
}
