import { spawnSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { rayAddress } from "./ray.ts";
import { rayJobs } from "./ray-job.ts";
import { studyMark } from "./study-mark.ts";
import type { WorkerOrder } from "./worker-launcher.ts";

const storage = { url: "http://tuner:8080", isSecret: false, variables: [] };
const order: WorkerOrder = {
  ...{ workers: 2, atOnce: null, argv: ["tunesmith", "worker", "iris"], storage },
  ...{ needs: { cpus: null, memory: null, gpus: null }, timeMs: null, graceMs: 5000 },
};
const mark = studyMark("iris", "http://tuner:8080");

describe("the jobs of Ray", () => {
  test("are one a worker, each with a CPU at least and time to hand its trials back", () => {
    const jobs = rayJobs(mark, order, { hasNodeSecrets: false });
    expect(jobs.map((job) => job.submission_id)).toEqual(
      [0, 1].map((i) => expect.stringMatching(`^tunesmith-iris-\\w{8}-${i}$`)),
    );
    const { submission_id: _, ...rest } = jobs[0]!;
    expect(rest).toEqual({
      entrypoint: "exec tunesmith worker iris",
      entrypoint_num_cpus: 1,
      runtime_env: { env_vars: { TUNESMITH_STORAGE: "http://tuner:8080", RAY_JOB_STOP_WAIT_TIME_S: "30" } },
      metadata: { tunesmith: mark.key, study: "iris" },
    });
    const needs = { cpus: 2, memory: 1e9, gpus: 0.5 };
    expect(rayJobs(mark, { ...order, needs }, { hasNodeSecrets: false })[0]).toMatchObject({
      ...{ entrypoint_num_cpus: 2, entrypoint_num_gpus: 0.5, entrypoint_memory: 1e9 },
    });
  });

  test("hand words on byte for byte", () => {
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
    const [job] = rayJobs(mark, { ...order, argv }, { hasNodeSecrets: false });
    const { stdout } = spawnSync("/bin/sh", ["-c", job!.entrypoint], { encoding: "utf8" });
    expect(JSON.parse(stdout)).toEqual(words);
  });

  test("hold no secret: the nodes have it, or the launch is refused", () => {
    const secret = { ...order, storage: { url: "postgres://u:pa55word@h/d", isSecret: true, variables: [] } };
    expect(() => rayJobs(mark, secret, { hasNodeSecrets: false })).toThrow(
      /TUNESMITH_STORAGE is secret.*--node-secrets/,
    );
    expect(JSON.stringify(rayJobs(mark, secret, { hasNodeSecrets: true }))).not.toMatch(
      /pa55word|TUNESMITH_STORAGE/,
    );
    const token = { ...order, storage: { ...storage, variables: ["TUNESMITH_TOKEN"] } };
    expect(() => rayJobs(mark, token, { hasNodeSecrets: false })).toThrow(/TUNESMITH_TOKEN is secret/);
  });
});

test("Ray's address is the one given, or as Ray's commands take it", () => {
  expect(rayAddress("http://head:8265/", {})).toBe("http://head:8265");
  expect(rayAddress(undefined, { RAY_ADDRESS: "https://r" })).toBe("https://r");
  expect(rayAddress(undefined, { RAY_ADDRESS: "https://r", RAY_API_SERVER_ADDRESS: "http://s" })).toBe(
    "http://s",
  );
  expect(rayAddress(undefined, {})).toBe("http://127.0.0.1:8265");
  for (const address of ["auto", "ray://head:10001", "head:6379"])
    expect(() => rayAddress(undefined, { RAY_ADDRESS: address })).toThrow(/no address of Ray's jobs/);
});
