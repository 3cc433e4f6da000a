import { TunesmithError } from "../../error.ts";
import { collect, type Flag, oneOf, wholeFrom } from "../command.ts";
import { settingFlags } from "../setting-flags.ts";
import { readRunTime } from "./run-time.ts";

/** The clusters there are. */
export const clusters = ["slurm", "kubernetes", "ray"] as const;
export type ClusterName = (typeof clusters)[number];

export interface LaunchOptions {
  readonly workers?: number;
  readonly atOnce?: number;
  readonly time?: number;
  readonly workerStorage?: string;
  readonly tunesmith?: string;
  readonly dryRun?: boolean;
  readonly list?: boolean;
  readonly cancel?: boolean;
  readonly now?: boolean;
  readonly partition?: string;
  readonly account?: string;
  readonly qos?: string;
  readonly jobName?: string;
  readonly logs?: string;
  readonly setup?: readonly string[];
  readonly sbatch?: readonly string[];
  readonly image?: string;
  readonly namespace?: string;
  readonly context?: string;
  readonly secret?: string;
  readonly serviceAccount?: string;
  readonly address?: string;
  readonly nodeSecrets?: boolean;
}

/** Where workers under Slurm write what they print, when nothing else is said. */
export const usualLogs = "tunesmith-logs";

const ofSlurm: readonly Flag[] = [
  { flags: "--partition <name>", help: "the partition" },
  { flags: "--account <name>", help: "the account that pays" },
  { flags: "--qos <name>", help: "the quality of service" },
  { flags: "--job-name <name>", help: "the job's name (default tunesmith-STUDY)" },
  { flags: "--logs <folder>", help: `where each worker writes what it prints (default ${usualLogs})` },
  {
    flags: "--setup <line>",
    help: "a line of bash before the worker: 'module load cuda', 'source venv/bin/activate'",
    read: collect,
  },
  { flags: "--sbatch <option>", help: "another option of sbatch: --sbatch=--constraint=a100", read: collect },
];

const ofKubernetes: readonly Flag[] = [
  { flags: "--image <image>", help: "the container image, with tunesmith and what trials run in it" },
  { flags: "--namespace <name>", help: "the namespace (default: kubectl's)" },
  { flags: "--context <name>", help: "the context (default: kubectl's)" },
  {
    flags: "--secret <name>",
    help: "a Secret with TUNESMITH_STORAGE, TUNESMITH_TOKEN or PGPASSWORD, as the workers' environment",
  },
  { flags: "--service-account <name>", help: "the pods' service account" },
];

const ofRay: readonly Flag[] = [
  { flags: "--address <url>", help: "the dashboard (default RAY_ADDRESS, else http://127.0.0.1:8265)" },
  { flags: "--node-secrets", help: "Ray's nodes have the storage's secrets in their environment" },
];

/** What Ray knows nothing of: it runs what fits, as long as it takes. */
const notOfRay: readonly Flag[] = ["--time", "--at-once", "--now"].map((flags) => ({ flags, help: "" }));

const grouped = (flags: readonly Flag[], group: string) => flags.map((flag) => ({ ...flag, group }));

export const launchFlags: readonly Flag[] = [
  { flags: "--workers <n>", help: "how many workers (default 1)", read: wholeFrom(1) },
  { flags: "--at-once <n>", help: "so many of them side by side, at most", read: wholeFrom(1) },
  { flags: "--time <time>", help: "how long they may run: 90m, 2h, or 1-12:00:00", read: readRunTime },
  { flags: "--worker-storage <url>", help: "the storage's address, where it is another one for workers" },
  {
    flags: "--tunesmith <program>",
    help: "the program on the workers (default: this one; in an image or on Ray: tunesmith)",
  },
  { flags: "--dry-run", help: "print the script or the manifest, and start nothing" },
  { flags: "--list", help: "show the study's workers, and start none" },
  { flags: "--cancel", help: "end the study's workers: what they run is handed back" },
  { flags: "--now", help: "with --cancel: without waiting for functions and commands that run" },
  ...grouped(ofSlurm, "Of Slurm:"),
  ...grouped(ofKubernetes, "Of Kubernetes:"),
  ...grouped(ofRay, "Of Ray:"),
  ...grouped(
    [
      { flags: "--trials <n>", help: "a budget for studies that have none of their own", read: wholeFrom(1) },
      { flags: "--verbose", help: "show what the command prints" },
      ...settingFlags("run"),
    ],
    "Of each worker:",
  ),
  ...settingFlags("command", "Of commands:"),
];

/** Reads the name of a cluster. @throws TunesmithError "usage" */
export function clusterOf(word: string): ClusterName {
  try {
    return oneOf(clusters)(word);
  } catch {
    throw new TunesmithError(
      "usage",
      `"${word}" is no cluster that launch knows; say ${clusters.join(", ")}.`,
    );
  }
}

/** Checks that flags and cluster go together. @throws TunesmithError "usage" */
export function checkFlags(cluster: ClusterName, options: LaunchOptions, words: readonly string[]): void {
  const given = options as { readonly [key: string]: unknown };
  const foreign = {
    slurm: [...ofKubernetes, ...ofRay],
    kubernetes: [...ofSlurm, ...ofRay],
    ray: [...ofSlurm, ...ofKubernetes, ...notOfRay],
  }[cluster];
  const flag = foreign
    .map((one) => one.flags.split(" ")[0]!)
    .find((name) => given[keyOf(name)] !== undefined);
  if (flag)
    throw new TunesmithError("usage", `${flag} is not for ${cluster}: launch --help says whose it is.`);
  const { list, cancel, now, dryRun } = options;
  if (now && !cancel) throw new TunesmithError("usage", "--now goes with --cancel.");
  if ([list, cancel, dryRun].filter(Boolean).length > 1) {
    throw new TunesmithError("usage", "say one of --list, --cancel and --dry-run.");
  }
  if ((list || cancel) && words.length > 0) {
    const what = list ? "--list" : "--cancel";
    throw new TunesmithError("usage", `${what} starts nothing: leave out "${words.join(" ")}".`);
  }
  if (cluster === "kubernetes" && !list && !cancel && options.image === undefined) {
    throw new TunesmithError(
      "usage",
      "--image is missing: a container image that has tunesmith and the program.",
    );
  }
}

/** As commander names a flag: `--job-name` is `jobName`. */
function keyOf(flag: string): string {
  return flag.replace(/^--/, "").replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
