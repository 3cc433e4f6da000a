import { type CommandOptions, command } from "../executors/index.ts";
import type { Goals } from "../history/index.ts";
import { defined } from "../json.ts";
import type { Params, Space } from "../space/index.ts";
import type { Objective } from "../study/index.ts";
import { optimizeLate } from "./late-compiler.ts";
import type { Plan, Settings } from "./study-file/plan.ts";
import type { Terminal } from "./terminal.ts";

/** Whose command it is. */
export interface Commanded {
  /** The study's name. */
  readonly name: string;
  readonly space: Space;
  readonly goals: Goals;
  readonly settings: Settings;
  /** Told each line that it prints. */
  readonly onLine?: CommandOptions["onLine"];
}

/** Where trials have their folders, when nothing else is said. */
export const usualFolder = "tunesmith-trials";

/**
 * The objective that a command is.
 *
 * @throws TunesmithError for a command that cannot be; see `command`
 */
export function commandObjective(
  argv: readonly string[],
  { name, space, goals, settings: s, onLine }: Commanded,
): Objective<Params> {
  const options = defined({
    ...{ cwd: s.cwd, env: s.env, passEnv: s.passEnv, templates: s.template, metricsFile: s.metricsFile },
    ...{ stderrToo: s.readStderr, httpReports: s.httpReports, keep: s.keep, timeoutMs: s.trialTimeout },
    ...{ memoryBytes: s.memory, cpus: s.cpus, gpus: s.gpus, nice: s.nice, graceMs: s.grace, retry: s.retry },
    onLine,
  });
  const folder = s.folder ?? `${usualFolder}/${fileNameOf(name)}`;
  const isKept = s.keep !== "none";
  const executor = command(argv, { space, goals, study: name, ...(isKept ? { folder } : {}), ...options });
  return (trial) => executor.run(trial);
}

/**
 * What a plan runs.
 *
 * @param terminal  where what a command prints is shown, each line behind its trial's number; null: nowhere
 * @throws TunesmithError for a command that cannot be
 */
export function planObjective(plan: Plan, terminal: Pick<Terminal, "say"> | null): Objective<Params> {
  if (typeof plan.objective === "function") return plan.objective;
  optimizeLate();
  const onLine = (line: string, _: string, trial: number) => terminal?.say(`${trial} | ${line}`);
  return commandObjective(plan.objective.argv, { ...plan, ...(terminal ? { onLine } : {}) });
}

/** A study's name as that of a folder. */
function fileNameOf(name: string): string {
  return name.replace(/^\.+|[^\p{L}\p{N}._-]/gu, "_").slice(0, 100);
}
