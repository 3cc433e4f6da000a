import { type CommandOptions, command } from "../executors/index.ts";
import type { Params } from "../space/index.ts";
import type { Objective } from "../study/index.ts";

/**
 * The objective that a command is.
 *
 * @param isVerbose  whether what it prints goes on to standard error, each line behind its trial's number
 */
export function commandObjective(
  argv: readonly string[],
  options: CommandOptions,
  isVerbose: boolean,
): Objective<Params> {
  const onLine = (line: string, _: string, trial: number) => process.stderr.write(`${trial} | ${line}\n`);
  const executor = command(argv, isVerbose ? { ...options, onLine } : options);
  return (trial) => executor.run(trial);
}
