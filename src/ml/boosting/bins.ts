import { TunesmithError } from "../../error.ts";
import { below, stream } from "../../math/rng.ts";
import type { Matrix } from "../matrix.ts";

/** How the columns of a table become bins. */
export interface Bins {
  /** Per column, ascending: the upper ends of all bins but the last; of a column of categories the categories. */
  readonly edges: readonly Float64Array[];
  readonly isCategorical: readonly boolean[];
}

export interface BinningOptions {
  /** The rows whose categories there are. */
  readonly all: Matrix;
  /** Bins of a column at most, [2, 255]. */
  readonly maxBins: number;
  readonly isCategorical: readonly boolean[];
  /** Shape [n], or null where all rows count alike. */
  readonly weight: Float64Array | null;
  /** Draws the rows that are looked at, where there are very many. */
  readonly seed: number;
}

/** Of more rows than that, as many are drawn to place the bins: scikit-learn's number. */
const mostRows = 200_000;

/**
 * Places bins: one for each different value, or where there are more, by quantiles.
 *
 * @throws TunesmithError "data" for a column with more categories than bins
 * @cost d n log n
 */
export function binsOf(X: Matrix, { all, maxBins, isCategorical, weight, seed }: BinningOptions): Bins {
  const isSampled = X.rows > mostRows;
  const rows = isSampled ? drawn(X.rows, weight, seed) : null;
  const edges = isCategorical.map((isSet, j) => {
    if (isSet) return categoriesOf(all, j, maxBins);
    return edgesOf(present(X, j, rows, isSampled ? null : weight), maxBins);
  });
  return { edges, isCategorical };
}

/** The bin of a number; `edges.length + 1` bins, and NaN in none. */
export function binOf(edges: Float64Array, x: number): number {
  let [low, high] = [0, edges.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (x <= edges[middle]!) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The place of a category; -1 for one that was not seen. */
export function categoryOf(categories: Float64Array, x: number): number {
  const at = binOf(categories, x);
  return categories[at] === x ? at : -1;
}

/** Rows drawn with replacement, in proportion to their weight. */
function drawn(n: number, weight: Float64Array | null, seed: number): Int32Array {
  const rng = stream(seed, "bins", 0);
  if (!weight) return Int32Array.from({ length: mostRows }, () => below(rng, n));
  const upTo = cumulated(weight);
  return Int32Array.from({ length: mostRows }, () => placeOf(upTo, rng() * upTo[n - 1]!));
}

/** The numbers of a column that are there, ascending, with their weights. */
interface Present {
  readonly values: Float64Array;
  readonly weights: Float64Array | null;
}

function present(X: Matrix, j: number, rows: Int32Array | null, weight: Float64Array | null): Present {
  const n = rows ? rows.length : X.rows;
  const rowOf = (i: number) => (rows ? rows[i]! : i);
  const column = Float64Array.from({ length: n }, (_, i) => X.data[rowOf(i) * X.cols + j]!);
  if (!weight) return { values: column.filter((x) => !Number.isNaN(x)).sort(), weights: null };
  const order = [...column.keys()].filter((i) => weight[i] !== 0 && !Number.isNaN(column[i]!));
  order.sort((a, b) => column[a]! - column[b]!);
  return {
    values: Float64Array.from(order, (i) => column[i]!),
    weights: Float64Array.from(order, (i) => weight[i]!),
  };
}

function edgesOf({ values, weights }: Present, maxBins: number): Float64Array {
  const different = values.filter((x, i) => i === 0 || x !== values[i - 1]);
  if (different.length <= maxBins) {
    return different.subarray(1).map((x, i) => (different[i]! + x) / 2);
  }
  const step = 100 / maxBins;
  const quantiles = Float64Array.from({ length: maxBins - 1 }, (_, i) => ((i + 1) * step) / 100);
  const edges = weights ? weightedQuantiles(values, weights, quantiles) : quantilesOf(values, quantiles);
  return edges.filter((x, i) => i === 0 || x !== edges[i - 1]);
}

/** Steps of the empirical distribution, their ends averaged: Hyndman and Fan 1996, definition 2. */
function quantilesOf(values: Float64Array, quantiles: Float64Array): Float64Array {
  const n = values.length;
  return quantiles.map((q) => {
    const place = n * q - 1;
    const at = Math.floor(place);
    const [low, high] = [values[Math.max(0, at)]!, values[Math.min(n - 1, Math.max(0, at + 1))]!];
    return place === at ? high - (high - low) * 0.5 : high;
  });
}

/** The same where a row counts as often as its weight says. */
function weightedQuantiles(
  values: Float64Array,
  weights: Float64Array,
  quantiles: Float64Array,
): Float64Array {
  const upTo = cumulated(weights);
  const last = upTo.length - 1;
  return quantiles.map((q) => {
    const wanted = q * upTo[last]!;
    const at = placeOf(upTo, wanted);
    const isEnd = upTo[at]! - wanted <= Number.EPSILON;
    return isEnd ? (values[at]! + values[Math.min(last, at + 1)]!) / 2 : values[at]!;
  });
}

function categoriesOf(X: Matrix, j: number, maxBins: number): Float64Array {
  const { values } = present(X, j, null, null);
  const categories = values.filter((x, i) => i === 0 || x !== values[i - 1]);
  if (categories.length <= maxBins) return categories;
  throw new TunesmithError(
    "data",
    `column ${j} has ${categories.length} categories, and maxBins is ${maxBins}; join rare ones, or leave it out of categoricalFeatures.`,
  );
}

function cumulated(weights: Float64Array): Float64Array {
  let sum = 0;
  return weights.map((w) => {
    sum += w;
    return sum;
  });
}

/** The first place that reaches a sum. */
function placeOf(upTo: Float64Array, wanted: number): number {
  return Math.min(upTo.length - 1, binOf(upTo, wanted));
}
