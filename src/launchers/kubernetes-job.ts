import { TunesmithError } from "../error.ts";
import type { Json } from "../json.ts";
import { jobNameOf, type StudyMark } from "./study-mark.ts";
import type { WorkerOrder } from "./worker-launcher.ts";

/** What only Kubernetes is told. */
export interface KubernetesOptions {
  /** The container image, with Tunesmith and what trials run in it. */
  readonly image: string;
  /** A Secret whose keys are variables of the workers: TUNESMITH_STORAGE, TUNESMITH_TOKEN, PGPASSWORD. */
  readonly secret?: string;
  readonly serviceAccount?: string;
}

/** The label that all jobs and pods of a study's workers have. */
export const studyLabel = "tunesmith/study";

/** So often a worker that fails is started again; the others go on meanwhile. */
const restarts = 3;
/** Exit statuses after which a worker is not started again: the work failed, and the study may be paused for it; wrong use. */
const [workFailed, wrongUse] = [1, 2];
/** For so long its logs can be read when a job is over, in s: a day. */
const keptSeconds = 86_400;
/** Between the end of a command and that of its worker, in ms: the storage has to be told. */
const farewellMs = 25_000;

/**
 * The Job of a study's workers: an index each, and a pod that is evicted comes again (Kubernetes 1.29 or newer).
 *
 * A worker that ends well has seen the study's budget spent, and its index is done.
 *
 * @throws TunesmithError "usage" for a storage with a password, and no Secret that holds it
 * @source Kubernetes API reference, batch/v1 Job
 */
export function kubernetesJob(mark: StudyMark, order: WorkerOrder, o: KubernetesOptions): Json {
  const { cpus, memory, gpus } = order.needs;
  const labels = { "app.kubernetes.io/managed-by": "tunesmith", [studyLabel]: mark.key };
  const whole = memory === null ? {} : { memory: `${Math.ceil(memory / 2 ** 20)}Mi` };
  const devices = gpus === null ? {} : { "nvidia.com/gpu": String(Math.ceil(gpus)) };
  const requests = { ...(cpus === null ? {} : { cpu: String(cpus) }), ...whole };
  const limits = { ...whole, ...devices };
  const resources = Object.entries({ requests, limits }).filter(([, what]) => Object.keys(what).length > 0);
  const ofWorker = { containerName: "worker", operator: "In" };
  return {
    apiVersion: "batch/v1",
    kind: "Job",
    metadata: {
      generateName: `tunesmith-${jobNameOf(mark.study)}-`,
      labels,
      annotations: { "tunesmith/study": mark.study },
    },
    spec: {
      completionMode: "Indexed",
      completions: order.workers,
      parallelism: Math.min(order.workers, order.atOnce ?? order.workers),
      backoffLimitPerIndex: restarts,
      podFailurePolicy: {
        rules: [
          { action: "Ignore", onPodConditions: [{ type: "DisruptionTarget", status: "True" }] },
          { action: "FailIndex", onExitCodes: { ...ofWorker, values: [workFailed] } },
          { action: "FailJob", onExitCodes: { ...ofWorker, values: [wrongUse] } },
        ],
      },
      ttlSecondsAfterFinished: keptSeconds,
      ...(order.timeMs === null ? {} : { activeDeadlineSeconds: Math.ceil(order.timeMs / 1000) }),
      template: {
        metadata: { labels },
        spec: {
          restartPolicy: "Never",
          terminationGracePeriodSeconds: Math.ceil((order.graceMs + farewellMs) / 1000),
          ...(o.serviceAccount === undefined ? {} : { serviceAccountName: o.serviceAccount }),
          containers: [
            {
              name: "worker",
              image: o.image,
              command: [...order.argv],
              ...environmentOf(order, o),
              ...(resources.length === 0 ? {} : { resources: Object.fromEntries(resources) }),
            },
          ],
        },
      },
    },
  };
}

/** How a worker learns where its study is: what is secret comes from the Secret alone. */
function environmentOf({ storage }: WorkerOrder, { secret }: KubernetesOptions): { [key: string]: Json } {
  const inUrl = storage.isSecret ? ["TUNESMITH_STORAGE"] : [];
  const secrets = [...inUrl, ...storage.variables];
  if (secrets.length > 0 && secret === undefined) {
    const what = storage.isSecret
      ? "the storage's URL has a password or a token, and a manifest is read by many"
      : `${secrets[0]} is set here, and pods get nothing of this environment`;
    const how = `kubectl create secret generic tuner ${secrets.map((name) => `--from-literal=${name}=…`).join(" ")}`;
    throw new TunesmithError("usage", `${what}. Make a Secret (${how}) and add --secret tuner.`);
  }
  const env = storage.isSecret ? [] : [{ name: "TUNESMITH_STORAGE", value: storage.url }];
  return {
    ...(env.length === 0 ? {} : { env }),
    ...(secret === undefined ? {} : { envFrom: [{ secretRef: { name: secret } }] }),
  };
}
