/** What a command and its run may be told besides space, goals and words: each once, for flags, files and their schema. */
import type { Json } from "../../json.ts";
import { deadlineMs } from "../deadline.ts";
import { bytesOf } from "../size.ts";
import {
  booleanOf,
  failureKinds as kinds,
  listOf,
  pairsOf,
  positiveOf,
  retryOf,
  textOf,
  timeOf,
  wholeOf,
} from "./readers.ts";

/** One of them. */
export interface Setting {
  /** Its key in a file, and in what the flags say. */
  readonly key: string;
  readonly flags: string;
  readonly help: string;
  /** What it holds, in words; the flag's are the same. */
  readonly holds: string;
  readonly schema: { readonly [key: string]: Json };
  /** Whether it belongs to the command, or to the run. */
  readonly of: "command" | "run";
  /** Whether its flag may come several times, and gives a list. */
  readonly isList?: boolean;
  /** @returns null for what it cannot be */
  read(value: unknown): unknown;
}

const time = { type: ["string", "number"], pattern: "^\\s*\\d+(\\.\\d+)?\\s*(ms|s|m|min|h|d)?\\s*$" };
const text = { type: "string", minLength: 1 };
const positive = { type: "number", exclusiveMinimum: 0 };
const texts = { type: "object", additionalProperties: { type: ["string", "number", "boolean"] } };

/** All of them, in the order of the help. */
export const settings: readonly Setting[] = [
  {
    key: "cwd",
    flags: "--cwd <folder>",
    help: "where the command runs (default here; of a file: its folder)",
    holds: "a folder",
    schema: text,
    of: "command",
    read: textOf,
  },
  {
    key: "template",
    flags: "--template <[name=]file>",
    help: "a config file with {placeholders}; its copy is {config} or {name}",
    holds: "a file, or names and files, such as config: conf.yaml",
    schema: { anyOf: [text, texts] },
    of: "command",
    isList: true,
    read: (v) => pairsOf(v, "config"),
  },
  {
    key: "env",
    flags: "--env <name=value>",
    help: "an environment variable of the command",
    holds: "names and texts, such as SEED: 1",
    schema: texts,
    of: "command",
    isList: true,
    read: (v) => pairsOf(v, null),
  },
  {
    key: "passEnv",
    flags: "--pass-env <names>",
    help: "let only these variables through, and what nothing runs without: WANDB_MODE,CUDA_*",
    holds: "a list of names, such as [CUDA_*]",
    schema: { type: "array", items: text },
    of: "command",
    read: listOf,
  },
  {
    key: "metricsFile",
    flags: "--metrics-file <path>",
    help: "read metrics from this file or folder, too: CSV, JSON lines, TensorBoard",
    holds: "a file or folder, such as logs/{trial}",
    schema: text,
    of: "command",
    read: textOf,
  },
  {
    key: "readStderr",
    flags: "--read-stderr",
    help: "read metrics from standard error, too",
    holds: "true or false",
    schema: { type: "boolean" },
    of: "command",
    read: booleanOf,
  },
  {
    key: "httpReports",
    flags: "--http-reports",
    help: "take reports at TUNESMITH_REPORT_URL",
    holds: "true or false",
    schema: { type: "boolean" },
    of: "command",
    read: booleanOf,
  },
  {
    key: "folder",
    flags: "--folder <folder>",
    help: "where each trial has its folder (default tunesmith-trials/STUDY)",
    holds: "a folder",
    schema: text,
    of: "command",
    read: textOf,
  },
  {
    key: "keep",
    flags: "--keep <which>",
    help: "which folders stay: all (default), failed, none",
    holds: "all, failed or none",
    schema: { enum: ["all", "failed", "none"] },
    of: "command",
    read: (v) => (["all", "failed", "none"].includes(v as string) ? v : null),
  },
  {
    key: "trialTimeout",
    flags: "--trial-timeout <time>",
    help: "end a command that runs longer",
    holds: "a length of time, such as 10m",
    schema: time,
    of: "command",
    read: timeOf,
  },
  {
    key: "memory",
    flags: "--memory <size>",
    help: "end a command that holds more: 500MB, 8GB",
    holds: "a size, such as 8GB",
    schema: { type: ["string", "number"] },
    of: "command",
    read: (v) => bytesOf(String(v)),
  },
  {
    key: "cpus",
    flags: "--cpus <n>",
    help: "threads for each trial's numeric libraries; --parallel auto divides by it",
    holds: "a number above 0",
    schema: positive,
    of: "command",
    read: positiveOf,
  },
  {
    key: "gpus",
    flags: "--gpus <n>",
    help: "GPUs for each trial, as CUDA_VISIBLE_DEVICES; 0.5 puts two on one",
    holds: "a number above 0",
    schema: positive,
    of: "command",
    read: positiveOf,
  },
  {
    key: "nice",
    flags: "--nice <n>",
    help: "stand back behind other processes, 0 to 19",
    holds: "a whole number from 0 to 19",
    schema: { type: "integer", minimum: 0, maximum: 19 },
    of: "command",
    read: (v) => wholeOf(v, 0, 19),
  },
  {
    key: "grace",
    flags: "--grace <time>",
    help: "between SIGTERM and SIGKILL (default 5s)",
    holds: "a length of time, such as 30s",
    schema: time,
    of: "command",
    read: timeOf,
  },
  {
    key: "retry",
    flags: "--retry <kind=n>",
    help: `try a kind of failure again, twice at most: ${kinds.join(", ")} (default infrastructure=2, preempted=2)`,
    holds: `kinds of failure (${kinds.join(", ")}) and how often each is tried again, 2 at most`,
    schema: {
      type: "object",
      propertyNames: { enum: [...kinds] },
      additionalProperties: { type: "integer", minimum: 0, maximum: 2 },
    },
    of: "command",
    isList: true,
    read: retryOf,
  },
  {
    key: "parallel",
    flags: "--parallel <n>",
    help: "trials side by side (default 1); auto: as many as CPUs and GPUs allow",
    holds: "a whole number from 1, or auto",
    schema: { anyOf: [{ type: "integer", minimum: 1 }, { const: "auto" }] },
    of: "run",
    read: (v) => (v === "auto" ? v : wholeOf(v, 1, Infinity)),
  },
  {
    key: "timeout",
    flags: "--timeout <time>",
    help: "open no trial after so long: 90s, 10m, 2h",
    holds: "a length of time, such as 2h",
    schema: time,
    of: "run",
    read: timeOf,
  },
  {
    key: "deadline",
    flags: "--deadline <time>",
    help: "be done by then: 08:00, 2026-12-24T18:00",
    holds: "a time of day or a date, such as 08:00",
    schema: text,
    of: "run",
    read: (v) => deadlineMs(String(v)),
  },
  {
    key: "price",
    flags: "--price <amount>",
    help: "what an hour of a trial costs",
    holds: "a number above 0",
    schema: positive,
    of: "run",
    read: positiveOf,
  },
  {
    key: "budget",
    flags: "--budget <amount>",
    help: "what the study may cost in all, by --price",
    holds: "a number above 0",
    schema: positive,
    of: "run",
    read: positiveOf,
  },
  {
    key: "pauseAfter",
    flags: "--pause-after <n>",
    help: "pause the study when the same failure came so often in a row (default 5)",
    holds: "a whole number from 1",
    schema: { type: "integer", minimum: 1 },
    of: "run",
    read: (v) => wholeOf(v, 1, Infinity),
  },
];
