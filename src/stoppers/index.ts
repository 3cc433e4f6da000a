/** When a study ends, always with a reason. */
export { firstOf } from "./first-of.ts";
export { noImprovement } from "./no-improvement.ts";
export type { Stopper } from "./stopper.ts";
export { valueReached } from "./value-reached.ts";
