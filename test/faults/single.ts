/** R6, R13, R19, R21, R22, R23: what befalls a single worker. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { createStudy, float, int, openStudy } from "tunesmith";
import { openDriver } from "../../src/storage/sqlite-driver.ts";
import { invariantsOf } from "./invariants.ts";
import type { Outcome, Row } from "./row.ts";
import { exitOf, readLedger, startWorker, until, type WorkerOptions } from "./workers.ts";

const space = { x: float(-1, 1), k: int(0, 5) };

const median = (all: readonly number[]) => [...all].sort((a, b) => a - b)[all.length >> 1]!;

async function prepared(folder: string, trials: number, name = "study"): Promise<WorkerOptions> {
  const storage = `sqlite:${join(folder, `${name}.db`)}`;
  await (await createStudy({ name: "s", space, sampler: "random", seed: 1, storage })).close();
  return { storage, study: "s", ledger: join(folder, `${name}.ledger`), trials, pauseMs: 10 };
}

export const zombie: Row = {
  id: "R6",
  fault: "a worker is stopped for twice its lease, and comes back",
  async run({ folder }): Promise<Outcome> {
    const options = { ...(await prepared(folder, 12)), leaseMs: 2000 };
    const gate = { from: 0, file: join(folder, "back") };
    const slow = startWorker({ ...options, gate });
    await until(options.ledger, (lines) => lines.some((line) => line.started !== undefined));
    slow.kill("SIGSTOP");
    await sleep(4200);
    const other = startWorker({ ...options, pauseMs: 300 });
    await until(options.ledger, (lines) =>
      lines.some((line) => (line.attempt ?? 1) > 1 && line.computed !== undefined),
    );
    writeFileSync(gate.file, "");
    slow.kill("SIGCONT");
    const statuses = await Promise.all([slow, other].map(exitOf));
    const lines = readLedger(options.ledger);
    const held = await invariantsOf(options.storage, "s", 12, lines);
    const study = await openStudy("s", { storage: options.storage });
    const late = study.trials.filter((t) => t.late.length > 0).length;
    await study.close();
    const breaches = [...held.breaches];
    if (statuses.some((status) => status !== 0)) breaches.push(`exit statuses ${statuses.join(", ")}`);
    if (late === 0) breaches.push("the late result was not kept");
    const own = lines.filter((line) => line.pid === slow.pid && line.started !== undefined).length;
    return {
      did: `its result was refused and kept as a note; it went on to ${own - 1} further trials`,
      breaches,
    };
  },
};

export const lockHolder: Row = {
  id: "R13",
  fault: "a writer is killed inside of its transaction",
  async run({ folder, size }): Promise<Outcome> {
    const { storage } = await prepared(folder, 0);
    const path = storage.slice("sqlite:".length);
    const rounds = size === "long" ? 30 : 5;
    const waits: number[] = [];
    const study = await openStudy("s", { storage });
    for (let round = 0; round < rounds; round++) {
      const program = `import Libsql from "libsql"; const db = new Libsql(${JSON.stringify(path)}); db.exec("begin immediate; update study set head = 99999"); console.log("in"); setInterval(() => {}, 1000);`;
      const { spawn } = await import("node:child_process");
      const holder = spawn(process.execPath, ["--input-type=module", "-e", program], {
        stdio: ["ignore", "pipe", "inherit"],
      });
      await new Promise((resolve) => holder.stdout.once("data", resolve));
      const write = study.note(null, "round", round);
      await sleep(100);
      holder.kill("SIGKILL");
      const killedAt = performance.now();
      await write;
      waits.push(performance.now() - killedAt);
    }
    await study.close();
    const db = await openDriver(path);
    const { head } = db.prepare<{ head: number }>("select head from study").get()!;
    db.close();
    const breaches = [];
    if (head === 99999) breaches.push("half a transaction stayed");
    // A busy machine may stand still for that long, but not most of the times.
    if (median(waits) > 1000) breaches.push(`others waited ${Math.round(median(waits))} ms`);
    return { did: `${rounds} times; others went on within ${Math.round(Math.max(...waits))} ms`, breaches };
  },
};

export const busy: Row = {
  id: "R19",
  fault: "an objective that blocks its thread for 5 leases",
  async run({ folder }): Promise<Outcome> {
    const options = { ...(await prepared(folder, 2)), leaseMs: 1000 };
    const blocked = startWorker({ ...options, objective: "block", pauseMs: 5000 });
    await until(options.ledger, (lines) => lines.some((line) => line.started !== undefined));
    const other = startWorker(options);
    const statuses = await Promise.all([blocked, other].map(exitOf));
    const lines = readLedger(options.ledger);
    const held = await invariantsOf(options.storage, "s", 2, lines);
    const starts = lines.filter((line) => line.started === 0).length;
    const breaches = [...held.breaches];
    if (starts !== 1) breaches.push(`the trial was run ${starts} times`);
    if (statuses.some((status) => status !== 0)) breaches.push(`exit statuses ${statuses.join(", ")}`);
    return { did: "5 s without an event loop, lease 1 s: not lost, run once", breaches };
  },
};

export const signals: Row = {
  id: "R21",
  fault: "SIGTERM, SIGINT, SIGHUP",
  async run({ folder, size, random }): Promise<Outcome> {
    const times = size === "long" ? 60 : 6;
    const breaches: string[] = [];
    const options = await prepared(folder, 10 * times);
    const took: number[] = [];
    for (let time = 0; time < times; time++) {
      const signal = (["SIGTERM", "SIGINT", "SIGHUP"] as const)[time % 3]!;
      const worker = startWorker({ ...options, gate: { from: 0, file: join(folder, "never") } });
      await until(options.ledger, (lines) =>
        lines.some((line) => line.pid === worker.pid && line.started !== undefined),
      );
      await sleep(50 * random());
      const sentAt = performance.now();
      worker.kill(signal);
      const status = await exitOf(worker);
      took.push(performance.now() - sentAt);
      if (status !== 130) breaches.push(`${signal}: exit status ${status}`);
      const study = await openStudy("s", { storage: options.storage });
      const { running, waiting } = study.history;
      if (running.size > 0 || waiting.size !== 1)
        breaches.push(`${signal}: ${running.size} running, ${waiting.size} waiting`);
      await study.close();
    }
    if (median(took) > 5000) breaches.push(`${Math.round(median(took))} ms until the end`);
    await exitOf(startWorker({ ...options, pauseMs: 0, parallel: 4 }));
    const held = await invariantsOf(options.storage, "s", options.trials, readLedger(options.ledger));
    return {
      did: `${times} times: the trial waits for the next worker each time, exit status 130`,
      breaches: [...breaches, ...held.breaches],
    };
  },
};

/** One trial always takes its worker down; other workers come until the study ends. */
async function deadly(folder: string, objective: "poison" | "memory", flags: string[]): Promise<Outcome> {
  const options: WorkerOptions = {
    ...(await prepared(folder, 8, objective)),
    objective,
    poison: 3,
    pauseMs: 5,
  };
  let deaths = 0;
  for (let status: number | null = 1; status !== 0 && deaths < 10; ) {
    status = await exitOf(startWorker(options, { flags }));
    if (status !== 0) deaths += 1;
  }
  const held = await invariantsOf(options.storage, "s", 8, readLedger(options.ledger));
  const study = await openStudy("s", { storage: options.storage });
  const { state, why } = study.trials[3]!;
  await study.close();
  const breaches = [...held.breaches];
  if (deaths !== 3) breaches.push(`${deaths} workers died`);
  if (state !== "failed" || held.complete !== 7)
    breaches.push(`the trial is ${state}, ${held.complete} are complete`);
  return {
    did: `3 workers died, then the trial is failed ("${why}"), and the other 7 are complete`,
    breaches,
  };
}

export const memoryOut: Row = {
  id: "R22",
  fault: "an objective that eats all memory",
  run: ({ folder }) => deadly(folder, "memory", ["--max-old-space-size=64"]),
};

export const poison: Row = {
  id: "R23",
  fault: "a trial that always kills its worker",
  run: ({ folder }) => deadly(folder, "poison", []),
};
