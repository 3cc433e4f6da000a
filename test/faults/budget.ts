/** R4: the budget with many workers. R5: what is queued. R14: contention. R15: everybody makes the study at once. */
import { join } from "node:path";
import { createStudy, float, int, openStudy } from "tunesmith";
import { openStorage } from "tunesmith/storage";
import { invariantsOf } from "./invariants.ts";
import type { Ground, Outcome, Row } from "./row.ts";
import { exitOf, readLedger, startWorker, type WorkerOptions } from "./workers.ts";

const space = { x: float(-1, 1), k: int(0, 5) };

async function storagesOf({ folder, postgres }: Ground, name: string): Promise<string[]> {
  const server = await postgres();
  return [`sqlite:${join(folder, `${name}.db`)}`, ...(server ? [server.database(name)] : [])];
}

/** Runs workers to their end, and holds the study against the ledger. */
async function all(options: WorkerOptions, workers: number) {
  const start = performance.now();
  const statuses = await Promise.all(Array.from({ length: workers }, () => exitOf(startWorker(options))));
  const seconds = (performance.now() - start) / 1000;
  const lines = readLedger(options.ledger);
  const held = await invariantsOf(options.storage, options.study, options.trials, lines);
  const breaches = [...held.breaches];
  if (statuses.some((status) => status !== 0)) breaches.push(`exit statuses ${statuses.join(", ")}`);
  return { ...held, breaches, lines, seconds };
}

export const budget: Row = {
  id: "R4",
  fault: "16 workers, one budget, no kills",
  async run(ground): Promise<Outcome> {
    const trials = ground.size === "long" ? 600 : 200;
    const breaches: string[] = [];
    const did: string[] = [];
    for (const [i, storage] of (await storagesOf(ground, "budget")).entries()) {
      const ledger = join(ground.folder, `ledger${i}`);
      await (await createStudy({ name: "s", space, sampler: "random", seed: 1, storage })).close();
      const held = await all({ storage, study: "s", ledger, trials, pauseMs: 5, leaseMs: 30_000 }, 16);
      breaches.push(...held.breaches);
      did.push(`${storage.split(":")[0]} ${held.complete} of ${trials}`);
    }
    return { did: did.join(", "), breaches };
  },
};

export const queued: Row = {
  id: "R5",
  fault: "queued trials, 8 workers",
  async run(ground): Promise<Outcome> {
    const trials = ground.size === "long" ? 300 : 120;
    const breaches: string[] = [];
    const did: string[] = [];
    for (const [i, storage] of (await storagesOf(ground, "queued")).entries()) {
      const ledger = join(ground.folder, `ledger${i}`);
      const study = await createStudy({ name: "s", space, sampler: "random", seed: 1, storage });
      for (let k = 0; k < trials; k++) await study.enqueue({ x: k / trials, k: k % 6 });
      await study.close();
      const held = await all({ storage, study: "s", ledger, trials, pauseMs: 5, leaseMs: 30_000 }, 8);
      breaches.push(...held.breaches);
      const done = await openStudy("s", { storage });
      const points = new Set(done.trials.map((t) => (t.params as { x: number }).x));
      await done.close();
      if (points.size !== trials) breaches.push(`${points.size} of ${trials} queued points were tried`);
      const evaluations = held.lines.filter((line) => line.started !== undefined).length;
      if (evaluations !== trials) breaches.push(`${evaluations} evaluations of ${trials} queued points`);
      did.push(`${storage.split(":")[0]} ${evaluations} evaluations of ${trials}`);
    }
    return { did: did.join(", "), breaches };
  },
};

export const contention: Row = {
  id: "R14",
  fault: "contention on one SQLite file, no pause",
  async run({ folder, size }): Promise<Outcome> {
    const [workers, trials] = size === "long" ? [32, 3000] : [12, 400];
    const storage = `sqlite:${join(folder, "contention.db")}`;
    const ledger = join(folder, "ledger");
    await (await createStudy({ name: "s", space, sampler: "random", seed: 1, storage })).close();
    const held = await all({ storage, study: "s", ledger, trials, pauseMs: 0, leaseMs: 60_000 }, workers);
    const did = `${workers} processes, ${held.complete} trials in ${held.seconds.toFixed(0)} s, 0 told "busy"`;
    return { did, breaches: held.breaches };
  },
};

export const createTogether: Row = {
  id: "R15",
  fault: "everybody makes the same study at once",
  async run({ folder, size }): Promise<Outcome> {
    const workers = size === "long" ? 32 : 12;
    const storage = `sqlite:${join(folder, "new.db")}`;
    const ledger = join(folder, "ledger");
    const held = await all(
      { storage, study: "s", ledger, trials: 64, pauseMs: 1, create: true, leaseMs: 60_000 },
      workers,
    );
    const open = await openStorage(storage);
    const created = (await open.read("s", 0)).filter((l) => l.event.type === "study.created");
    const names = await open.studies();
    await open.close();
    const breaches = [...held.breaches];
    if (names.length !== 1 || created[0]?.seq !== 1) breaches.push(`studies ${names.join(", ")}`);
    return { did: `${workers} processes, ${names.length} study, ${held.complete} trials`, breaches };
  },
};
