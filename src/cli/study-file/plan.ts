import type { FailureKind, Goals } from "../../history/index.ts";
import type { Params, Space } from "../../space/index.ts";
import type { Objective, OpenOptions, Study } from "../../study/index.ts";

/** What `run` is to do, from wherever it was read. */
export interface Plan {
  readonly name: string;
  readonly space: Space;
  readonly goals: Goals;
  readonly constraints?: readonly string[];
  /** What is run: a function, or a command. */
  readonly objective: Objective<Params> | { readonly argv: readonly string[] };
  readonly sampler?: OpenOptions["sampler"];
  readonly pruner?: OpenOptions["pruner"];
  readonly seed?: number;
  readonly leaseMs?: number;
  readonly trials?: number;
  /** Where the study is, when the command line does not say. */
  readonly storage?: string;
  readonly settings: Settings;
  /** Called when the study is open, before its first trial. */
  readonly begin?: (study: Study) => Promise<void>;
}

/** The settings that a file or the flags have given, as they were read. */
export interface Settings {
  readonly cwd?: string;
  readonly env?: { readonly [name: string]: string };
  readonly passEnv?: readonly string[];
  readonly template?: { readonly [name: string]: string };
  readonly metricsFile?: string;
  readonly readStderr?: boolean;
  readonly httpReports?: boolean;
  readonly folder?: string;
  readonly keep?: "all" | "failed" | "none";
  readonly trialTimeout?: number;
  readonly memory?: number;
  readonly cpus?: number;
  readonly gpus?: number;
  readonly nice?: number;
  readonly grace?: number;
  readonly retry?: { readonly [K in FailureKind]?: number };
  readonly parallel?: number | "auto";
  readonly asking?: "here" | "thread";
  readonly askAhead?: boolean;
  readonly timeout?: number;
  readonly deadline?: number;
  readonly price?: number;
  readonly budget?: number;
  readonly pauseAfter?: number;
}
