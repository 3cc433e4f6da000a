/**
 * Gradient boosting over histograms. Sources: Friedman 2001, "Greedy function approximation", doi:10.1214/aos/1013203451;
 * Ke et al. 2017, "LightGBM". The steps are those of scikit-learn's HistGradientBoosting, so that the trees are the same.
 */
import { TunesmithError } from "../../error.ts";
import { stream } from "../../math/rng.ts";
import { madeOnce } from "../made-once.ts";
import { type Matrix, selectRows } from "../matrix.ts";
import { type Split as RowSplit, ShuffleSplit, StratifiedShuffleSplit } from "../splitters/index.ts";
import { type Binned, binnedOf } from "./binned.ts";
import { type Bins, binsOf } from "./bins.ts";
import { Grower } from "./grow.ts";
import type { Loss, Targets } from "./losses.ts";
import type { BoostingParams } from "./options.ts";
import { addTree, type BoostedTree } from "./tree.ts";

/** A sum of trees over a constant. */
export interface Boosted {
  readonly bins: Bins;
  /** Shape [m]. */
  readonly start: Float64Array;
  /** Shape [rounds][m]. */
  readonly rounds: readonly (readonly BoostedTree[])[];
  /** The mean loss with its sign turned, before the first round and after each; empty without early stopping. */
  readonly trainScore: readonly number[];
  /** The same on the rows laid aside; empty where none were. */
  readonly validationScore: readonly number[];
}

/** Rows with what they teach. */
export interface Lesson extends Targets {
  readonly X: Matrix;
}

/** With more rows, "auto" ends rounds early: scikit-learn's number. */
const manyRows = 10_000;

/** @throws TunesmithError "option" for columns that are not there, "data" for too many categories or too few rows */
export function boost(lesson: Lesson, loss: Loss, params: BoostingParams): Boosted {
  const { X, y } = lesson;
  const { earlyStopping, validationFraction, seed, learningRate } = params;
  const stopsEarly = earlyStopping === "auto" ? X.rows > manyRows : earlyStopping;
  const parts = stopsEarly && validationFraction !== null ? laidAside(X, y, loss, params) : null;
  const train = parts ? part(lesson, parts.train) : lesson;
  const test = parts ? part(lesson, parts.test) : null;

  const { bins, binned } = binsAndRows(train, X, params);
  const grower = new Grower(binned, bins, limitsOf(params), stream(seed, "boosting", 0));
  const start = loss.start(train);
  const constant = (n: number) => Array.from(start, (value) => new Float64Array(n).fill(value));
  const sums = constant(train.X.rows);
  const testSums = test ? constant(test.X.rows) : [];
  const { length: n } = train.y;
  const rooms = (count: number) => Array.from({ length: count }, () => new Float32Array(n));
  const slopes = { g: rooms(loss.m), h: rooms(loss.isFlat && !train.weight ? 0 : loss.m) };

  const rounds: BoostedTree[][] = [];
  const trainScore: number[] = [];
  const validationScore: number[] = [];
  const isEnough = () => {
    if (!stopsEarly) return false;
    trainScore.push(-loss.mean(train, sums));
    if (test) validationScore.push(-loss.mean(test, testSums));
    return hasSettled(test ? validationScore : trainScore, params);
  };
  isEnough();
  while (rounds.length < params.maxIter) {
    loss.slopes(train, sums, slopes);
    const round = sums.map((own, c) => {
      const leafValue = (step: number, rows: Int32Array) =>
        learningRate * (loss.step ? loss.step(train, own, rows) : step);
      const tree = grower.grow({ g: slopes.g[c]!, h: slopes.h[c] ?? null }, own, leafValue);
      if (test) addTree(tree, test.X, bins, testSums[c]!);
      return tree;
    });
    rounds.push(round);
    if (isEnough()) break;
  }
  return { bins, start, rounds, trainScore, validationScore };
}

/** The raw sums of rows, shape [m][n]. */
export function sumsOf({ bins, start, rounds }: Boosted, X: Matrix): Float64Array[] {
  const sums = Array.from(start, (value) => new Float64Array(X.rows).fill(value));
  for (const round of rounds) round.forEach((tree, c) => void addTree(tree, X, bins, sums[c]!));
  return sums;
}

/** Bins of the rows to learn from; categories are those of all rows. */
function binsAndRows(
  { X, weight }: Lesson,
  all: Matrix,
  { maxBins, categoricalFeatures, seed }: BoostingParams,
): { readonly bins: Bins; readonly binned: Binned } {
  const wrong = categoricalFeatures?.find((j) => j >= X.cols);
  if (wrong !== undefined) {
    throw new TunesmithError(
      "option",
      `categoricalFeatures has column ${wrong}, but X has ${X.cols} columns, numbered from 0.`,
    );
  }
  const isCategorical = Array.from({ length: X.cols }, (_, j) => categoricalFeatures?.includes(j) ?? false);
  const make = () => {
    const bins = binsOf(X, { all, maxBins, isCategorical, weight, seed });
    return { bins, binned: binnedOf(X, bins) };
  };
  if (X === all && !weight) return madeOnce(X, `bins/${maxBins}/${categoricalFeatures}/${seed}`, make);
  return make();
}

function limitsOf(params: BoostingParams) {
  const { maxLeafNodes, maxDepth, minSamplesLeaf, l2Regularization, maxBins, maxFeatures } = params;
  return {
    maxLeafNodes: maxLeafNodes ?? Infinity,
    maxDepth: maxDepth ?? Infinity,
    minSamplesLeaf,
    l2: l2Regularization,
    maxBins,
    maxFeatures,
  };
}

/** Rows to judge on, of each class its share. */
function laidAside(X: Matrix, y: Float64Array, loss: Loss, params: BoostingParams): RowSplit {
  const { validationFraction: testSize, seed } = params;
  const options = { nSplits: 1, testSize, seed };
  const splitter = loss.isOfClasses ? new StratifiedShuffleSplit(options) : new ShuffleSplit(options);
  return splitter.split(X, Array.from(y))[0]!;
}

function part({ X, y, weight }: Lesson, rows: readonly number[]): Lesson {
  const of = (values: Float64Array) => Float64Array.from(rows, (i) => values[i]!);
  return { X: selectRows(X, rows), y: of(y), weight: weight && of(weight) };
}

/** Whether none of the last scores is better than the one before them. */
function hasSettled(scores: readonly number[], { nIterNoChange, tol }: BoostingParams): boolean {
  if (scores.length <= nIterNoChange) return false;
  const reference = scores.at(-nIterNoChange - 1)! + tol;
  return scores.slice(-nIterNoChange).every((score) => !(score > reference));
}
