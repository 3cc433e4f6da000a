/** Which parameters matter. */
import { didYouMean, TunesmithError } from "../../error.ts";
import { type History, lossesOf, objectivesOf } from "../../history/index.ts";
import { remember } from "../remember.ts";
import { type Focus, type Table, tableOf } from "../table.ts";
import { byImpurity, byShapley, byVariance, fitForest } from "./by-forest.ts";
import { onGrid, pedAnova } from "./ped-anova.ts";
import { resampled } from "./resample.ts";
import { bestRows, bestRowsOfSeveral } from "./top.ts";

/** The ways to judge, by name; the first is the usual one. */
export const importanceMethods = {
  "ped-anova": "how far the best tenth of the trials departs from all of them",
  fanova: "the share of the variance over the space that a parameter explains alone",
  impurity: "how much the splits on a parameter gain in a random forest",
  shapley: "how far a parameter moved the results of the trials, on average",
} as const;

export type ImportanceMethod = keyof typeof importanceMethods;

export interface ImportanceOptions extends Focus {
  readonly method?: ImportanceMethod | undefined;
}

/** How much each parameter matters to a goal. */
export interface Importances {
  readonly method: ImportanceMethod;
  /** Several goals when it is about the front of all. */
  readonly goal: string;
  /** How many trials it is judged by. */
  readonly trials: number;
  /** The most important first; equal ones in the order of the space. */
  readonly params: readonly Importance[];
}

export interface Importance {
  readonly name: string;
  /** In [0, 1]; all parameters together have 1. */
  readonly share: number;
  /** Where it lies with four in five resamplings of the trials. */
  readonly low: number;
  readonly high: number;
  /** The share of the trials in which it is active. */
  readonly active: number;
}

/**
 * How much each parameter matters: to a goal, or, by PED-ANOVA with several goals and none named, to be on the front.
 *
 * @throws TunesmithError as `tableOf`; "name" for an unknown method
 */
export function importanceOf(history: History, options: ImportanceOptions = {}): Importances {
  return remember(history, ["importanceOf", options], () => findImportance(history, options));
}

function findImportance(history: History, options: ImportanceOptions): Importances {
  const table = tableOf(history, options);
  const { method = "ped-anova" } = options;
  const { columns, trials, goal } = table;
  const judge = judgeOf(history, table, options);
  const n = trials.length;
  const shares = normalised(
    judge(
      Int32Array.from(trials, (_, i) => i),
      true,
    ),
  );
  const spread = resampled(n, history.study?.seed ?? 0, {
    rounds: method === "ped-anova" && !(isForAll(history, options) && n > 500) ? 40 : 10, // forests and fronts are slow
    measure: (rows) => normalised(judge(rows, false)),
  });
  const params = columns
    .map((c, j) => ({
      name: c.name,
      share: shares[j]!,
      low: Math.min(shares[j]!, spread.low[j] ?? shares[j]!),
      high: Math.max(shares[j]!, spread.high[j] ?? shares[j]!),
      active: n === 0 ? 0 : c.values.filter((v) => v !== undefined).length / n,
    }))
    .sort((a, b) => b.share - a.share);
  const what = isForAll(history, options) ? objectivesOf(table.goals).join(" and ") : goal;
  return { method, goal: what, trials: n, params };
}

/** The names of the parameters that matter most, the first one first. */
export function leadingParams(history: History, goal: string | undefined, most: number): string[] {
  return importanceOf(history, { goal })
    .params.slice(0, most)
    .map((p) => p.name);
}

/** The raw importance of each column from some rows of the table; `isFinal` when it is worth the effort. */
type Judge = (rows: Int32Array, isFinal: boolean) => Float64Array;

/** Whether it is about the front of all goals: so for PED-ANOVA, when nobody names a goal. */
function isForAll(history: History, { goal, method = "ped-anova" }: ImportanceOptions): boolean {
  return goal === undefined && method === "ped-anova" && objectivesOf(history.study?.goals ?? {}).length > 1;
}

function judgeOf(history: History, table: Table, options: ImportanceOptions): Judge {
  const { columns, losses, goals, trials } = table;
  const { method = "ped-anova" } = options;
  const nothing = new Float64Array(columns.length);
  if (method === "ped-anova") {
    const grids = columns.map(onGrid);
    const several = isForAll(history, options) ? trials.map((t) => lossesOf(goals, t.values)) : null;
    const best = (rows: Int32Array) => (several ? bestRowsOfSeveral(several, rows) : bestRows(losses, rows));
    return (rows) => (rows.length < 2 ? nothing : pedAnova(grids, rows, best(rows)));
  }
  const byForest = { fanova: byVariance, impurity: byImpurity, shapley: byShapley }[method];
  if (!byForest) {
    const names = Object.keys(importanceMethods);
    throw new TunesmithError("name", `there is no importance "${method}"; ${didYouMean(method, names)}.`);
  }
  return (rows, isFinal) => (rows.length < 2 ? nothing : byForest(fitForest(table, rows, isFinal ? 64 : 16)));
}

/** Scaled to a sum of 1; all equal where nothing could be said. */
function normalised(raw: Float64Array): Float64Array {
  const sum = raw.reduce((a, b) => a + b, 0);
  return raw.map((x) => (sum > 0 ? x / sum : 1 / raw.length));
}
