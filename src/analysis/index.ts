/** What a study shows: pure functions of its history that return plain data, and never draw. */
export { type Answer, answersOf } from "./answers.ts";
export { type Calibration, type CalibrationPoint, calibrationOf } from "./calibration.ts";
export { type Comparison, compareGroups, type Group, type GroupSummary, type Pair } from "./compare.ts";
export {
  type Confirmation,
  type ConfirmationOptions,
  type Confirmed,
  confirmationOf,
} from "./confirmation/confirmation.ts";
export { type Curve, type Curves, curvesOf } from "./curves.ts";
export { type Dependence, dependenceOf, type Landscape, landscapesOf } from "./dependence.ts";
export { type Edf, edfOf } from "./edf.ts";
export { type Filter, filterOf } from "./filter/filter.ts";
export { type Ahead, type Forecast, forecastOf } from "./forecast.ts";
export { type Gap, type GapPoint, gapOf } from "./gap.ts";
export type { Finding, FindingKind } from "./health/finding.ts";
export { healthOf } from "./health/health.ts";
export { type HypervolumeHistory, hypervolumeOf } from "./hypervolume.ts";
export {
  type Importance,
  type ImportanceMethod,
  type ImportanceOptions,
  type Importances,
  importanceMethods,
  importanceOf,
  leadingParams,
} from "./importance/importance.ts";
export { type Interactions, interactionsOf } from "./interaction.ts";
export { type Front, type FrontPoint, frontOf } from "./pareto.ts";
export { type Point, type Points, pointsOf } from "./points.ts";
export { type Progress, type ProgressPoint, progressOf } from "./progress.ts";
export { sampled } from "./sample.ts";
export { type FamilySummary, type Selection, selectionOf } from "./selection.ts";
export { type Focus, goalOf } from "./table.ts";
export { type Bar, type Timeline, timelineOf } from "./timeline.ts";
export { type Neighbour, type Prediction, type Why, whyOf } from "./why.ts";
