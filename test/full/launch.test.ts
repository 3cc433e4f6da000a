/** `tunesmith launch slurm` on a real cluster of this machine: Slurm's daemons, two nodes, PostgreSQL and a server. */
import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { http, openStorage } from "../../src/storage/index.ts";
import { readStudy } from "../../src/study/index.ts";
import { SlurmCluster } from "../faults/slurm-cluster.ts";
import { postgresBin, type Server, startServer } from "../postgres/server.ts";
import { startServer as serve, token } from "../server/house.ts";

const bin = fileURLToPath(new URL("../../bin/tunesmith", import.meta.url));
const cluster = postgresBin ? await SlurmCluster.start() : null;
const title = cluster
  ? "workers on a Slurm cluster"
  : "left out: no Slurm or no PostgreSQL here (Debian: slurmctld slurmd slurm-client munge, as root)";

/** Trials that take a moment, and trials that would take an hour. */
const quick = ["--", "/bin/sh", "-c", "sleep 0.2; echo loss={x}"];
const stopped = "handed back when its worker was stopped";
const endless = ["--", "/bin/sh", "-c", "sleep 3600; echo loss={x}"];

describe.skipIf(!cluster)(title, () => {
  let server: Server;
  let folder: string;

  beforeAll(async () => {
    server = await startServer();
    folder = mkdtempSync(join(tmpdir(), "tunesmith-launch-"));
  });
  afterAll(async () => {
    await cluster?.remove();
    server?.remove();
    if (folder) rmSync(folder, { recursive: true, force: true });
  });

  /** The command line on a login node, in front of a storage with a study "s" of so many trials. */
  async function login(storage: string, trials: number, more: Record<string, string> = {}) {
    const env = { ...process.env, ...cluster!.env, NO_COLOR: "1", TUNESMITH_STORAGE: storage, ...more };
    const run = async (...args: readonly string[]) => {
      const child = spawn(process.execPath, [bin, ...args], { cwd: folder, env, stdio: "pipe" });
      const ended = new Promise<number | null>((resolve) => child.on("close", resolve));
      const [status, out, err] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
      return { status, out, err };
    };
    const json = async (...args: readonly string[]) => JSON.parse((await run("--json", ...args)).out);
    const workers = async (): Promise<{ id: string; state: string; node: string | null }[]> =>
      (await json("launch", "slurm", "s", "--list")).workers;
    const look = async () => {
      const opened = more.TUNESMITH_TOKEN ? await http(storage, { token }) : await openStorage(storage);
      return readStudy(opened, "s").finally(() => opened.close());
    };
    const space = ["-p", "x=float(0,1)", "--minimize", "loss", "--sampler", "random", "--seed", "1"];
    const made = await run("run", ...space, "--name", "s", "--trials", String(trials), "--create", ...quick);
    expect(made).toMatchObject({ status: 0 });
    return { run, json, workers, look };
  }

  async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
    for (let i = 0; i < 900; i++) {
      if (await holds()) return;
      await sleep(200);
    }
    const logs = join(folder, "tunesmith-logs");
    const words = readdirSync(logs).map((log) => readFileSync(join(logs, log), "utf8"));
    throw new Error(`${what} did not come; the workers said:\n${words.join("\n")}`);
  }

  test("four workers spend a budget to the trial, and are listed while they run", async () => {
    const { json, workers, look } = await login(server.database("shared"), 80);
    const asked = ["--workers", "4", "--cpus", "1", "--memory", "100MB", "--time", "10m"];
    const launched = await json("launch", "slurm", "s", ...asked, ...quick);
    expect(launched).toEqual({
      study: "s",
      cluster: "slurm",
      job: expect.stringMatching(/^\d+$/),
      workers: 4,
    });
    let most: Awaited<ReturnType<typeof workers>> = [];
    await until("four workers", async () => {
      most = (await workers()).filter(({ state }) => state === "running");
      return most.length === 4;
    });
    expect(most.map(({ id }) => id).sort()).toEqual([0, 1, 2, 3].map((i) => `${launched.job}_${i}`));
    expect(new Set(most.map(({ node }) => node))).toEqual(new Set(["n1", "n2"]));
    await until("the end", async () => (await workers()).length === 0);
    const { trials } = await look();
    expect(trials.map(({ state, attempt }) => [state, attempt])).toEqual(Array(80).fill(["complete", 1]));
    expect(new Set(trials.map(({ by }) => by)).size).toBe(4);
  });

  test("cancelled workers hand back what they run, and those that wait never begin", async () => {
    const { run, json, workers, look } = await login(server.database("cancelled"), 20);
    const asked = ["--workers", "6", "--at-once", "3", "--cpus", "1"];
    await json("launch", "slurm", "s", ...asked, ...endless);
    await until("three trials", async () => (await look()).history.running.size === 3);
    expect((await workers()).map(({ state }) => state).sort()).toEqual([
      ...Array(3).fill("running"),
      ...Array(3).fill("waiting"),
    ]);
    const cancelled = await run("launch", "slurm", "s", "--cancel");
    expect(cancelled).toMatchObject({
      status: 0,
      out: expect.stringContaining("3 that waited are cancelled"),
    });
    await until("the end", async () => (await workers()).length === 0);
    const { history, trials } = await look();
    expect([history.running.size, trials.length]).toEqual([0, 3]);
    // Handed back in good order: waiting for the next worker, and none of their attempts is counted against them.
    expect(trials.map(({ state, why }) => [state, why])).toEqual(Array(3).fill(["waiting", stopped]));
  });

  test("a token reaches workers by their environment alone", async () => {
    const { url } = await serve();
    const { run, json, workers, look } = await login(url, 4, { TUNESMITH_TOKEN: token });
    const { job } = await json("launch", "slurm", "s", "--workers", "2", ...quick);
    const script = join(folder, "script");
    cluster!.run("scontrol", ["write", "batch_script", job, script]);
    const shown = [
      readFileSync(script, "utf8"),
      cluster!.run("scontrol", ["--details", "show", "job", job]),
      cluster!.run("squeue", ["--format=%all"]),
      (await run("launch", "slurm", "s", "--dry-run", ...quick)).out,
    ].join("\n");
    expect(shown).toContain("tunesmith-s");
    expect(shown).not.toContain(token);
    expect(shown).not.toContain(url);
    await until("the end", async () => (await workers()).length === 0);
    expect((await look()).trials.map(({ state }) => state)).toEqual(Array(4).fill("complete"));
  });

  test("ahead of its time limit a worker hands back what it runs", async () => {
    const { json, workers, look } = await login(server.database("limited"), 20);
    await json("launch", "slurm", "s", "--time", "2m", "--setup", "export GREETING=hello", ...endless);
    await until("a trial", async () => (await look()).history.running.size === 1);
    await until("the end", async () => (await workers()).length === 0);
    const [trial, ...others] = (await look()).trials;
    expect(others).toEqual([]);
    expect(trial).toMatchObject({ state: "waiting", why: stopped });
  });

  test("a study file is run by workers, and what Slurm refuses is said in its own words", async () => {
    const storage = server.database("file");
    const { run, workers, look } = await login(storage, 6);
    const file = `import { defineStudy, float } from "tunesmith";
export default defineStudy({ name: "s", space: { x: float(0, 1) }, goals: { loss: "minimize" }, objective: ({ params }) => ({ loss: params.x }) });`;
    writeFileSync(join(folder, "study.ts"), file);
    const refused = await run("launch", "slurm", "s", "study.ts", "--partition", "nowhere");
    expect(refused).toMatchObject({
      status: 1,
      err: expect.stringMatching(/sbatch refused:.*\n.*invalid partition/i),
    });
    expect(await run("launch", "slurm", "s", "study.ts", "--cpus", "2", "--workers", "2")).toMatchObject({
      status: 0,
    });
    await until("the end", async () => (await workers()).length === 0);
    expect((await look()).trials.map(({ state }) => state)).toEqual(Array(6).fill("complete"));
  });
});
