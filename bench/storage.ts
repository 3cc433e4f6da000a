/**
 * How fast studies are written and opened. The yardstick is the same machine in the same run: a bare loop of small
 * writes with fsync, since a durable trial costs one of them; and Optuna where Python has it, with 1, 4 and 8 processes.
 *
 *   npm run bench -- storage
 */
import { closeSync, fsyncSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { createStudy, float, openStudy } from "tunesmith";
import { postgresBin, startServer } from "../test/postgres/server.ts";
import { python } from "./python.ts";
import { medianMs, type Row, report } from "./report.ts";
import { optunaPerSecond, oursPerSecond } from "./storage/rates.ts";

const folder = mkdtempSync(join(tmpdir(), "tunesmith-bench-"));
const space = { x: float(-1, 1), y: float(1e-5, 1, { log: true }) };

function fsyncsPerSecond(): number {
  const file = openSync(join(folder, "fsync"), "w");
  const [start, times] = [performance.now(), 300];
  for (let i = 0; i < times; i++) {
    writeSync(file, "x".repeat(500));
    fsyncSync(file);
  }
  closeSync(file);
  return times / ((performance.now() - start) / 1000);
}

async function inMemory(trials: number): Promise<number> {
  const study = await createStudy({ name: "rate", space, sampler: "random", seed: 1 });
  const start = performance.now();
  await study.optimize(({ params }) => params.x ** 2, { trials });
  const seconds = (performance.now() - start) / 1000;
  await study.close();
  return trials / seconds;
}

const optunaInMemory = (trials: number) =>
  python<number>(
    ["optuna"],
    `
import json, time, optuna
optuna.logging.set_verbosity(optuna.logging.ERROR)
study = optuna.create_study(sampler=optuna.samplers.RandomSampler(seed=1))
t0 = time.time()
study.optimize(lambda t: t.suggest_float("x", -1, 1) ** 2 + 0 * t.suggest_float("y", 1e-5, 1, log=True), n_trials=${trials})
print(json.dumps(${trials} / (time.time() - t0)))
`,
  );

function against(ours: number, optuna: number | null) {
  return { ours, optuna, ratio: optuna && ours / optuna };
}

const fsyncs = fsyncsPerSecond();
const memory = await inMemory(5000);
const optunaMemory = optunaInMemory(1000);

// Several processes on one study: ours and theirs by turns, so that both have the same machine.
const server = postgresBin ? await startServer() : null;
const rates: Row[] = [];
for (const workers of [1, 4, 8]) {
  const places = [
    {
      what: "sqlite",
      ours: `sqlite:${join(folder, `ours${workers}.db`)}`,
      optuna: `sqlite:///${join(folder, `optuna${workers}.db`)}`,
    },
    ...(server
      ? [
          {
            what: "postgres",
            ours: server.database(`ours${workers}`),
            optuna: server.database(`optuna${workers}`).replace("postgres:", "postgresql+psycopg2:"),
          },
        ]
      : []),
  ];
  for (const place of places) {
    // As much for each worker, however many there are: else with more of them the engines' warming up weighs more.
    const ours = await oursPerSecond(place.ours, workers, 800 * workers);
    const optuna = optunaPerSecond(place.optuna, workers, 30 * workers);
    rates.push({
      what: `trials into ${place.what}, ${workers} at work`,
      unit: "per second",
      ...against(ours, optuna),
    });
  }
}
server?.remove();

// A study of 100,000 trials, written in bulk under the eyes of a worker, and opened as a stranger would.
const large = `sqlite:${join(folder, "large.db")}`;
const study = await createStudy({ name: "large", space, sampler: "random", seed: 1, storage: large });
const [few, many] = [20_000, 100_000];
await study.close();
const writeStart = performance.now();
await fill(large, 0, few);
const worker = await openStudy("large", { storage: large });
const before = memoryInUse();
await fill(large, few, many);
const writeSeconds = (performance.now() - writeStart) / 1000;
await worker.refresh();
const megabytes = ((memoryInUse() - before) / 2 ** 20 / (many - few)) * 10_000;
await worker.close();
const openStart = performance.now();
const opened = await openStudy("large", { storage: large });
const openSeconds = (performance.now() - openStart) / 1000;
if (opened.history.finished.length !== many) throw new Error("the large study is not whole");
const { best } = opened;
const bestMs = await medianMs(9, () => opened.best);
await opened.close();
const reportsSeconds = await openReports();

const rows: Row[] = [
  { what: "bare writes with fsync", unit: "per second", ours: fsyncs },
  { what: "trials in memory", unit: "per second", ...against(memory, optunaMemory) },
  ...rates,
  { what: `writing ${many} trials in bulk`, unit: "s", ours: writeSeconds },
  { what: `opening a study of ${many} trials`, unit: "s", ours: openSeconds },
  { what: `finding the best of ${many} trials, warm`, unit: "ms", ours: bestMs },
  { what: "memory of a worker for each 10,000 trials of others", unit: "MB", ours: megabytes },
  { what: "opening a study of a million reports", unit: "s", ours: reportsSeconds },
];
if (!best) throw new Error("the large study has no best trial");
report("storage", rows);
rmSync(folder, { recursive: true });

/** Bytes in use once the garbage is gone, those outside of the heap included. */
function memoryInUse(): number {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc");
  for (let i = 0; i < 3; i++) collect(); // what others held goes with the second
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** Seconds to open 2,000 trials with 500 reports each, in batches as a worker writes them. */
async function openReports(): Promise<number> {
  const url = `sqlite:${join(folder, "reports.db")}`;
  const study = await createStudy({ name: "reports", space, sampler: "random", seed: 1, storage: url });
  await study.optimize(
    async (trial) => {
      for (let step = 0; step < 500; step++) await trial.report(step, Math.sin(step));
      return trial.params.x;
    },
    { trials: 2000 },
  );
  await study.close();
  const start = performance.now();
  const again = await openStudy("reports", { storage: url });
  const seconds = (performance.now() - start) / 1000;
  const reports = again.trials.reduce((sum, t) => sum + t.curve.length, 0);
  await again.close();
  if (reports !== 1_000_000) throw new Error(`${reports} reports are there`);
  return seconds;
}

/** Writes finished trials as a worker would have, many at a time. */
async function fill(url: string, from: number, trials: number): Promise<void> {
  const { openStorage } = await import("tunesmith/storage");
  const storage = await openStorage(url);
  let seq = 1 + 3 * from; // the study's creation, and three events a trial
  for (let done = from; done < trials; ) {
    const events = [];
    for (const end = Math.min(trials, done + 2000); done < end; done++) {
      const params = { x: Math.sin(done), y: 10 ** (-5 * Math.abs(Math.cos(done))) };
      const memo = { why: "uniform draw" };
      events.push(
        { type: "trial.opened", by: "bench", limit: trials } as const,
        { type: "trial.asked", number: done, by: "bench", params, memo, seen: seq, strict: false } as const,
        {
          type: "trial.finished",
          number: done,
          attempt: 1,
          outcome: { state: "complete", values: { value: params.x ** 2 } },
        } as const,
      );
    }
    seq = (await storage.append("large", events, seq)).at(-1)!.seq;
  }
  await storage.close();
}
