import { randomBytes } from "node:crypto";
import { TunesmithError } from "../error.ts";
import { shellWord } from "./shell-word.ts";
import { jobNameOf, type StudyMark } from "./study-mark.ts";
import type { WorkerOrder } from "./worker-launcher.ts";

/** What only Ray is told. */
export interface RayOptions {
  /** Whether the storage's secrets are in the environment of Ray's nodes, which all their jobs have. */
  readonly hasNodeSecrets: boolean;
}

/** A job as Ray's API takes it. @source Ray Jobs REST API, POST /api/jobs/ */
export interface RayJob {
  readonly submission_id: string;
  readonly entrypoint: string;
  readonly entrypoint_num_cpus: number;
  readonly entrypoint_num_gpus?: number;
  readonly entrypoint_memory?: number;
  readonly runtime_env: { readonly env_vars: { readonly [name: string]: string } };
  readonly metadata: { readonly [key: string]: string };
}

/** Between the end of a command and that of its worker, in ms: the storage has to be told. */
const farewellMs = 25_000;

/** What a job has in its metadata: whose worker it is. */
export const studyKey = "tunesmith";

/**
 * A job a worker. Each asks for a CPU at least: a job that asks for nothing runs beside Ray's head.
 *
 * @throws TunesmithError "usage" for a storage with a secret that would stand in the job, where all who see the cluster read it
 */
export function rayJobs(mark: StudyMark, order: WorkerOrder, { hasNodeSecrets }: RayOptions): RayJob[] {
  const { storage, needs } = order;
  const secrets = [...(storage.isSecret ? ["TUNESMITH_STORAGE"] : []), ...storage.variables];
  if (secrets.length > 0 && !hasNodeSecrets) {
    const how = `start Ray's nodes with ${secrets.join(" and ")} in their environment, and add --node-secrets`;
    throw new TunesmithError(
      "usage",
      `whoever sees a Ray cluster sees the variables of its jobs, and ${secrets.join(" and ")} is secret: ${how}.`,
    );
  }
  const name = `tunesmith-${jobNameOf(mark.study)}-${randomBytes(4).toString("hex")}`;
  return Array.from({ length: order.workers }, (_, i) => ({
    submission_id: `${name}-${i}`,
    entrypoint: `exec ${order.argv.map(shellWord).join(" ")}`,
    entrypoint_num_cpus: needs.cpus ?? 1,
    ...(needs.gpus === null ? {} : { entrypoint_num_gpus: needs.gpus }),
    ...(needs.memory === null ? {} : { entrypoint_memory: Math.ceil(needs.memory) }),
    runtime_env: {
      env_vars: {
        ...(storage.isSecret ? {} : { TUNESMITH_STORAGE: storage.url }),
        RAY_JOB_STOP_WAIT_TIME_S: String(Math.ceil((order.graceMs + farewellMs) / 1000)),
      },
    },
    metadata: { [studyKey]: mark.key, study: mark.study },
  }));
}
