export * from "./kinds.ts";
export { partialFixed, samplerByName, samplerKinds } from "./registry.ts";
export * from "./sampler.ts";
