/**
 * Random classification problems: clusters of normal points around the corners of a cube.
 *
 * Source: Guyon 2003, "Design of experiments for the NIPS 2003 variable selection benchmark", in the form of scikit-learn's
 * `make_classification`. The steps and their distributions are scikit-learn's; the numbers are not, since numpy's
 * generator is another one: `loadMakeClassification1000` has a set of scikit-learn's own.
 */
import { TunesmithError } from "../error.ts";
import { below, normal, type Rng, shuffle, stream } from "../math/rng.ts";

export interface MakeClassificationOptions {
  /** Rows; default 100. */
  readonly nSamples?: number;
  /** Columns; those that are neither informative, redundant nor repeated are noise. Default 20. */
  readonly nFeatures?: number;
  /** Dimensions of the cube whose corners hold the clusters; default 2. */
  readonly nInformative?: number;
  /** Random linear combinations of the informative ones; default 2. */
  readonly nRedundant?: number;
  /** Copies of random ones among the informative and redundant; default 0. */
  readonly nRepeated?: number;
  /** Default 2. */
  readonly nClasses?: number;
  /** Default 2. */
  readonly nClustersPerClass?: number;
  /** The share of each class, shape [nClasses], summing to 1; default equal shares. */
  readonly weights?: readonly number[];
  /** The share of rows whose class is drawn anew, in [0, 1]; default 0.01. */
  readonly flipY?: number;
  /** Half the side of the cube: the larger, the easier. Default 1. */
  readonly classSep?: number;
  /** Whether rows and columns are put in random order; default true. */
  readonly shuffle?: boolean;
  /** A whole number; default 0. */
  readonly seed?: number;
}

const defaults = {
  nSamples: 100,
  nFeatures: 20,
  nInformative: 2,
  nRedundant: 2,
  nRepeated: 0,
  nClasses: 2,
  nClustersPerClass: 2,
  flipY: 0.01,
  classSep: 1,
  shuffle: true,
  seed: 0,
};

type Recipe = Required<MakeClassificationOptions>;

/**
 * Draws a random classification problem; the same options give the same numbers, which are not numpy's.
 *
 * Without `shuffle` the columns are the informative, the redundant, the repeated and the noise, in that order.
 *
 * @returns X, shape [nSamples, nFeatures]; y, shape [nSamples], each in [0, nClasses)
 * @throws TunesmithError "option" for counts that do not fit each other
 * @source scikit-learn 1.2, `make_classification`
 */
export function makeClassification(options: MakeClassificationOptions = {}): { X: number[][]; y: number[] } {
  const recipe = checkRecipe(options);
  const { nSamples, nClasses, seed } = recipe;
  // A stream for each part: another flipY leaves the points where they are.
  const draw = (part: string) => stream(seed, `makeClassification/${part}`, 0);

  const sizes = clusterSizes(recipe);
  const points = clusters(recipe, sizes, draw("clusters"));
  const y = sizes.flatMap((size, k) => Array<number>(size).fill(k % nClasses));
  const X = addFeatures(recipe, points, draw("features"));
  const flips = draw("flips");
  for (let i = 0; i < nSamples; i++) if (flips() < recipe.flipY) y[i] = below(flips, nClasses);
  if (!recipe.shuffle) return { X, y };

  const order = draw("order");
  const rows = shuffle(order, [...y.keys()]);
  const cols = shuffle(order, [...X[0]!.keys()]);
  return { X: rows.map((i) => cols.map((j) => X[i]![j]!)), y: rows.map((i) => y[i]!) };
}

/** How many rows each cluster gets: its class's share, what rounding leaves over going one by one to the first ones. */
function clusterSizes({ nSamples, nClasses, nClustersPerClass, weights }: Recipe): number[] {
  const sizes = Array.from({ length: nClasses * nClustersPerClass }, (_, k) =>
    Math.floor((nSamples * weights[k % nClasses]!) / nClustersPerClass),
  );
  const left = nSamples - sizes.reduce((sum, size) => sum + size, 0);
  for (let i = 0; i < left; i++) sizes[i % sizes.length]!++;
  return sizes;
}

/** The informative columns, cluster after cluster: normal points, sheared by a random matrix, moved to a corner. */
function clusters({ nInformative, classSep }: Recipe, sizes: readonly number[], rng: Rng): number[][] {
  const corners = cubeCorners(sizes.length, nInformative, rng);
  return sizes.flatMap((size, k) => {
    const shear = uniformMatrix(nInformative, nInformative, rng);
    return Array.from({ length: size }, () => {
      const z = Array.from({ length: nInformative }, () => normal(rng));
      return times(z, shear).map((x, j) => x + classSep * corners[k]![j]!);
    });
  });
}

/** The points with their redundant, repeated and noise columns. */
function addFeatures(recipe: Recipe, points: readonly number[][], rng: Rng): number[][] {
  const { nInformative, nRedundant, nRepeated, nFeatures } = recipe;
  const mix = uniformMatrix(nInformative, nRedundant, rng);
  const copied = Array.from({ length: nRepeated }, () => below(rng, nInformative + nRedundant));
  const nNoise = nFeatures - nInformative - nRedundant - nRepeated;
  return points.map((point) => {
    const useful = [...point, ...times(point, mix)];
    const noise = Array.from({ length: nNoise }, () => normal(rng));
    return [...useful, ...copied.map((j) => useful[j]!), ...noise];
  });
}

/** So many different corners of the cube [-1, 1]^d, each set of them equally likely. */
function cubeCorners(count: number, d: number, rng: Rng): number[][] {
  const corners = new Map<string, number[]>();
  while (corners.size < count) {
    const corner = Array.from({ length: d }, () => (rng() < 0.5 ? -1 : 1));
    corners.set(corner.join(), corner);
  }
  return [...corners.values()];
}

/** Entries uniform in [-1, 1), shape [rows, cols]. */
function uniformMatrix(rows: number, cols: number, rng: Rng): number[][] {
  return Array.from({ length: rows }, () => Array.from({ length: cols }, () => 2 * rng() - 1));
}

/** The row vector z times the matrix A. */
function times(z: readonly number[], A: readonly number[][]): number[] {
  return A[0]!.map((_, j) => z.reduce((sum, x, i) => sum + x * A[i]![j]!, 0));
}

function checkRecipe(options: MakeClassificationOptions): Recipe {
  const merged = { ...defaults, ...options };
  const { nClasses } = merged;
  const counts = ["nSamples", "nFeatures", "nInformative", "nClasses", "nClustersPerClass"] as const;
  for (const name of counts) checkCount(name, merged[name], 1);
  for (const name of ["nRedundant", "nRepeated"] as const) checkCount(name, merged[name], 0);
  const recipe = { ...merged, weights: options.weights ?? Array<number>(nClasses).fill(1 / nClasses) };

  const { nInformative, nRedundant, nRepeated, nFeatures, nClustersPerClass, weights, flipY, seed } = recipe;
  if (nInformative + nRedundant + nRepeated > nFeatures) {
    throw wrong(
      `${nInformative} informative + ${nRedundant} redundant + ${nRepeated} repeated features are more than nFeatures = ${nFeatures}; raise that`,
    );
  }
  if (nClasses * nClustersPerClass > 2 ** nInformative) {
    throw wrong(
      `${nClasses} classes of ${nClustersPerClass} clusters need as many corners, but nInformative = ${nInformative} gives ${2 ** nInformative}; raise that`,
    );
  }
  const sum = weights.reduce((total, w) => total + w, 0);
  if (weights.length !== nClasses || weights.some((w) => !(w >= 0)) || Math.abs(sum - 1) > 1e-9) {
    throw wrong(`weights is [${weights}]; give ${nClasses} shares from 0 that sum to 1`);
  }
  if (!(flipY >= 0 && flipY <= 1)) throw wrong(`flipY is ${flipY}; it must be in [0, 1]`);
  if (!Number.isSafeInteger(seed)) throw wrong(`seed is ${seed}; it must be a whole number`);
  return recipe;
}

function checkCount(name: string, value: number, least: number): void {
  if (Number.isSafeInteger(value) && value >= least) return;
  throw wrong(`${name} is ${value}; it must be a whole number from ${least}`);
}

function wrong(what: string): TunesmithError {
  return new TunesmithError("option", `makeClassification: ${what}.`);
}
