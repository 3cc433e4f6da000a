/** All kinds of charts by name; the command line, the report and the page learn them from here. */
import { drawCurves } from "./curves.ts";
import { drawEdf } from "./edf.ts";
import { drawHistory } from "./history.ts";
import { drawImportance } from "./importance.ts";
import type { Kind } from "./kind.ts";
import { drawParallel } from "./parallel.ts";
import { drawPareto } from "./pareto.ts";
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
} satisfies { readonly [name: string]: Kind };

export type KindName = keyof typeof kinds;

export const kindNames = Object.keys(kinds) as KindName[];
