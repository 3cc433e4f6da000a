/** Studies, or groups of repeated studies, beside each other. */
import { TunesmithError } from "../error.ts";
import { type History, toLoss } from "../history/index.ts";
import { type MannWhitney, mannWhitney } from "../math/mann-whitney.ts";
import { progressOf } from "./progress.ts";
import type { Focus } from "./table.ts";

/** Studies that are repetitions of one thing, with other seeds, say. */
export interface Group {
  readonly name: string;
  readonly runs: readonly History[];
}

/** The groups, and how each pair compares. */
export interface Comparison {
  readonly goal: string;
  readonly isMaximised: boolean;
  readonly groups: readonly GroupSummary[];
  readonly pairs: readonly Pair[];
}

export interface GroupSummary {
  readonly name: string;
  readonly runs: number;
  /** Complete trials of the shortest run. */
  readonly trials: number;
  /** The best value of each run, after the same number of trials in all groups; null where a run has none. */
  readonly bests: readonly (number | null)[];
  /** The best so far by number of trials, as far as every run goes: mean over the runs, and its standard error. */
  readonly curve: readonly { readonly trials: number; readonly mean: number; readonly error: number }[];
}

export interface Pair {
  readonly a: string;
  readonly b: string;
  /** What is compared: the bests of the runs, or, where one has a single run, the results of all their trials. */
  readonly by: "runs" | "trials";
  /** The chance that one of `a` is better than one of `b`. */
  readonly better: number;
  /** Two-sided, Mann and Whitney: a difference at least so large, if there were none. */
  readonly p: number;
}

/**
 * Compares groups after as many trials as the shortest run has.
 *
 * @throws TunesmithError "goals" when they have no such goal in common, or not in the same direction
 */
export function compareGroups(groups: readonly Group[], focus: Focus = {}): Comparison {
  const all = groups.map(({ name, runs }) => ({ name, runs: runs.map((run) => progressOf(run, focus)) }));
  const first = all[0]?.runs[0];
  for (const { name, runs } of all) {
    for (const run of runs) {
      if (run.goal === first?.goal && run.isMaximised === first.isMaximised) continue;
      const words = (p: typeof run | undefined) =>
        `"${p?.goal}" ${p?.isMaximised ? "maximised" : "minimised"}`;
      throw new TunesmithError(
        "goals",
        `"${name}" has ${words(run)}, and the first study ${words(first)}; only studies with the same goal can be compared.`,
      );
    }
  }
  const goal = first?.goal ?? "value";
  const goals = groups[0]?.runs[0]?.study?.goals ?? {};
  const loss = (value: number) => toLoss(goals, goal, value);
  const shortest = Math.min(...all.flatMap(({ runs }) => runs.map((run) => run.points.length)));
  const summaries = all.map(({ name, runs }): GroupSummary => {
    const trials = Math.min(...runs.map((run) => run.points.length));
    return {
      name,
      runs: runs.length,
      trials,
      bests: runs.map((run) => run.points[shortest - 1]?.best ?? null),
      curve: Array.from({ length: trials }, (_, i) => i).flatMap((i) => {
        const bests = runs.flatMap((run) => run.points[i]!.best ?? []);
        return bests.length < runs.length ? [] : [{ trials: i + 1, ...meanOf(bests) }];
      }),
    };
  });
  const sampleOf = (k: number, by: Pair["by"]) =>
    by === "runs"
      ? summaries[k]!.bests.map((best) => (best === null ? Infinity : loss(best)))
      : all[k]!.runs.flatMap((run) => run.points.map((p) => loss(p.value)));
  const pairs = all.flatMap((a, i) =>
    all.slice(i + 1).map((b, k): Pair => {
      const by = a.runs.length > 1 && b.runs.length > 1 ? "runs" : "trials";
      const [x, y] = [sampleOf(i, by), sampleOf(i + 1 + k, by)];
      const test: MannWhitney = x.length > 0 && y.length > 0 ? mannWhitney(x, y) : { below: 0.5, p: 1 };
      return { a: a.name, b: b.name, by, better: test.below, p: test.p };
    }),
  );
  return { goal, isMaximised: first?.isMaximised ?? false, groups: summaries, pairs };
}

/** The mean, and the standard error of it; 0 for a single value. */
function meanOf(values: readonly number[]): { mean: number; error: number } {
  const n = values.length;
  const mean = values.reduce((sum, v) => sum + v / n, 0);
  const square = values.reduce((sum, v) => sum + (v - mean) ** 2, 0);
  return { mean, error: n > 1 ? Math.sqrt(square / (n - 1) / n) : 0 };
}
