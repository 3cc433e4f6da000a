export { apply } from "./apply.ts";
export { changed, emptyHistory } from "./draft.ts";
export type * from "./event.ts";
export { checkGoals, type Goal, type Goals, objectivesOf } from "./goals.ts";
export { limitInForce, prunerInForce, samplerInForce } from "./in-force.ts";
export { bestOf, feasible, lossesOf, lossOf, marginsOf, paretoOf, toLoss, violationOf } from "./loss.ts";
export type * from "./trial.ts";
export { isFinished, isNoFaultOfPoint } from "./trial.ts";
