export * from "./kinds.ts";
export * from "./pruner.ts";
export { foldOrder } from "./race/race.ts";
export { prunerByName, prunerKinds } from "./registry.ts";
