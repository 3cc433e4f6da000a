/** Row R29 of the reliability bar: what a worker and a server that stay have in memory for each trial that came. */
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { expect, onTestFinished, test } from "vitest";
import { createStudy, float } from "../../src/index.ts";

/** `TUNESMITH_LONG=100000 npx vitest run --mode full test/full/long-run.test.ts` for the whole row, with a million reports. */
const trials = Number(process.env.TUNESMITH_LONG ?? 2_000);
const reports = 10;

interface Memory {
  readonly trials: number;
  readonly heap: number;
  readonly rss: number;
}

/** Runs one side to its end; what it said of its memory. */
async function run(role: "worker" | "server", storage: string, trials: number): Promise<Memory[]> {
  const words = JSON.stringify({ storage, trials, every: trials / 20, reports });
  const file = join(import.meta.dirname, "long-run.mjs");
  const child = spawn(process.execPath, ["--expose-gc", file, role, words], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const seen: Memory[] = [];
  for await (const line of createInterface({ input: child.stdout })) seen.push(JSON.parse(line) as Memory);
  return seen;
}

/** Runs both sides over a study of their own. */
async function runBoth(trials: number): Promise<[worker: Memory[], server: Memory[]]> {
  const folder = mkdtempSync(join(tmpdir(), "tunesmith-long-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const storage = `sqlite:${join(folder, "s.db")}`;
  const space = { x: float(0, 1) };
  await (await createStudy({ name: "s", space, sampler: "random", seed: 1, storage })).close();
  return Promise.all([run("worker", storage, trials), run("server", storage, trials)]);
}

/** A server has whole trials up to 20,000, and columns from then on. */
const lateFrom = (trials: number) => (trials > 40_000 ? 30_000 : trials / 4);

/** MB that each 10,000 trials add, by least squares over what came after `from`. */
function slope(seen: readonly Memory[], what: "heap" | "rss", from: number): number {
  const late = seen.filter((one) => one.trials >= from);
  const mean = (of: (one: Memory) => number) => late.reduce((sum, one) => sum + of(one), 0) / late.length;
  const [x, y] = [mean((one) => one.trials), mean((one) => one[what])];
  const above = late.reduce((sum, one) => sum + (one.trials - x) * (one[what] - y), 0);
  return (1e4 * above) / late.reduce((sum, one) => sum + (one.trials - x) ** 2, 0);
}

test(`R29: ${trials} trials of ${reports} reports leave nothing in a worker and a server but what is known of them`, {
  timeout: 7_200_000,
}, async () => {
  const start = performance.now();
  let [worker, server] = await runBoth(trials);
  // A server that a busy machine let look up too seldom has more to see of a longer study.
  let most = trials;
  while (server.filter((one) => one.trials >= lateFrom(most)).length < 5) {
    most *= 2;
    [worker, server] = await runBoth(most);
  }
  const seconds = (performance.now() - start) / 1000;
  const from = lateFrom(most);
  const words = (role: string, seen: Memory[]) =>
    `${role} ${slope(seen, "heap", from).toFixed(2)} MB in use and ${slope(seen, "rss", from).toFixed(2)} MB resident ` +
    `for each 10,000 trials, ${Math.max(...seen.map(({ rss }) => rss)).toFixed(0)} MB at most`;
  console.log(
    `${most} trials in ${seconds.toFixed(0)} s: ${words("worker", worker)}; ${words("server", server)}`,
  );
  expect(worker.at(-1)?.trials).toBe(most);
  expect(server.at(-1)?.trials).toBe(most);
  // A trial with its curve is known to take about 1 kB; one kept twice, or a message for each report, would be seen.
  expect(slope(worker, "heap", from)).toBeLessThan(20);
  expect(slope(server, "heap", from)).toBeLessThan(20);
});
