export { apply, emptyHistory } from "./apply.ts";
export type * from "./event.ts";
export { checkGoals, type Goal, type Goals, objectivesOf } from "./goals.ts";
export { bestOf, feasible, lossesOf, lossOf, paretoOf, toLoss, violationOf } from "./loss.ts";
export type { Enqueued, Finished, History, StudyFacts, Trial, TrialState } from "./trial.ts";
export { isFinished } from "./trial.ts";
