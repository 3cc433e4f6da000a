/** How trials are run elsewhere than in a function of this process. */
export { type CommandOptions, command } from "./command.ts";
export type { Executor } from "./executor.ts";
