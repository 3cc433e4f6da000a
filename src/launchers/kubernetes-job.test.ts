import { describe, expect, test } from "vitest";
import { kubernetesJob } from "./kubernetes-job.ts";
import { jobNameOf, studyMark } from "./study-mark.ts";
import type { WorkerOrder } from "./worker-launcher.ts";

const order: WorkerOrder = {
  ...{ workers: 8, atOnce: 3, argv: ["tunesmith", "worker", "Iris"] },
  storage: { url: "http://tuner:8080", isSecret: false, variables: [] },
  ...{ needs: { cpus: 2, memory: 2 ** 30, gpus: 1 }, timeMs: 7_200_000, graceMs: 5000 },
};
const mark = studyMark("Iris", "http://tuner:8080");
const options = { image: "train:1" };

describe("the Job of Kubernetes", () => {
  test("has an index a worker, what a worker needs, and time to hand trials back", () => {
    const labels = { "app.kubernetes.io/managed-by": "tunesmith", "tunesmith/study": mark.key };
    expect(kubernetesJob(mark, order, options)).toEqual({
      apiVersion: "batch/v1",
      kind: "Job",
      metadata: { generateName: "tunesmith-iris-", labels, annotations: { "tunesmith/study": "Iris" } },
      spec: {
        completionMode: "Indexed",
        completions: 8,
        parallelism: 3,
        backoffLimitPerIndex: 3,
        podFailurePolicy: {
          rules: [
            { action: "Ignore", onPodConditions: [{ type: "DisruptionTarget", status: "True" }] },
            { action: "FailIndex", onExitCodes: { containerName: "worker", operator: "In", values: [1] } },
            { action: "FailJob", onExitCodes: { containerName: "worker", operator: "In", values: [2] } },
          ],
        },
        ttlSecondsAfterFinished: 86_400,
        activeDeadlineSeconds: 7200,
        template: {
          metadata: { labels },
          spec: {
            restartPolicy: "Never",
            terminationGracePeriodSeconds: 30,
            containers: [
              {
                name: "worker",
                image: "train:1",
                command: ["tunesmith", "worker", "Iris"],
                env: [{ name: "TUNESMITH_STORAGE", value: "http://tuner:8080" }],
                resources: {
                  requests: { cpu: "2", memory: "1024Mi" },
                  limits: { memory: "1024Mi", "nvidia.com/gpu": "1" },
                },
              },
            ],
          },
        },
      },
    });
  });

  test("takes secrets from a Secret alone", () => {
    const storage = { url: "postgres://tuner:pa55word@db/d", isSecret: true, variables: [] };
    const secret = kubernetesJob(mark, { ...order, storage }, { ...options, secret: "tuner" });
    expect(JSON.stringify(secret)).toContain('"envFrom":[{"secretRef":{"name":"tuner"}}]');
    expect(JSON.stringify(secret)).not.toMatch(/pa55word|TUNESMITH_STORAGE/);
    const bare = () => kubernetesJob(mark, { ...order, storage }, options);
    expect(bare).toThrow(/password or a token.*--from-literal=TUNESMITH_STORAGE=….*--secret tuner/);
    expect(bare).not.toThrow(/pa55word/);
    const withToken = { ...order.storage, variables: ["TUNESMITH_TOKEN"] };
    expect(() => kubernetesJob(mark, { ...order, storage: withToken }, options)).toThrow(
      /TUNESMITH_TOKEN is set here.*--from-literal=TUNESMITH_TOKEN=…/,
    );
  });

  test.each([
    ["Iris", "iris"],
    ["my_study.v2", "my-study-v2"],
    ["--x--", "x"],
    ["数", "study"],
    ["a".repeat(60), "a".repeat(40)],
    [`${"a".repeat(39)}-b`, "a".repeat(39)],
  ])("names %j so that a name of a job holds it", (study, name) => {
    expect(jobNameOf(study)).toBe(name);
  });
});
