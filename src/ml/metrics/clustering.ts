import { TunesmithError } from "../../error.ts";
import { codeLabels, type Label } from "../labels.ts";
import { type Matrix, type Table, toMatrix } from "../matrix.ts";
import { checkPair, codePair, mean } from "./input.ts";

/**
 * The share of pairs on which two clusterings agree, corrected for chance.
 *
 * @returns in [-0.5, 1]; about 0 for random ones
 * @throws TunesmithError "shape", "data"
 * @source Hubert and Arabie 1985, doi:10.1007/BF01908075
 */
export function adjustedRandScore(labelsTrue: readonly Label[], labelsPred: readonly Label[]): number {
  const { cells, a, b, n } = contingency(labelsTrue, labelsPred);
  const pairs = (counts: readonly number[]) => counts.reduce((sum, c) => sum + (c * (c - 1)) / 2, 0);
  const [both, inA, inB, all] = [pairs(cells.map((c) => c.count)), pairs(a), pairs(b), (n * (n - 1)) / 2];
  if (inA === both && inB === both) return 1; // the same clustering, also when it is trivial
  const chance = (inA * inB) / all;
  return (both - chance) / ((inA + inB) / 2 - chance);
}

/** Information shared with the truth by its own: 1 when clusters hold one class each. @throws TunesmithError "shape", "data" */
export function homogeneityScore(labelsTrue: readonly Label[], labelsPred: readonly Label[]): number {
  const { shared, inA } = information(labelsTrue, labelsPred);
  return inA === 0 ? 1 : shared / inA;
}

/** 1 when each class lies in one cluster; see {@link homogeneityScore}. */
export function completenessScore(labelsTrue: readonly Label[], labelsPred: readonly Label[]): number {
  return homogeneityScore(labelsPred, labelsTrue);
}

/** The harmonic mean of homogeneity and completeness. @source Rosenberg and Hirschberg 2007 */
export function vMeasureScore(labelsTrue: readonly Label[], labelsPred: readonly Label[]): number {
  const [h, c] = [homogeneityScore(labelsTrue, labelsPred), completenessScore(labelsTrue, labelsPred)];
  return h + c === 0 ? 0 : (2 * h * c) / (h + c);
}

/** Shared information by the mean of both entropies; in [0, 1]. @throws TunesmithError "shape", "data" */
export function normalizedMutualInfoScore(
  labelsTrue: readonly Label[],
  labelsPred: readonly Label[],
): number {
  const { shared, inA, inB } = information(labelsTrue, labelsPred);
  if (inA === 0 && inB === 0) return 1;
  return shared / ((inA + inB) / 2);
}

/**
 * How much nearer rows lie to their own cluster than to the next one, on average.
 *
 * @param X  shape [n, d]
 * @returns in [-1, 1]; a cluster of one row counts 0
 * @throws TunesmithError "shape", "data" unless there are 2 to n - 1 clusters
 * @source Rousseeuw 1987, doi:10.1016/0377-0427(87)90125-7
 * @cost n² d
 */
export function silhouetteScore(X: Table, labels: readonly Label[]): number {
  const { matrix, codes, sizes } = clustersOf(X, labels);
  return mean(
    Array.from(codes, (own, i) => {
      const sums = new Float64Array(sizes.length);
      codes.forEach((k, j) => {
        sums[k]! += distance(matrix, i, j);
      });
      if (sizes[own] === 1) return 0;
      const inside = sums[own]! / (sizes[own]! - 1);
      const next = Math.min(...sizes.map((size, k) => (k === own ? Infinity : sums[k]! / size)));
      return (next - inside) / Math.max(inside, next);
    }),
  );
}

/**
 * The variance between clusters against that within them; the higher, the better.
 *
 * @param X  shape [n, d]
 * @throws TunesmithError "shape", "data" unless there are 2 to n - 1 clusters
 * @source Calinski and Harabasz 1974
 */
export function calinskiHarabaszScore(X: Table, labels: readonly Label[]): number {
  const { matrix, codes, sizes } = clustersOf(X, labels);
  const { rows, cols, data } = matrix;
  const centers = Array.from(sizes, () => new Float64Array(cols));
  const center = new Float64Array(cols);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < cols; j++) {
      centers[codes[i]!]![j]! += data[i * cols + j]! / sizes[codes[i]!]!;
      center[j]! += data[i * cols + j]! / rows;
    }
  }
  let [within, between] = [0, 0];
  for (let i = 0; i < rows; i++) {
    const own = centers[codes[i]!]!;
    for (let j = 0; j < cols; j++) within += (data[i * cols + j]! - own[j]!) ** 2;
  }
  centers.forEach((own, k) => {
    for (let j = 0; j < cols; j++) between += sizes[k]! * (own[j]! - center[j]!) ** 2;
  });
  return within === 0 ? 1 : (between * (rows - sizes.length)) / (within * (sizes.length - 1));
}

function clustersOf(X: Table, labels: readonly Label[]) {
  const matrix = toMatrix(X);
  checkPair(labels, Array(matrix.rows));
  const { codes, classes } = codeLabels(labels);
  const sizes = Array<number>(classes.length).fill(0);
  for (const k of codes) sizes[k]!++;
  if (sizes.length >= 2 && sizes.length < matrix.rows) return { matrix, codes, sizes };
  throw new TunesmithError(
    "data",
    `there are ${sizes.length} clusters of ${matrix.rows} rows; between 2 and ${matrix.rows - 1} can be judged.`,
  );
}

function distance({ data, cols }: Matrix, i: number, j: number): number {
  let sum = 0;
  for (let c = 0; c < cols; c++) sum += (data[i * cols + c]! - data[j * cols + c]!) ** 2;
  return Math.sqrt(sum);
}

function contingency(labelsTrue: readonly Label[], labelsPred: readonly Label[]) {
  // Two codings, since the names of clusters and classes need not be of one kind.
  const n = checkPair(labelsTrue, labelsPred);
  const { truth } = codePair(labelsTrue, labelsTrue);
  const { truth: guess } = codePair(labelsPred, labelsPred);
  const a = Array<number>(Math.max(...truth) + 1).fill(0);
  const b = Array<number>(Math.max(...guess) + 1).fill(0);
  const cells = new Map<number, { i: number; j: number; count: number }>();
  truth.forEach((i, row) => {
    const j = guess[row]!;
    a[i]!++;
    b[j]!++;
    const key = i * b.length + j;
    const cell = cells.get(key) ?? { i, j, count: 0 };
    cell.count++;
    cells.set(key, cell);
  });
  return { cells: [...cells.values()], a, b, n };
}

function information(labelsTrue: readonly Label[], labelsPred: readonly Label[]) {
  const { cells, a, b, n } = contingency(labelsTrue, labelsPred);
  const entropy = (counts: readonly number[]) =>
    counts.reduce((sum, c) => sum - (c / n) * Math.log(c / n), 0);
  const shared = cells.reduce(
    (sum, { i, j, count }) => sum + (count / n) * Math.log((count * n) / (a[i]! * b[j]!)),
    0,
  );
  return {
    shared: Math.max(0, shared),
    inA: a.length === 1 ? 0 : entropy(a),
    inB: b.length === 1 ? 0 : entropy(b),
  };
}
