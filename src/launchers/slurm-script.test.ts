import { spawnSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { commentOf, leadMs, type SlurmOptions, slurmScript } from "./slurm-script.ts";
import { studyMark } from "./study-mark.ts";
import type { WorkerOrder } from "./worker-launcher.ts";

const storage = { url: "postgres://tuner:secret@db/studies", isSecret: true, variables: [] };
const order: WorkerOrder = {
  ...{ workers: 8, atOnce: null, argv: ["tunesmith", "worker", "iris"], storage },
  ...{ needs: { cpus: null, memory: null, gpus: null }, timeMs: null, graceMs: 5000 },
};
const options: SlurmOptions = { logs: "logs", setup: [], sbatch: [] };
const mark = studyMark("iris", "postgres://tuner@db/studies");

describe("the script of Slurm", () => {
  test("is an array with a task a worker, which takes the shell's place", () => {
    expect(slurmScript(mark, order, options)).toBe(`#!/bin/bash
#SBATCH --job-name=tunesmith-iris
#SBATCH --comment=tunesmith:${mark.key}:iris
#SBATCH --array=0-7
#SBATCH --ntasks=1
#SBATCH --output=logs/iris-%A_%a.log
#SBATCH --open-mode=append
#SBATCH --signal=B:TERM@60
#SBATCH --requeue

exec tunesmith worker iris
`);
  });

  test("asks for what a worker needs, in Slurm's units, rounded up", () => {
    const needs = { cpus: 1.5, memory: 8e9, gpus: 0.5 };
    const script = slurmScript(
      mark,
      { ...order, needs, atOnce: 2, timeMs: 90.5 * 60_000 },
      {
        ...{ logs: "my logs", partition: "gpu", account: "a1", qos: "high", jobName: "mine" },
        ...{
          setup: ["module load cuda", "source venv/bin/activate"],
          sbatch: ["--constraint=a100", "-x n7"],
        },
      },
    );
    expect(script.split("\n").filter((line) => !/comment|open-mode|requeue/.test(line))).toEqual([
      "#!/bin/bash",
      "#SBATCH --job-name=mine",
      "#SBATCH --array=0-7%2",
      "#SBATCH --ntasks=1",
      "#SBATCH --cpus-per-task=2",
      "#SBATCH --mem=7630M",
      "#SBATCH --gres=gpu:1",
      "#SBATCH --time=91",
      "#SBATCH --partition=gpu",
      "#SBATCH --account=a1",
      "#SBATCH --qos=high",
      '#SBATCH --output="my logs/iris-%A_%a.log"',
      "#SBATCH --signal=B:TERM@60",
      "#SBATCH --constraint=a100",
      "#SBATCH -x n7",
      "",
      "module load cuda",
      "source venv/bin/activate",
      "exec tunesmith worker iris",
      "",
    ]);
  });

  test("does not name the storage", () => {
    expect(slurmScript(mark, order, options)).not.toMatch(/postgres|secret/);
  });

  test("hands words on byte for byte", () => {
    const words = [
      "a b",
      "it's",
      '"$HOME" `id` \\',
      "{--lr}",
      "-p",
      "",
      "*",
      "x\ny",
      "é",
      "a;b|c&d",
      "#no",
      "~",
    ];
    const show = "process.stdout.write(JSON.stringify(process.argv.slice(1)))";
    const argv = [process.execPath, "-e", show, "--", ...words];
    const script = slurmScript(mark, { ...order, argv }, options);
    const { stdout } = spawnSync("/bin/bash", [], { input: script, encoding: "utf8" });
    expect(JSON.parse(stdout)).toEqual(words);
  });

  test("tells a worker to end early enough for the grace of its commands", () => {
    expect(leadMs({ graceMs: 5000 })).toBe(60_000);
    expect(leadMs({ graceMs: 120_000 })).toBe(150_000);
    expect(slurmScript(mark, { ...order, graceMs: 120_000 }, options)).toContain("--signal=B:TERM@150");
  });

  test("is marked for its study, whatever the name", () => {
    expect(commentOf({ key: "k", study: `it's "a|b" \n 数` })).toBe(
      "tunesmith:k:it%27s%20%22a%7Cb%22%20%0A%20%E6%95%B0",
    );
    expect(studyMark("iris", "postgres://other/db").key).not.toBe(mark.key);
  });

  test.each([
    ["constraint=a100", /takes an option of sbatch/],
    ["--x\nrm -rf /", /takes an option of sbatch/],
    ["--export=NONE", /cannot set --export: launch needs it/],
    ["-a 1-3", /cannot set -a/],
  ])("refuses --sbatch %j", (line, words) => {
    expect(() => slurmScript(mark, order, { ...options, sbatch: [line] })).toThrow(words);
  });

  test("refuses what a line of a script cannot hold", () => {
    const held = () => slurmScript(mark, order, { ...options, account: 'a"b' });
    expect(held).toThrow(/--account "a\\"b" cannot stand in a script/);
  });
});
