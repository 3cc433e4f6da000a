export * from "./kinds.ts";
export * from "./pruner.ts";
export { prunerByName, prunerKinds } from "./registry.ts";
