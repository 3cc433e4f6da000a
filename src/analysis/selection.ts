/** Selection and tuning apart: what choosing among families gained, and what tuning within them. */
import { TunesmithError } from "../error.ts";
import { type History, toLoss } from "../history/index.ts";
import { type Focus, tableOf } from "./table.ts";

/** One family: the trials of one choice. */
export interface FamilySummary {
  readonly name: string;
  /** Complete and feasible ones. */
  readonly trials: number;
  /** The median: what a configuration drawn at random gives. */
  readonly typical: number;
  readonly best: number;
  /** The best to be expected of as many trials as the least tried family has, so that effort is no excuse. */
  readonly tuned: number;
}

export interface Selection {
  readonly goal: string;
  readonly isMaximised: boolean;
  /** The parameter that chooses. */
  readonly by: string;
  /** The best first, by `tuned`. */
  readonly families: readonly FamilySummary[];
  /** How many trials of each `tuned` stands for. */
  readonly effort: number;
  /** By how much the first family, tuned, is better than a family at random, untuned; in units of the goal, above 0 when better. */
  readonly gain: number;
  /** The part of it from choosing the family, and that from tuning within; they sum up. */
  readonly selection: number;
  readonly tuning: number;
  /** The share of the variance of all results that lies between families; in [0, 1]. */
  readonly between: number;
}

/**
 * Splits what a joint search has gained.
 *
 * Choosing may come first (among untuned families) or last (among tuned ones), and gains another amount then; each part is the mean of both
 * orders, which is its Shapley value.
 *
 * @param o.by  the branch or categorical parameter that chooses, by its dotted name; default the first branch
 * @throws TunesmithError "params" where nothing chooses, "data" for less than two families with results; "name" for a goal that is not there
 * @source Shapley 1953; the question is that of tuning against model selection
 */
export function selectionOf(history: History, o: Focus & { readonly by?: string } = {}): Selection {
  const { trials, values, isFeasible, columns, goal, goals, isMaximised } = tableOf(history, {
    goal: o.goal,
  });
  const column = columns.find((c) =>
    o.by === undefined
      ? c.domain.kind === "branch"
      : c.name === o.by && c.domain.kind !== "float" && c.domain.kind !== "int",
  );
  if (!column) {
    const choosers = columns
      .filter((c) => c.domain.kind === "branch" || c.domain.kind === "categorical")
      .map((c) => c.name);
    const asked = o.by === undefined ? "this study has no branch" : `"${o.by}" chooses among nothing`;
    throw new TunesmithError(
      "params",
      `${asked}; ${choosers.length > 0 ? `say by which parameter: ${choosers.join(", ")}` : "no parameter does"}.`,
    );
  }
  const groups = new Map<string, number[]>();
  trials.forEach((_, i) => {
    const family = column.values[i];
    if (family === undefined || !isFeasible[i]) return;
    const losses = groups.get(String(family)) ?? [];
    groups.set(String(family), [...losses, toLoss(goals, goal, values[i]!)]);
  });
  if (groups.size < 2) {
    throw new TunesmithError(
      "data",
      `of "${column.name}" ${groups.size} has results; it takes two families to compare.`,
    );
  }
  const effort = Math.min(...[...groups.values()].map((losses) => losses.length));
  const families = [...groups].map(([name, unsorted]) => {
    const losses = unsorted.sort((a, b) => a - b);
    const n = losses.length;
    const typical = (losses[(n - 1) >> 1]! + losses[n >> 1]!) / 2;
    return { name, trials: n, typical, best: losses[0]!, tuned: leastOf(losses, effort) };
  });
  families.sort((a, b) => a.tuned - b.tuned || a.best - b.best);
  const first = families[0]!;
  const typical = mean(families.map((f) => f.typical));
  const tuned = mean(families.map((f) => f.tuned));
  const shown = (loss: number) => toLoss(goals, goal, loss);
  return {
    ...{ goal, isMaximised, by: column.name, effort },
    families: families.map((f) => ({
      ...f,
      typical: shown(f.typical),
      best: shown(f.best),
      tuned: shown(f.tuned),
    })),
    gain: typical - first.tuned,
    selection: (typical - first.typical + tuned - first.tuned) / 2,
    tuning: (first.typical - first.tuned + typical - tuned) / 2,
    between: shareBetween([...groups.values()]),
  };
}

/**
 * The least to be expected of k values drawn without replacement.
 *
 * @param sorted  ascending, at least k
 */
function leastOf(sorted: readonly number[], k: number): number {
  const n = sorted.length;
  let [expected, left] = [0, 1];
  for (let i = 0; i <= n - k; i++) {
    const chance = (left * k) / (n - i); // that none of those before was drawn, and this one is
    expected += chance * sorted[i]!;
    left -= chance;
  }
  return expected;
}

function shareBetween(groups: readonly (readonly number[])[]): number {
  const all = groups.flat();
  const centre = mean(all);
  const total = all.reduce((sum, y) => sum + (y - centre) ** 2, 0);
  const between = groups.reduce((sum, g) => sum + g.length * (mean(g) - centre) ** 2, 0);
  return total > 0 ? Math.min(1, between / total) : 0;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, x) => sum + x / values.length, 0);
}
