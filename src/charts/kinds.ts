/** All kinds of charts by name; the command line, the report and the page learn them from here. */
import { drawCalibration } from "./calibration.ts";
import { drawCompare } from "./compare.ts";
import { drawContour } from "./contour.ts";
import { drawCurves } from "./curves.ts";
import { drawDependence } from "./dependence.ts";
import { drawEdf } from "./edf.ts";
import { drawForecast } from "./forecast.ts";
import { drawGap } from "./gap.ts";
import { drawHistory } from "./history.ts";
import { drawHypervolume } from "./hypervolume.ts";
import { drawImportance } from "./importance.ts";
import { drawInteraction } from "./interaction.ts";
import type { Kind } from "./kind.ts";
import { drawParallel } from "./parallel.ts";
import { drawPareto } from "./pareto.ts";
import { drawRank } from "./rank.ts";
import { drawSelection } from "./selection.ts";
import { drawSlice } from "./slice.ts";
import { drawTimeline } from "./timeline.ts";

export const kinds = {
  history: {
    title: "Optimization history",
    summary: "every result in order, and the best so far",
    isForSeveral: true,
    draw: drawHistory,
  },
  importance: {
    title: "Parameter importance",
    summary: "how much each parameter matters",
    draw: drawImportance,
  },
  slice: {
    title: "Slice",
    summary: "the result over each parameter",
    draw: drawSlice,
  },
  contour: {
    title: "Landscape",
    summary: "what a model expects over two parameters",
    draw: drawContour,
  },
  rank: {
    title: "Ranks",
    summary: "how good the trials are over two parameters",
    draw: drawRank,
  },
  dependence: {
    title: "Partial dependence",
    summary: "what a model expects over each parameter",
    draw: drawDependence,
  },
  interaction: {
    title: "Interaction",
    summary: "how much pairs of parameters matter together",
    draw: drawInteraction,
  },
  parallel: {
    title: "Parallel coordinates",
    summary: "a line for each trial across all parameters",
    draw: drawParallel,
  },
  edf: {
    title: "Distribution of the results",
    summary: "how large a share of the trials is at most so large",
    isForSeveral: true,
    draw: drawEdf,
  },
  curves: {
    title: "Intermediate values",
    summary: "what the trials reported, step by step",
    draw: drawCurves,
  },
  compare: {
    title: "Comparison",
    summary: "the best so far of several studies, or groups of them, with bands",
    isForSeveral: true,
    draw: drawCompare,
  },
  forecast: {
    title: "Forecast",
    summary: "what more trials may bring, judged by the study's own past",
    draw: drawForecast,
  },
  calibration: {
    title: "Calibration",
    summary: "whether the sampler's model knew how sure it could be",
    draw: drawCalibration,
  },
  gap: {
    title: "Possible improvement",
    summary: "how much could still be gained, against the noise",
    draw: drawGap,
  },
  selection: {
    title: "Selection and tuning",
    summary: "what choosing the family gained, and what tuning within it",
    draw: drawSelection,
  },
  timeline: {
    title: "Timeline",
    summary: "which worker ran which trial when",
    draw: drawTimeline,
  },
  pareto: {
    title: "Pareto front",
    summary: "the trials over several goals, and those that no other beats",
    draw: drawPareto,
  },
  hypervolume: {
    title: "Hypervolume",
    summary: "how much of the goals' space the front dominates, trial after trial",
    isForSeveral: true,
    draw: drawHypervolume,
  },
} satisfies { readonly [name: string]: Kind };

export type KindName = keyof typeof kinds;

export const kindNames = Object.keys(kinds) as KindName[];
