export * from "./kinds.ts";
export { samplerByName, samplerKinds } from "./registry.ts";
export * from "./sampler.ts";
