/** R3: workers in a Slurm array are killed. R9: the controller crashes, and a node is lost. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { createStudy, float, int, openStudy } from "tunesmith";
import { invariantsOf } from "./invariants.ts";
import { type Ground, type Outcome, type Row, skip } from "./row.ts";
import { SlurmCluster } from "./slurm-cluster.ts";
import { commandOf, readLedger } from "./workers.ts";

const space = { x: float(-1, 1), k: int(0, 5) };

/** What stands in `/proc` of a process; "" when it is gone. */
function proc(pid: number, what: string): string {
  try {
    return readFileSync(`/proc/${pid}/${what}`, "utf8");
  } catch {
    return "";
  }
}

const parentOf = (pid: number) => Number(/^PPid:\s+(\d+)/m.exec(proc(pid, "status"))?.[1] ?? 0);

/** A study on a cluster: an array of workers, what is done to them, and what must hold in the end. */
async function onCluster(
  { folder, postgres }: Ground,
  o: { readonly trials: number; readonly tasks: number },
  faults: (cluster: SlurmCluster, workers: () => number[], accepted: () => number) => Promise<string>,
): Promise<Outcome> {
  const server = await postgres();
  if (!server) return skip("no PostgreSQL here");
  const cluster = await SlurmCluster.start();
  if (!cluster) return skip("no Slurm here: slurmctld, slurmd, slurm-client and munge of Debian, as root");
  try {
    const storage = server.database(`slurm${o.trials}`);
    const ledger = join(folder, "ledger");
    const made = { name: "s", space, sampler: "random", seed: 1, storage, maxAttempts: 1000 };
    await (await createStudy(made)).close();
    // The last trials wait until all is done to their workers.
    const gate = { from: o.trials - 20, file: join(folder, "done") };
    const options = { storage, study: "s", ledger, trials: o.trials, pauseMs: 200, leaseMs: 2000, gate };
    const start = performance.now();
    cluster.array(o.tasks, 4, commandOf(options));
    const lines = () => readLedger(ledger);
    const workers = () => {
      const pids = lines().flatMap((line) => (line.opened ? line.pid : []));
      return pids.filter((pid) => proc(pid, "cmdline").includes("worker.mjs"));
    };
    const accepted = () => lines().filter((line) => line.accepted !== undefined).length;
    const did = await faults(cluster, workers, accepted);
    writeFileSync(gate.file, "");
    while (!lines().some((line) => line.ended !== undefined)) {
      if (performance.now() - start > 400_000) return { did, breaches: ["the study did not end"] };
      await sleep(200);
    }
    const study = await openStudy("s", { storage });
    for (let i = 0; i < 600 && study.history.running.size + study.history.waiting.size > 0; i++) {
      await sleep(100); // another worker may hold the last one
      await study.refresh();
    }
    await study.close();
    const held = await invariantsOf(storage, "s", o.trials, lines());
    const seconds = Math.round((performance.now() - start) / 1000);
    const words = `${did} in ${seconds} s: ${held.complete} of ${o.trials} complete, ${held.retried} retried, ${held.replayed} suggestions replayed`;
    return { did: words, breaches: held.breaches };
  } finally {
    await cluster.remove();
  }
}

export const slurmKills: Row = {
  id: "R3",
  fault: "kill -9 of workers in a Slurm array, PostgreSQL",
  run: (ground) => {
    const kills = ground.size === "long" ? 150 : 8;
    // The array has a task for each that dies: Slurm does not run a killed one again.
    return onCluster(ground, { trials: 30 * kills, tasks: kills + 8 }, async (_, workers) => {
      for (let done = 0; done < kills; ) {
        await sleep(50 + 250 * ground.random());
        const alive = workers();
        const victim = alive[Math.floor(ground.random() * alive.length)];
        if (victim === undefined) continue;
        process.kill(victim, "SIGKILL");
        done += 1;
      }
      return `${kills} kills`;
    });
  },
};

export const nodeLost: Row = {
  id: "R9",
  fault: "Slurm's controller crashes, and one of two nodes is lost",
  run: (ground) => {
    const trials = ground.size === "long" ? 600 : 200;
    return onCluster(ground, { trials, tasks: 4 }, async (cluster, workers, accepted) => {
      while (accepted() < trials / 5) await sleep(50);
      cluster.crash("slurmctld");
      const node = (pid: number) => /SLURMD_NODENAME=(n\d)/.exec(proc(pid, "environ"))?.[1];
      const lost = node(workers()[0]!)!;
      const victims = workers().filter((pid) => node(pid) === lost);
      cluster.crash(`slurmd.${lost}`);
      for (const pid of victims) {
        process.kill(parentOf(pid), "SIGKILL"); // slurmstepd, whose script became the worker
        process.kill(pid, "SIGKILL");
      }
      while (accepted() < (3 * trials) / 5 && workers().length > 0) await sleep(50);
      cluster.control();
      return `the controller and a node with ${victims.length} of 4 workers killed, the controller started again`;
    });
  },
};
