/** `tunesmith launch ray` on a real Ray of this machine: the `ray` of the PATH, or the one that TUNESMITH_RAY names. */
import { spawn, spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { callRay } from "../../src/launchers/ray-call.ts";
import { freePort } from "../free-port.ts";
import { startServer, token } from "../server/house.ts";
import { endless, handedBack, login, quick, until } from "./login-node.ts";

const program = process.env.TUNESMITH_RAY ?? "ray";
const said = spawnSync(program, ["--version"], { encoding: "utf8" });
const title = said.status === 0 ? said.stdout.trim() : 'left out: no Ray here (pip install "ray[default]")';

describe.skipIf(said.status !== 0)(title, () => {
  let folder: string;
  let address: string;
  let head: ReturnType<typeof spawn>;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "tunesmith-ray-"));
    const bin = fileURLToPath(new URL("../../bin/tunesmith", import.meta.url));
    writeFileSync(join(folder, "tunesmith"), `#!/bin/sh\nexec '${process.execPath}' '${bin}' "$@"\n`);
    chmodSync(join(folder, "tunesmith"), 0o755);
    const port = await freePort();
    address = `http://127.0.0.1:${port}`;
    const env = { ...process.env, PATH: `${folder}:${process.env.PATH}`, TUNESMITH_TOKEN: token };
    const size = ["--num-cpus=2", "--num-gpus=0", "--object-store-memory=100000000"];
    const ports = ["--port=0", `--dashboard-port=${port}`, `--ray-client-server-port=${await freePort()}`];
    const spared = ["--min-worker-port=30000", "--max-worker-port=30999"]; // the usual ones may be those
    const args = ["start", "--head", "--block", "--disable-usage-stats", `--temp-dir=${folder}/t`];
    head = spawn(program, [...args, ...size, ...ports, ...spared], {
      cwd: folder, // where its jobs run
      env,
      stdio: process.env.SHOW ? "inherit" : "ignore",
    });
    const answers = () =>
      callRay(address, "").then(
        () => true,
        () => false,
      );
    await until("Ray", answers);
  });
  afterAll(async () => {
    if (head && head.exitCode === null) {
      const gone = new Promise((resolve) => head.once("exit", resolve));
      head.kill("SIGTERM");
      await gone;
    }
    if (folder) rmSync(folder, { recursive: true, force: true });
  });

  const began = async (trials: number) => {
    const { url: storage } = await startServer();
    const flags = ["--address", address];
    return login({ cluster: "ray", folder, env: { TUNESMITH_TOKEN: token }, storage, flags }, trials);
  };

  test("workers spend a budget to the trial, with a token from the nodes' environment", async () => {
    const { launch, launched, workers, look } = await began(20);
    const refused = await launch("--workers", "3", ...quick);
    expect(refused).toMatchObject({ status: 2, err: expect.stringContaining("add --node-secrets") });
    const { job } = await launched("--workers", "3", "--node-secrets", ...quick);
    expect((await workers()).map(({ id }) => id)).toEqual([0, 1, 2].map((i) => `${job}-${i}`));
    await until("the end", async () => (await workers()).length === 0);
    expect((await look()).trials.map(({ state }) => state)).toEqual(Array(20).fill("complete"));
    const shown = JSON.stringify(await callRay(address, ""));
    expect(shown).toContain(job);
    expect(shown).not.toContain(token);
  });

  test("cancelled workers hand back what they run, and those that wait never begin", async () => {
    const { launch, launched, workers, look } = await began(20);
    await launched("--workers", "4", "--node-secrets", ...endless);
    await until("two trials", async () => (await look()).history.running.size === 2);
    expect((await workers()).map(({ state }) => state).sort()).toEqual([
      "running",
      "running",
      "waiting",
      "waiting",
    ]);
    expect(await launch("--cancel")).toMatchObject({
      status: 0,
      out: expect.stringMatching(/2 that waited are cancelled, and 2 that ran are told to hand/),
    });
    await until("the end", async () => (await workers()).length === 0);
    const { trials } = await look();
    const waiting = { state: "waiting", why: expect.stringMatching(handedBack) };
    expect(trials).toMatchObject([waiting, waiting]);
  });
});
