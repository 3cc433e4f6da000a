/** The importances that are read from a random forest fitted to the trials. */
import { anova } from "../../math/fanova.ts";
import { type Features, growForest, impurityOf, predictForest, type Tree } from "../../math/forest.ts";
import { below, stream } from "../../math/rng.ts";
import { shapleySizes } from "../../math/shapley.ts";
import { count } from "../../space/index.ts";
import type { Column, Table } from "../table.ts";

/** Trees of a forest, as in the implementations of fANOVA. */
const trees = 64;

/** Rows that a forest is grown on: more take long, and change little. */
const mostRows = 1000;

/** A forest on the trials. */
export interface Fitted {
  readonly forest: readonly Tree[];
  readonly features: Features;
  readonly X: readonly Float64Array[];
}

/**
 * Fits a forest to the losses. A parameter that is inactive counts as the middle of its range: so its splits are about
 * the trials where it is active.
 *
 * @param rows  which trials count; one may come several times
 * @param size  of the forest
 */
export function fitForest(
  { columns, losses }: Pick<Table, "columns" | "losses">,
  rows: Int32Array,
  size = trees,
): Fitted {
  const rng = stream(rows.length, "forest", 0);
  const chosen =
    rows.length <= mostRows
      ? rows
      : Int32Array.from({ length: mostRows }, () => rows[below(rng, rows.length)]!);
  const features = columns.map(labelsOf);
  const X = Array.from(chosen, (i) =>
    Float64Array.from(columns, ({ unit }, j) => (Number.isNaN(unit[i]!) ? middle(features[j]!) : unit[i]!)),
  );
  const y = Float64Array.from(chosen, (i) => losses[i]!);
  return { forest: growForest(X, y, features, { trees: size, rng }), features, X };
}

/** The share of the variance over the whole space that each parameter explains alone. */
export function byVariance({ forest, features }: Fitted): Float64Array {
  return anova(forest, features).alone;
}

/** How much the splits on each parameter gained. */
export function byImpurity({ forest, features }: Fitted): Float64Array {
  return impurityOf(forest, features.length);
}

/** How far each parameter moved the results of the trials, on average. */
export function byShapley({ forest, features, X }: Fitted): Float64Array {
  const rng = stream(X.length, "shapley", 0);
  const explained = X.length <= 100 ? X : Array.from({ length: 100 }, () => X[below(rng, X.length)]!);
  return shapleySizes((x) => predictForest(forest, features, x), explained, { rounds: 20, rng });
}

/** How many labels a column has; 0 for numbers. */
export function labelsOf({ domain }: Pick<Column, "domain">): number {
  const isLabel = domain.kind === "branch" || (domain.kind === "categorical" && !domain.ordered);
  return isLabel ? count(domain) : 0;
}

function middle(labels: number): number {
  return labels > 0 ? (Math.floor(labels / 2) + 0.5) / labels : 0.5;
}
