/** R1, R2: kill -9 of workers at random moments. R7: crashes of the server under them. */
import type { ChildProcess } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { createStudy, float, int } from "tunesmith";
import { invariantsOf } from "./invariants.ts";
import { type Ground, type Outcome, type Row, skip } from "./row.ts";
import { exitOf, readLedger, startWorker, type WorkerOptions } from "./workers.ts";

const space = { x: float(-1, 1), k: int(0, 5) };

/** TUNESMITH_KILLS says how many, where there is time for less. */
const killsOf = (usual: number) => Number(process.env.TUNESMITH_KILLS ?? usual);

/** Kills one of four workers every 50 to 350 ms, and starts another in its place. */
async function killed({ folder, random }: Ground, storage: string, kills: number): Promise<Outcome> {
  // Four workers end some 8 trials between two kills on a quiet machine; the rest is done when the killing is over.
  const trials = Math.max(100, 20 * kills);
  const ledger = join(folder, "ledger");
  // By chance a trial may lose three workers here; that rule has a row of its own (R23).
  const made = await createStudy({
    name: "s",
    space,
    sampler: "random",
    seed: 1,
    storage,
    maxAttempts: 1000,
  });
  await made.close();
  const gate = { from: trials - 40, file: join(folder, "killed") };
  const options: WorkerOptions = { storage, study: "s", ledger, trials, pauseMs: 150, leaseMs: 2000, gate };
  const start = performance.now();
  const alive: ChildProcess[] = [0, 1, 2, 3].map(() => startWorker(options));
  let done = 0;
  for (; done < kills; done++) {
    await sleep(50 + 300 * random());
    const [victim] = alive.splice(Math.floor(random() * alive.length), 1);
    victim!.kill("SIGKILL");
    await exitOf(victim!);
    alive.push(startWorker(options));
  }
  const early = readLedger(ledger).filter((line) => line.ended !== undefined).length;
  writeFileSync(gate.file, "");
  alive.push(...[0, 1].map(() => startWorker({ ...options, pauseMs: 1, parallel: 4 })));
  const statuses = await Promise.all(alive.map(exitOf));
  const seconds = Math.round((performance.now() - start) / 1000);
  const lines = readLedger(ledger);
  const held = await invariantsOf(storage, "s", trials, lines);
  const breaches = [...held.breaches];
  if (held.complete !== trials) breaches.push(`${held.complete} of ${trials} complete`);
  if (statuses.some((status) => status !== 0)) breaches.push(`exit statuses ${statuses.join(", ")}`);
  if (early > 0) breaches.push("the budget was spent before the last kill");
  const did = `${done} kills in ${seconds} s: ${held.complete} of ${trials} complete, ${held.retried} retried, ${held.replayed} suggestions replayed`;
  return { did, breaches };
}

export const kills: Row = {
  id: "R1",
  fault: "kill -9 of 4 workers, SQLite",
  run: (ground) =>
    killed(ground, `sqlite:${join(ground.folder, "study.db")}`, ground.size === "long" ? killsOf(1000) : 40),
};

export const killsPostgres: Row = {
  id: "R2",
  fault: "kill -9 of 4 workers, PostgreSQL",
  async run(ground) {
    const server = await ground.postgres();
    if (!server) return skip("no PostgreSQL here");
    return killed(ground, server.database("kills"), ground.size === "long" ? killsOf(300) : 25);
  },
};

export const serverCrash: Row = {
  id: "R7",
  fault: "PostgreSQL crashes under 4 workers",
  async run({ folder, postgres, size, random }) {
    const server = await postgres();
    if (!server) return skip("no PostgreSQL here");
    const [crashes, trials] = size === "long" ? [4, 400] : [2, 150];
    const ledger = join(folder, "ledger");
    const storage = server.database("crash");
    await (await createStudy({ name: "s", space, sampler: "random", seed: 1, storage })).close();
    const options: WorkerOptions = { storage, study: "s", ledger, trials, pauseMs: 300, leaseMs: 5000 };
    const workers = [0, 1, 2, 3].map(() => startWorker(options));
    const accepted = () => readLedger(ledger).filter((line) => line.accepted !== undefined).length;
    for (let crash = 0; crash < crashes; crash++) {
      while (accepted() < ((crash + 1) * trials) / (crashes + 2)) await sleep(50);
      server.stop("immediate");
      await sleep(500 + 1500 * random());
      server.start();
    }
    const statuses = await Promise.all(workers.map(exitOf));
    const held = await invariantsOf(storage, "s", trials, readLedger(ledger));
    const breaches = [...held.breaches];
    if (statuses.some((status) => status !== 0)) breaches.push(`exit statuses ${statuses.join(", ")}`);
    const did = `${crashes} crashes: ${held.complete} of ${trials} complete, ${held.retried} retried`;
    return { did, breaches };
  },
};
