import { beforeEach, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { startServer, token } from "../server/house.ts";
import { inFolder } from "./tunesmith.ts";

// Nothing of a cluster is on this PATH.
const { call, write } = inFolder({ TUNESMITH_TOKEN: token, PATH: "/nowhere" });
const command = ["--", process.execPath, "train.mjs", "{--lr}"];

describe("tunesmith launch", () => {
  let at: readonly string[];

  beforeEach(async () => {
    at = ["--storage", (await startServer()).url];
    const space = ["-p", "lr=float(1e-5,1,log)", "--minimize", "loss", "--name", "net"];
    expect(await call("run", ...at, ...space, "--trials", "20", "--create", ...command)).toMatchObject({
      status: 0,
      out: expect.stringMatching(/^Study net is in http:.* with a budget of 20 trials/),
    });
  });

  test("run --create makes a study that has its budget and no trial", async () => {
    const { out } = await call("show", "net", ...at, "--json");
    expect(JSON.parse(out)).toMatchObject({ trials: 0 });
    const changed = await call("change", "net", ...at, "--max-attempts", "3");
    expect(changed.out).toContain("budget 20 trials");
  });

  test("a dry run prints the script, with what one trial needs for as many as run side by side", async () => {
    const needs = ["--cpus", "2", "--memory", "1GiB", "--gpus", "0.5", "--parallel", "4"];
    const asked = ["--workers", "3", "--time", "2h", "--grace", "2m", "--env", "A=b c", "--verbose"];
    const { status, out, err } = await call(
      "launch",
      "slurm",
      "net",
      ...at,
      ...asked,
      ...needs,
      "--dry-run",
      ...command,
    );
    expect({ status, err }).toEqual({ status: 0, err: expect.stringMatching(/that of this machine alone/) });
    for (const line of [
      "array=0-2",
      "cpus-per-task=8",
      "mem=4608M",
      "gres=gpu:2",
      "time=120",
      "signal=B:TERM@150",
    ])
      expect(out).toContain(`#SBATCH --${line}\n`);
    const worker = out.trim().split("\n").at(-1);
    expect(worker).toContain(
      "bin/tunesmith worker net --verbose '--env=A=b c' --memory=1GiB --cpus=2 --gpus=0.5",
    );
    expect(worker).toContain(`--grace=2m --parallel=4 -- ${process.execPath} train.mjs '{--lr}'`);
    expect(out).not.toContain(token);
  });

  test("a dry run prints the manifest, and secrets come from a Secret alone", async () => {
    const line = ["launch", "kubernetes", "net", ...at, "--image", "train:1", "--cpus", "2", "--dry-run"];
    const refused = await call(...line, ...command);
    expect(refused).toMatchObject({ status: 2, err: expect.stringContaining("TUNESMITH_TOKEN is set here") });
    const { out } = await call(...line, "--secret", "tuner", "--workers", "2", ...command);
    const [container] = parse(out).spec.template.spec.containers;
    expect(container).toMatchObject({
      image: "train:1",
      command: ["tunesmith", "worker", "net", "--cpus=2", ...command],
      env: [{ name: "TUNESMITH_STORAGE", value: at[1] }],
      envFrom: [{ secretRef: { name: "tuner" } }],
      resources: { requests: { cpu: "2" } },
    });
  });

  test("a function has no limits of its own: the cluster alone is told of them", async () => {
    const code = (space: string) => `import { defineStudy, float } from "tunesmith";
export default defineStudy({ space: { lr: ${space} }, goals: { loss: "minimize" }, objective: () => ({ loss: 1 }) });`;
    write("study.ts", code("float(1e-5, 1, { log: true })"));
    const { out } = await call("launch", "slurm", "net", "study.ts", ...at, "--cpus", "3", "--dry-run");
    expect(out).toContain("#SBATCH --cpus-per-task=3\n");
    expect(out).toMatch(/bin\/tunesmith worker net study\.ts\n$/);
    write("other.ts", code("float(0, 1)"));
    const other = await call("launch", "slurm", "net", "other.ts", ...at, "--dry-run");
    expect(other).toMatchObject({ status: 2, err: expect.stringContaining('has another space than "net"') });
  });

  test.each([
    [
      "a cluster that there is not",
      ["launch", "pbs", "net"],
      2,
      /"pbs" is no cluster that launch knows; say slurm, k/,
    ],
    [
      "no program",
      ["launch", "slurm", "net", ...command],
      2,
      /sbatch is not on the PATH: run this where Slurm's com/,
    ],
    ["no kubectl", ["launch", "kubernetes", "net", "--list"], 2, /kubectl is not on the PATH: install it/],
    ["no squeue", ["launch", "slurm", "net", "--cancel"], 2, /squeue is not on the PATH/],
    [
      "a study that is not there",
      ["launch", "slurm", "nett", ...command],
      2,
      /no study "nett".*did you mean "net"/,
    ],
    ["nothing to run", ["launch", "slurm", "net"], 2, /what runs a trial\?/],
    ["an unknown placeholder", ["launch", "slurm", "net", "--", "a", "{rl}"], 2, /did you mean "lr"\?/],
    ["an image for Slurm", ["launch", "slurm", "net", "--image", "i"], 2, /--image is not for slurm/],
    ["no image", ["launch", "kubernetes", "net", ...command], 2, /--image is missing/],
    [
      "words with --list",
      ["launch", "slurm", "net", "--list", ...command],
      2,
      /--list starts nothing: leave out/,
    ],
    ["--now alone", ["launch", "slurm", "net", "--now", ...command], 2, /--now goes with --cancel/],
    [
      "a time for Ray, which knows none",
      ["launch", "ray", "net", "--time", "2h", ...command],
      2,
      /--time is not for ray/,
    ],
    ["a token that Ray would show", ["launch", "ray", "net", ...command], 2, /TUNESMITH_TOKEN is secret/],
    [
      "no Ray",
      ["launch", "ray", "net", "--list", "--address", "http://127.0.0.1:1"],
      1,
      /no Ray answers at http:\/\/127\.0\.0\.1:1 \(ECONNREFUSED\)/,
    ],
    ["two wishes", ["launch", "slurm", "net", "--list", "--cancel"], 2, /say one of/],
    ["a time without a unit", ["launch", "slurm", "net", "--time", "90"], 2, /with its unit, such as 90m/],
    [
      "too short a time",
      ["launch", "slurm", "net", "--time", "1m", ...command],
      2,
      /--time is too short.*Give 2m/,
    ],
    [
      "needs of nobody knows how many",
      ["launch", "slurm", "net", "--parallel", "auto", "--cpus", "1", ...command],
      2,
      /--parallel auto goes with no/,
    ],
    ["a budget that grows", ["run", "--create", "--more", "3", "x.yaml"], 2, /--trials in place of --more/],
  ] as const)("%s is refused", async (_, args, status, words) => {
    const at2 = ["--storage", at[1]!];
    const [first, ...rest] = args;
    const ran = await call(first, ...at2, ...rest);
    expect(ran).toMatchObject({ status, err: expect.stringMatching(words) });
    expect(ran.err.trim().split("\n").length).toBeLessThanOrEqual(2);
  });

  test("a storage of one machine is refused, and it is said what to do", async () => {
    for (const url of ["memory:", "sqlite:a.db"]) {
      const ran = await call("launch", "slurm", "net", "--storage", url, ...command);
      expect(ran).toMatchObject({ status: 2, err: expect.stringMatching(/postgres:\/\/….*tunesmith serve/) });
    }
  });

  test("a server that is away is trouble of the storage", async () => {
    const ran = await call("launch", "slurm", "net", "--storage", "postgres://u@127.0.0.1:1/d", ...command);
    expect(ran.status).toBe(3);
  });
});
