import { TunesmithError } from "../error.ts";
import { shellWord } from "./shell-word.ts";
import { jobNameOf, type StudyMark } from "./study-mark.ts";
import type { WorkerOrder } from "./worker-launcher.ts";

/** What only Slurm is told. */
export interface SlurmOptions {
  readonly partition?: string;
  readonly account?: string;
  readonly qos?: string;
  readonly jobName?: string;
  /** The folder for what workers print, one file a worker. */
  readonly logs: string;
  /** Lines of bash before the worker. */
  readonly setup: readonly string[];
  /** Further options of sbatch, as they are; they stand over the others. */
  readonly sbatch: readonly string[];
}

/**
 * Slurm looks at time limits every now and then: the signal may come a minute early, and what is sent in the last seconds may come
 * too late.
 */
const leastLeadMs = 60_000;
/** Between the end of a command and that of its worker: the storage has to be told. */
const farewellMs = 30_000;

/** How long before its time limit a worker is told to end, in ms. */
export function leadMs({ graceMs }: Pick<WorkerOrder, "graceMs">): number {
  return Math.max(leastLeadMs, graceMs + farewellMs);
}

/** How a job says whose workers it has: `tunesmith:KEY:STUDY`. */
export function commentOf({ key, study }: StudyMark): string {
  const plain = encodeURIComponent(study).replace(
    /[!'()*~]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16)}`,
  );
  return `tunesmith:${key}:${plain}`;
}

/**
 * The batch script of an array with a task a worker. The worker takes the place of the shell, so that signals reach it.
 *
 * The storage stands nowhere in it: scripts are kept, and shown.
 *
 * @throws TunesmithError "usage" for an option that no line of a script can hold
 */
export function slurmScript(mark: StudyMark, order: WorkerOrder, o: SlurmOptions): string {
  const { cpus, memory, gpus } = order.needs;
  const throttle = order.atOnce === null ? "" : `%${order.atOnce}`;
  const name = jobNameOf(mark.study);
  const options = {
    "job-name": o.jobName ?? `tunesmith-${name}`,
    comment: commentOf(mark),
    array: `0-${order.workers - 1}${throttle}`,
    ntasks: 1,
    "cpus-per-task": cpus === null ? null : Math.ceil(cpus),
    mem: memory === null ? null : `${Math.ceil(memory / 2 ** 20)}M`,
    gres: gpus === null ? null : `gpu:${Math.ceil(gpus)}`,
    time: order.timeMs === null ? null : Math.ceil(order.timeMs / 60_000),
    partition: o.partition,
    account: o.account,
    qos: o.qos,
    output: `${o.logs}/${name}-%A_%a.log`,
    "open-mode": "append", // a worker that comes again after a preemption goes on in its file
    signal: `B:TERM@${Math.ceil(leadMs(order) / 1000)}`,
  };
  const lines = Object.entries(options)
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([option, value]) => `--${option}=${inDirective(option, String(value))}`);
  return [
    "#!/bin/bash",
    ...[...lines, "--requeue", ...o.sbatch.map(checkExtra)].map((line) => `#SBATCH ${line}`),
    "",
    ...o.setup,
    `exec ${order.argv.map(shellWord).join(" ")}`,
    "",
  ].join("\n");
}

/** A value as a `#SBATCH` line holds it: in quotes where a blank would part it. */
function inDirective(option: string, value: string): string {
  if (/["\\\r\n]/.test(value)) {
    throw new TunesmithError(
      "usage",
      `--${option} ${JSON.stringify(value)} cannot stand in a script of Slurm.`,
    );
  }
  return /[^\w./:,@%+=-]/.test(value) ? `"${value}"` : value;
}

function checkExtra(line: string): string {
  if (!/^-/.test(line) || /[\r\n]/.test(line)) {
    throw new TunesmithError(
      "usage",
      `--sbatch takes an option of sbatch, such as --constraint=a100, not "${line}".`,
    );
  }
  const taken = /^(--(export|export-file|array|comment|wrap)\b|-a)/.exec(line)?.[0];
  if (taken !== undefined) {
    const why = "launch needs it, to give workers their storage or to find them again";
    throw new TunesmithError("usage", `--sbatch cannot set ${taken}: ${why}.`);
  }
  return line;
}
