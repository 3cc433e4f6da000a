/** How trials are run elsewhere than in a function of this process. */
export { command } from "./command.ts";
export type { CommandOptions } from "./command-options.ts";
export type { Executor } from "./executor.ts";
export { gpuPlaces, gpusHere } from "./slots.ts";
export type { Keep } from "./trial-folder.ts";
