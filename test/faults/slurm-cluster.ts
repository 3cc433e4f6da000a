/** A Slurm cluster of its own on this machine, without systemd: munged, slurmctld and two nodes, all on loopback. */
import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "../free-port.ts";

/** Debian puts the daemons where only root looks. */
const path = `${process.env.PATH}:/usr/sbin:/sbin`;
const nodes = ["n1", "n2"];

export class SlurmCluster {
  readonly folder: string;
  /** What Slurm's programs need to find this cluster. */
  readonly env: { readonly PATH: string; readonly SLURM_CONF: string };

  /** @returns null where Slurm is not installed, or this is not root, whom munge wants */
  static async start(): Promise<SlurmCluster | null> {
    const isThere = ["munged", "slurmctld", "slurmd", "sbatch"].every(
      (name) => spawnSync("which", [name], { env: { PATH: path } }).status === 0,
    );
    if (!isThere || process.getuid?.() !== 0) return null;
    const cluster = new SlurmCluster([await freePort(), await freePort(), await freePort()]);
    cluster.run("munged", [
      ...["key", "socket", "log", "seed"].map(
        (what) => `--${what}${what === "socket" ? "" : "-file"}=${cluster.at(what)}`,
      ),
      `--pid-file=${cluster.at("munged.pid")}`,
    ]);
    cluster.control();
    for (const node of nodes) cluster.run("slurmd", ["-N", node]);
    for (let i = 0; i < 600; i++) {
      if (cluster.run("sinfo", ["-h", "-t", "idle", "-o", "%D"]).trim() === String(nodes.length))
        return cluster;
      await sleep(200);
    }
    throw new Error(
      `the cluster did not come up: ${readFileSync(cluster.at("slurmctld.log"), "utf8").slice(-2000)}`,
    );
  }

  private constructor([port, ...ofNodes]: readonly number[]) {
    this.folder = mkdtempSync("/tmp/tunesmith-slurm-"); // a path of a socket must be short
    chmodSync(this.folder, 0o755);
    writeFileSync(this.at("key"), randomBytes(64), { mode: 0o400 });
    const host = hostname().split(".")[0]!;
    for (const name of ["state", ...nodes]) mkdirSync(this.at(name));
    writeFileSync(
      this.at("slurm.conf"),
      [
        `ClusterName=tunesmith\nSlurmctldHost=${host}(127.0.0.1)\nSlurmctldPort=${port}`,
        `AuthType=auth/munge\nCredType=cred/munge\nAuthInfo=socket=${this.at("socket")}\nSlurmUser=root\nSlurmdUser=root`,
        `SlurmctldPidFile=${this.at("slurmctld.pid")}\nSlurmdPidFile=${this.at("slurmd.%n.pid")}`,
        `SlurmctldLogFile=${this.at("slurmctld.log")}\nSlurmdLogFile=${this.at("slurmd.%n.log")}`,
        `StateSaveLocation=${this.at("state")}\nSlurmdSpoolDir=${this.at("%n")}`,
        "MpiDefault=none\nProctrackType=proctrack/linuxproc\nTaskPlugin=task/none\nSwitchType=switch/none",
        "SchedulerParameters=batch_sched_delay=0,sched_min_interval=0,bf_interval=1",
        "SelectType=select/cons_tres\nSelectTypeParameters=CR_Core\nJobAcctGatherType=jobacct_gather/none",
        "AccountingStorageType=accounting_storage/none\nReturnToService=2\nSlurmctldTimeout=30\nSlurmdTimeout=30",
        "KillWait=2\nInactiveLimit=0\nSlurmdParameters=config_overrides",
        ...nodes.map(
          (node, i) =>
            `NodeName=${node} NodeHostname=${host} NodeAddr=127.0.0.1 Port=${ofNodes[i]} CPUs=2 RealMemory=2000 State=UNKNOWN`,
        ),
        `PartitionName=main Nodes=${nodes.join(",")} Default=YES MaxTime=INFINITE State=UP\n`,
      ].join("\n"),
    );
    this.env = { PATH: path, SLURM_CONF: this.at("slurm.conf") };
  }

  at(name: string): string {
    return join(this.folder, name);
  }

  /** Runs one of Slurm's programs. */
  run(program: string, args: readonly string[], input = ""): string {
    const done = spawnSync(program, args, { env: { ...process.env, ...this.env }, input, encoding: "utf8" });
    if (done.status !== 0) throw new Error(`${program}: ${done.stderr}${done.stdout}`);
    return done.stdout;
  }

  /** Starts the controller. */
  control(): void {
    this.run("slurmctld", []);
  }

  /** Submits an array of `tasks` jobs, `atOnce` at a time, each of which runs a command. */
  array(tasks: number, atOnce: number, command: readonly string[]): void {
    const quoted = command.map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(" ");
    const options = [`--array=0-${tasks - 1}%${atOnce}`, "--no-requeue", `--output=${this.at("%A_%a.out")}`];
    this.run("sbatch", options, `#!/bin/bash\nexec ${quoted}\n`);
  }

  /** Ends a daemon as a crash does: `slurmctld`, or `slurmd.n1`. */
  crash(daemon: string): void {
    process.kill(this.#pidOf(daemon), "SIGKILL");
  }

  #pidOf(daemon: string): number {
    return Number(readFileSync(this.at(`${daemon}.pid`), "utf8"));
  }

  async remove(): Promise<void> {
    spawnSync("scancel", ["-u", "root"], { env: { ...process.env, ...this.env } });
    await sleep(500);
    for (const daemon of ["slurmctld", ...nodes.map((node) => `slurmd.${node}`), "munged"]) {
      if (!existsSync(this.at(`${daemon}.pid`))) continue;
      try {
        process.kill(this.#pidOf(daemon), "SIGTERM");
      } catch {
        // it has crashed
      }
    }
    await sleep(1000);
    rmSync(this.folder, { recursive: true, force: true });
  }
}
