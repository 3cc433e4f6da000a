/** Which parameters matter. */
import type { History } from "../../history/index.ts";
import { type Focus, type Table, tableOf } from "../table.ts";
import { onGrid, pedAnova } from "./ped-anova.ts";
import { resampled } from "./resample.ts";
import { bestRows } from "./top.ts";

export const importanceMethods = ["ped-anova"] as const;

export type ImportanceMethod = (typeof importanceMethods)[number];

export interface ImportanceOptions extends Focus {
  readonly method?: ImportanceMethod | undefined;
}

/** How much each parameter matters to a goal. */
export interface Importances {
  readonly method: ImportanceMethod;
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
 * How much each parameter matters.
 *
 * @throws TunesmithError as `tableOf`
 */
export function importanceOf(history: History, options: ImportanceOptions = {}): Importances {
  const table = tableOf(history, options);
  const { columns, trials, goal } = table;
  const judge = judgeOf(table);
  const n = trials.length;
  const shares = normalised(judge(Int32Array.from(trials, (_, i) => i)));
  const spread = resampled(n, history.study?.seed ?? 0, (rows) => normalised(judge(rows)));
  const params = columns
    .map((c, j) => ({
      name: c.name,
      share: shares[j]!,
      low: Math.min(shares[j]!, spread.low[j] ?? shares[j]!),
      high: Math.max(shares[j]!, spread.high[j] ?? shares[j]!),
      active: n === 0 ? 0 : c.values.filter((v) => v !== undefined).length / n,
    }))
    .sort((a, b) => b.share - a.share);
  return { method: options.method ?? "ped-anova", goal, trials: n, params };
}

/** The raw importance of each column from some rows of the table. */
function judgeOf({ columns, losses }: Table): (rows: Int32Array) => Float64Array {
  const grids = columns.map(onGrid);
  return (rows) =>
    rows.length < 2 ? new Float64Array(columns.length) : pedAnova(grids, rows, bestRows(losses, rows));
}

/** Scaled to a sum of 1; all equal where nothing could be said. */
function normalised(raw: Float64Array): Float64Array {
  const sum = raw.reduce((a, b) => a + b, 0);
  return raw.map((x) => (sum > 0 ? x / sum : 1 / raw.length));
}
