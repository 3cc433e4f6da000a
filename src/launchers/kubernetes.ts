import { stringify } from "yaml";
import { runProgram } from "./cluster-program.ts";
import { type KubernetesOptions, kubernetesJob, studyLabel } from "./kubernetes-job.ts";
import type { StudyMark } from "./study-mark.ts";
import type { PlacedWorker, WorkerLauncher, WorkerOrder } from "./worker-launcher.ts";

/** Which cluster kubectl speaks to; default: the one of its own configuration. */
export interface KubernetesPlace {
  readonly context?: string;
  readonly namespace?: string;
}

const where = "install it, or run this where it is";

/** Of a pod as the API gives it, what is looked at. */
interface Pod {
  readonly metadata: { readonly name: string; readonly deletionTimestamp?: string };
  readonly spec: { readonly nodeName?: string };
  readonly status: {
    readonly phase?: string;
    readonly startTime?: string;
    readonly conditions?: readonly { readonly reason?: string; readonly status: string }[];
    readonly containerStatuses?: readonly {
      readonly state?: { readonly waiting?: { readonly reason?: string } };
    }[];
  };
}

/**
 * Starts workers by Kubernetes, one index of a Job each.
 *
 * @param options  null: only to list and cancel
 */
export function kubernetes(
  mark: StudyMark,
  place: KubernetesPlace,
  options: KubernetesOptions | null,
): WorkerLauncher {
  const places = Object.entries(place).map(([name, value]) => `--${name}=${value}`);
  const selector = `--selector=${studyLabel}=${mark.key}`;
  const kubectl = (args: readonly string[], input = "") =>
    runProgram("kubectl", [...places, ...args], { where, input });
  const draft = (order: WorkerOrder) =>
    stringify(kubernetesJob(mark, order, options!), { aliasDuplicateObjects: false });

  async function list(): Promise<PlacedWorker[]> {
    const said = await kubectl(["get", "pods", selector, "--output=json"]);
    return (JSON.parse(said) as { readonly items: readonly Pod[] }).items.flatMap(workerOf);
  }

  return {
    draft,
    async start(order) {
      const said = await kubectl(["create", "--filename=-", "--output=name"], draft(order));
      return said.trim().replace(/^job\.batch\//, "");
    },
    list,
    async cancel(isNow) {
      const found = await list();
      // Without a job its pods are told to end, and have the time that the job gives them for it.
      await kubectl(["delete", "jobs", selector, "--ignore-not-found", "--wait=false"]);
      if (isNow)
        await kubectl([
          ...["delete", "pods", selector, "--ignore-not-found", "--wait=false"],
          ...["--grace-period=0", "--force"],
        ]);
      return found;
    },
  };
}

/** A pod as a worker; none for one that is over. */
function workerOf({ metadata, spec, status }: Pod): PlacedWorker[] {
  const { phase, startTime } = status;
  if (phase === "Succeeded" || phase === "Failed") return [];
  const state = metadata.deletionTimestamp ? "ending" : phase === "Running" ? "running" : "waiting";
  const reasons = [
    ...(status.containerStatuses ?? []).map((one) => one.state?.waiting?.reason),
    ...(status.conditions ?? []).filter((one) => one.status === "False").map((one) => one.reason),
  ];
  return [
    {
      id: metadata.name,
      state,
      node: spec.nodeName ?? null,
      ran: state === "waiting" || startTime === undefined ? null : sinceOf(startTime),
      why: state === "waiting" ? (reasons.find((reason) => reason !== undefined) ?? null) : null,
    },
  ];
}

/** A time that has passed, as h:mm:ss. */
function sinceOf(iso: string): string {
  const seconds = Math.max(0, Math.floor((Date.now() - Date.parse(iso)) / 1000));
  const two = (n: number) => String(n % 60).padStart(2, "0");
  return `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60))}:${two(seconds)}`;
}
