import type { History } from "../history/index.ts";
import { anova } from "../math/fanova.ts";
import { byVariance, fitForest } from "./importance/by-forest.ts";
import { type Focus, goalOf, tableOf } from "./table.ts";

/** How much pairs of parameters matter together. */
export interface Interactions {
  readonly goal: string;
  /** Shape [d]. */
  readonly params: readonly string[];
  /**
   * Shape [d][d], symmetric: shares of the variance over the space. On the diagonal what a parameter explains alone, beside
   * it what two explain together beyond that.
   */
  readonly shares: readonly (readonly number[])[];
}

/** Parameters looked at when nobody says which. */
const usual = 8;

/**
 * What each parameter, and each pair of them, explains of the variance, by fANOVA.
 *
 * @param focus.params  default the eight most important ones
 */
export function interactionsOf(history: History, focus: Focus = {}): Interactions {
  const goal = goalOf(history, focus.goal);
  if (focus.params) tableOf(history, { goal, params: focus.params }); // refuses unknown names
  const all = tableOf(history, { goal });
  const names = all.columns.map(({ name }) => name);
  if (all.trials.length < 4) {
    const params = focus.params ?? names.slice(0, usual);
    return { goal, params, shares: params.map(() => Array<number>(params.length).fill(0)) };
  }
  const fitted = fitForest(
    all,
    Int32Array.from(all.trials, (_, i) => i),
  );
  const params = focus.params ?? mostImportant(names, byVariance(fitted));
  const { forest, features } = fitted;
  const at = params.map((name) => all.columns.findIndex((c) => c.name === name));
  const pairs = at.flatMap((a, i) => at.slice(i + 1).map((b) => [a, b] as const));
  const { alone, together } = anova(forest, features, pairs);
  const shares = at.map((j) => at.map((k) => (j === k ? alone[j]! : 0)));
  pairs.forEach(([a, b], p) => {
    const [i, k] = [at.indexOf(a), at.indexOf(b)];
    shares[i]![k] = together[p]!;
    shares[k]![i] = together[p]!;
  });
  return { goal, params, shares };
}

/** The names of the largest shares, the largest first. */
function mostImportant(names: readonly string[], shares: Float64Array): string[] {
  const order = names.map((_, j) => j).sort((a, b) => shares[b]! - shares[a]!);
  return order.slice(0, usual).map((j) => names[j]!);
}
