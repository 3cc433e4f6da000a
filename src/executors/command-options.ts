import type { FailureKind, Goals } from "../history/index.ts";
import type { Space } from "../space/index.ts";
import type { Keep } from "./trial-folder.ts";

/** What `command` takes besides the words. */
export interface CommandOptions {
  /** What is tuned: placeholders and variables are checked against it. */
  readonly space: Space;
  /** The metrics that the command prints. */
  readonly goals: Goals;
  /** The study, for `TUNESMITH_STUDY`. */
  readonly study?: string;
  /** Where it runs; default: the working folder. */
  readonly cwd?: string;
  /** Environment variables besides those of this process. */
  readonly env?: { readonly [name: string]: string };
  /** The variables of this process that it gets, `CUDA_*` for all that begin so; default: all but the way to the storage. */
  readonly passEnv?: readonly string[];
  /** Config files with placeholders by name: each trial gets a copy, whose path is `{name}` in the words. */
  readonly templates?: { readonly [name: string]: string };
  /** A file or folder that it writes metrics to, besides what it prints: CSV, JSON lines, TensorBoard; with placeholders. */
  readonly metricsFile?: string;
  /** Whether metrics are read from standard error, too, where some loggers write. */
  readonly stderrToo?: boolean;
  /** Whether it may post reports to the address in `TUNESMITH_REPORT_URL`. */
  readonly httpReports?: boolean;
  /** Where each trial has a folder of its own with what it got, said and came to; default: nothing is kept. */
  readonly folder?: string;
  /** Of which trials the folders are kept; default "all". */
  readonly keep?: Keep;
  /** How long it may run, in ms; then the trial has failed. Default: no end. */
  readonly timeoutMs?: number;
  /** How much memory it and its descendants may hold, in bytes. Default: no end. */
  readonly memoryBytes?: number;
  /** How many threads its numeric libraries may use. */
  readonly cpus?: number;
  /** How many GPUs a trial gets, as `CUDA_VISIBLE_DEVICES`; a share below 1 puts several trials on one. */
  readonly gpus?: number;
  /** How far it stands back behind other processes, 0 to 19. */
  readonly nice?: number;
  /** How long it has between being asked to end (SIGTERM) and being killed, in ms; default 5000. */
  readonly graceMs?: number;
  /** How often a kind of failure is tried again, 2 at most; default: `infrastructure` and `preempted` twice, others never. */
  readonly retry?: { readonly [K in FailureKind]?: number };
  /** How long is waited before the first retry, in ms; four times as long before the second. Default 1000. */
  readonly retryPauseMs?: number;
  /** Called with each line that it prints. */
  readonly onLine?: (line: string, stream: "stdout" | "stderr", trial: number) => void;
}
