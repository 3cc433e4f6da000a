/** `tunesmith launch slurm` on a real cluster of this machine: the daemons of Slurm, two nodes, PostgreSQL and a server. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { SlurmCluster } from "../faults/slurm-cluster.ts";
import { postgresBin, type Server, startServer } from "../postgres/server.ts";
import { startServer as serve, token } from "../server/house.ts";
import * as node from "./login-node.ts";
import { endless, handedBack, quick, stopped } from "./login-node.ts";

const cluster = postgresBin ? await SlurmCluster.start() : null;
const title = cluster
  ? "workers on a Slurm cluster"
  : "left out: no Slurm or no PostgreSQL here (Debian: slurmctld slurmd slurm-client munge, as root)";

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

  const login = (storage: string, trials: number, more: Record<string, string> = {}) =>
    node.login({ cluster: "slurm", folder, env: { ...cluster!.env, ...more }, storage }, trials);

  const until = (what: string, holds: () => Promise<boolean>) =>
    node.until(what, holds, () => {
      const logs = join(folder, "tunesmith-logs");
      return readdirSync(logs)
        .map((log) => readFileSync(join(logs, log), "utf8"))
        .join("\n");
    });

  test("four workers spend a budget to the trial, and are listed while they run", async () => {
    const { launched, workers, look } = await login(server.database("shared"), 80);
    const asked = ["--workers", "4", "--cpus", "1", "--memory", "100MB", "--time", "10m"];
    const began = await launched(...asked, ...quick);
    expect(began).toEqual({
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
    expect(most.map(({ id }) => id).sort()).toEqual([0, 1, 2, 3].map((i) => `${began.job}_${i}`));
    expect(new Set(most.map(({ node }) => node))).toEqual(new Set(["n1", "n2"]));
    await until("the end", async () => (await workers()).length === 0);
    const { trials } = await look();
    expect(trials.map(({ state, attempt }) => [state, attempt])).toEqual(Array(80).fill(["complete", 1]));
    expect(new Set(trials.map(({ by }) => by)).size).toBe(4);
  });

  test("cancelled workers hand back what they run, and those that wait never begin", async () => {
    const { launch, launched, workers, look } = await login(server.database("cancelled"), 20);
    const asked = ["--workers", "6", "--at-once", "3", "--cpus", "1"];
    await launched(...asked, ...endless);
    await until("three trials", async () => (await look()).history.running.size === 3);
    expect((await workers()).map(({ state }) => state).sort()).toEqual([
      ...Array(3).fill("running"),
      ...Array(3).fill("waiting"),
    ]);
    const cancelled = await launch("--cancel");
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
    const { launch, launched, workers, look } = await login(url, 4, { TUNESMITH_TOKEN: token });
    const { job } = await launched("--workers", "2", ...quick);
    const script = join(folder, "script");
    cluster!.run("scontrol", ["write", "batch_script", job, script]);
    const shown = [
      readFileSync(script, "utf8"),
      cluster!.run("scontrol", ["--details", "show", "job", job]),
      cluster!.run("squeue", ["--format=%all"]),
      (await launch("--dry-run", ...quick)).out,
    ].join("\n");
    expect(shown).toContain("tunesmith-s");
    expect(shown).not.toContain(token);
    expect(shown).not.toContain(url);
    await until("the end", async () => (await workers()).length === 0);
    expect((await look()).trials.map(({ state }) => state)).toEqual(Array(4).fill("complete"));
  });

  test("ahead of its time limit a worker hands back what it runs", async () => {
    const { launched, workers, look } = await login(server.database("limited"), 20);
    await launched("--time", "2m", "--setup", "export GREETING=hello", ...endless);
    await until("a trial", async () => (await look()).history.running.size === 1);
    await until("the end", async () => (await workers()).length === 0);
    const [trial, ...others] = (await look()).trials;
    expect(others).toEqual([]);
    expect(trial).toMatchObject({ state: "waiting", why: stopped });
  });

  // The cluster of tests kills 2 s after SIGTERM, which a busy machine does not always keep: by hand, with TUNESMITH_LONG=1.
  test.skipIf(!process.env.TUNESMITH_LONG)(
    "a worker that Slurm takes away for others hands its trial back, and goes on with it when it comes again",
    async () => {
      const { launch, launched, workers, look } = await login(server.database("requeued"), 20);
      const { job } = await launched(...endless);
      const running = async () => (await look()).history.running.size;
      await until("a trial", async () => (await running()) === 1);
      cluster!.run("scontrol", ["requeue", `${job}_0`]);
      await until("its end", async () => (await running()) === 0);
      expect((await look()).trials).toMatchObject([
        { state: "waiting", attempt: 1, why: expect.stringMatching(handedBack) },
      ]);
      await until("its return", async () => {
        const [worker] = await workers();
        // Slurm would wait for two minutes.
        if (worker?.state === "waiting")
          cluster!.run("scontrol", ["update", `jobid=${job}`, "starttime=now"]);
        return (await running()) === 1;
      });
      expect((await look()).trials).toMatchObject([{ number: 0, state: "running", attempt: 2 }]);
      expect(await launch("--cancel", "--now")).toMatchObject({
        status: 0,
        out: expect.stringContaining("are ended"),
      });
      await until("the end", async () => (await workers()).length === 0);
    },
  );

  test("a study file is run by workers, and what Slurm refuses is said in its own words", async () => {
    const storage = server.database("file");
    const { launch, workers, look } = await login(storage, 6);
    const file = `import { defineStudy, float } from "tunesmith";
export default defineStudy({ name: "s", space: { x: float(0, 1) }, goals: { loss: "minimize" }, objective: ({ params }) => ({ loss: params.x }) });`;
    writeFileSync(join(folder, "study.ts"), file);
    const refused = await launch("study.ts", "--partition", "nowhere");
    expect(refused).toMatchObject({
      status: 1,
      err: expect.stringMatching(/sbatch refused:.*\n.*invalid partition/i),
    });
    expect(await launch("study.ts", "--cpus", "2", "--workers", "2")).toMatchObject({
      status: 0,
    });
    await until("the end", async () => (await workers()).length === 0);
    expect((await look()).trials.map(({ state }) => state)).toEqual(Array(6).fill("complete"));
  });
});
