export type { ActiveTrial, Advice } from "./active-trial.ts";
export { createStudy, type OpenOptions, openStudy, type StudyOptions } from "./create.ts";
export type { Ended, Objective, OptimizeOptions } from "./optimize.ts";
export type { Result, Told } from "./outcome.ts";
export { duration, type Progress } from "./progress.ts";
export { type Difference, type Replayed, replay } from "./replay.ts";
export type { Study } from "./study.ts";
export type { TrialView } from "./view.ts";
