export * from "./kinds.ts";
export type { BelievedChoices, BelievedNumber, Prior } from "./prior.ts";
export { partialFixed, samplerByName, samplerKinds, withPrior } from "./registry.ts";
export * from "./sampler.ts";
export * from "./walk.ts";
