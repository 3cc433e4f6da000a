import { TunesmithError } from "../error.ts";
import { callRay } from "./ray-call.ts";
import { type RayOptions, rayJobs, studyKey } from "./ray-job.ts";
import type { StudyMark } from "./study-mark.ts";
import type { PlacedWorker, WorkerLauncher } from "./worker-launcher.ts";

/** Of a job as Ray's API gives it, what is looked at. @source Ray Jobs REST API, JobDetails */
interface Job {
  readonly submission_id: string | null;
  readonly status: "PENDING" | "RUNNING" | "STOPPED" | "SUCCEEDED" | "FAILED";
  readonly message: string | null;
  readonly metadata: { readonly [key: string]: string } | null;
  /** Of the node that it runs on: `http://10.0.0.7:52365`. */
  readonly driver_agent_http_address: string | null;
}

/**
 * The address of Ray's jobs: as given, else as Ray's own commands take it from the environment.
 *
 * @throws TunesmithError "usage" for one that Ray's jobs have none at, such as ray://
 */
export function rayAddress(given: string | undefined, env: NodeJS.ProcessEnv = process.env): string {
  const address = given ?? (env.RAY_API_SERVER_ADDRESS || env.RAY_ADDRESS || "http://127.0.0.1:8265");
  if (/^https?:\/\/[^/]/i.test(address)) return address.replace(/\/+$/, "");
  throw new TunesmithError(
    "usage",
    `"${address}" is no address of Ray's jobs; write the dashboard's, --address http://HOST:8265.`,
  );
}

/** Starts workers by Ray, a job each. */
export function ray(mark: StudyMark, address: string, options: RayOptions): WorkerLauncher {
  async function list(): Promise<PlacedWorker[]> {
    const jobs = await callRay<readonly Job[]>(address, "");
    const ours = jobs.filter((job) => job.metadata?.[studyKey] === mark.key).flatMap(workerOf);
    return ours.sort((a, b) => a.id.localeCompare(b.id, "en", { numeric: true }));
  }

  return {
    draft: (order) => JSON.stringify(rayJobs(mark, order, options), null, 2),
    async start(order) {
      const jobs = rayJobs(mark, order, options);
      for (const job of jobs) await callRay(address, "", job);
      return jobs[0]!.submission_id.replace(/-0$/, "");
    },
    list,
    async cancel() {
      const found = await list();
      // Its own care: SIGTERM, and time for the worker, as the job's variables say.
      for (const { id } of found) await callRay(address, `${id}/stop`, {});
      return found;
    },
  };
}

/** A job as a worker; none for one that is over. */
function workerOf({
  submission_id: id,
  status,
  message,
  driver_agent_http_address: agent,
}: Job): PlacedWorker[] {
  if (id === null || (status !== "PENDING" && status !== "RUNNING")) return [];
  const isWaiting = status === "PENDING";
  return [
    {
      ...{ id, state: isWaiting ? "waiting" : "running" },
      node: isWaiting ? null : agent && new URL(agent).hostname,
      ran: null,
      why: isWaiting ? (message?.split(/[.\n]/)[0] ?? null) : null,
    },
  ];
}
