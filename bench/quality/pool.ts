/** Many runs, in parallel processes; those already on file are not run again. */
import { fork } from "node:child_process";
import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Job, Run } from "./run.ts";

const jiti = fileURLToPath(new URL("../../node_modules/jiti/lib/jiti-cli.mjs", import.meta.url));
const worker = fileURLToPath(new URL("worker.ts", import.meta.url));

/** Runs what is not in the file yet, and appends each result as one line of JSON. */
export async function runAll(
  jobs: readonly Job[],
  o: { readonly file: string; readonly processes: number; readonly onRun: (left: number) => void },
): Promise<Run[]> {
  const known = readRuns(o.file);
  const byKey = new Map(known.map((run) => [keyOf(run), run]));
  const left = jobs.filter((job) => !byKey.has(keyOf(job)));
  let open = left.length;
  const next = (child: ReturnType<typeof fork>) => {
    const job = left.shift();
    if (job) child.send(job);
    else child.disconnect();
  };
  const processes = Array.from({ length: Math.min(o.processes, left.length) }, () => {
    const child = fork(jiti, [worker], { execPath: process.execPath });
    child.on("message", (run: Run) => {
      appendFileSync(o.file, `${JSON.stringify(run)}\n`);
      byKey.set(keyOf(run), run);
      open -= 1;
      o.onRun(open);
      next(child);
    });
    next(child);
    return new Promise<void>((resolve, reject) => {
      child.on("exit", (code) => (code === 0 ? resolve() : reject(new Error(`a worker ended with ${code}`))));
    });
  });
  await Promise.all(processes);
  return jobs.map((job) => byKey.get(keyOf(job))!);
}

function readRuns(file: string): Run[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Run);
}

function keyOf({ sampler, task, seed, trials, parallel, noise = 0 }: Job): string {
  return JSON.stringify([sampler, task, seed, trials, parallel, noise]);
}
