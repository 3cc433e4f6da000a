/** Each class against each other one: the margins between them, and what the rows vote for. */
import type { CodedRows } from "../classifier.ts";
import type { Matrix } from "../matrix.ts";
import { selectRows } from "../matrix.ts";
import { Dots, type Kernel, KernelRows, kernelOf, kernelsWith, supportOf } from "./kernel.ts";
import type { SVCParams } from "./options.ts";
import { minimise } from "./smo.ts";

/** The decision between two classes, above 0 for the first. */
export interface Pair {
  /** Classes, first < second. */
  readonly first: number;
  readonly second: number;
  /** Places among the support vectors. */
  readonly places: Int32Array;
  /** What each of them weighs: y α. */
  readonly weights: Float64Array;
  readonly rho: number;
}

export interface Margins {
  readonly kernel: Kernel;
  /** Rows of the table learned from, class by class. */
  readonly support: readonly number[];
  /** The class of each. */
  readonly codes: readonly number[];
  readonly vectors: Matrix;
  readonly pairs: readonly Pair[];
  readonly nIter: readonly number[];
}

/** Learns the margins between all pairs of classes that have rows. */
export function marginsOf({ X, codes, k, weight }: CodedRows, params: SVCParams): Margins {
  const kernel = kernelOf(X, params);
  const dots = Dots.of(X);
  const members = Array.from({ length: k }, (_, c) =>
    [...codes.keys()].filter((i) => codes[i] === c && weight?.[i] !== 0),
  );
  const costs = costsOf({ X, codes, k, weight }, params);
  const solved = pairsOf(k).map(([first, second]) => {
    const rows = Int32Array.from([...members[first]!, ...members[second]!]);
    const kernels = new KernelRows(kernel, dots, rows, params.cacheSize);
    const y = Float64Array.from(rows, (i) => (codes[i] === first ? 1 : -1));
    const p = new Float64Array(rows.length).fill(-1);
    const C = Float64Array.from(rows, (i) => costs[i]!);
    const problem = { row: (t: number) => kernels.row(t), diagonal: kernels.diagonal, y, p, C };
    const { alpha, rho, nIter } = minimise(problem, limitsOf(params));
    const weights = alpha.map((a, t) => y[t]! * a);
    return { first, second, rows, weights, rho, nIter };
  });

  const isSupport = new Set(
    solved.flatMap(({ rows, weights }) => [...rows].filter((_, t) => weights[t] !== 0)),
  );
  const support = members.flat().filter((i) => isSupport.has(i));
  const placeOf = new Map(support.map((i, place) => [i, place]));
  return {
    kernel,
    support,
    codes: support.map((i) => codes[i]!),
    vectors: selectRows(X, support),
    pairs: solved.map(({ first, second, rows, weights, rho }) => {
      const counts = [...weights.keys()].filter((t) => weights[t] !== 0);
      return {
        first,
        second,
        places: Int32Array.from(counts, (t) => placeOf.get(rows[t]!)!),
        weights: Float64Array.from(counts, (t) => weights[t]!),
        rho,
      };
    }),
    nIter: solved.map(({ nIter }) => nIter),
  };
}

/** The decision of each pair for each row, shape [n][pairs]. */
export function decisionsOf({ kernel, vectors, pairs }: Margins, X: Matrix): number[][] {
  const support = supportOf(kernel, vectors);
  const values = new Float64Array(vectors.rows);
  return Array.from({ length: X.rows }, (_, i) => {
    kernelsWith(support, X, i, values);
    return pairs.map(({ places, weights, rho }) => {
      let sum = -rho;
      for (let s = 0; s < places.length; s++) sum += weights[s]! * values[places[s]!]!;
      return sum;
    });
  });
}

/** How many pairs each class wins. */
export function votesOf(pairs: readonly Pair[], decisions: readonly number[], k: number): number[] {
  const votes = Array<number>(k).fill(0);
  pairs.forEach(({ first, second }, p) => {
    votes[decisions[p]! > 0 ? first : second]!++;
  });
  return votes;
}

/** Votes, and within the same number of them how clear the pairs are; scikit-learn's scores of each class. */
export function scoresOf(pairs: readonly Pair[], decisions: readonly number[], k: number): number[] {
  const clear = Array<number>(k).fill(0);
  const votes = Array<number>(k).fill(0);
  pairs.forEach(({ first, second }, p) => {
    const d = decisions[p]!;
    clear[first]! += d;
    clear[second]! -= d;
    votes[d < 0 ? second : first]!++;
  });
  return votes.map((vote, c) => vote + clear[c]! / (3 * (Math.abs(clear[c]!) + 1)));
}

export function pairsOf(k: number): [number, number][] {
  const pairs: [number, number][] = [];
  for (let a = 0; a < k; a++) for (let b = a + 1; b < k; b++) pairs.push([a, b]);
  return pairs;
}

export function limitsOf({ tol, maxIter }: { readonly tol: number; readonly maxIter: number }) {
  return { tol, maxIter: maxIter < 0 ? Infinity : maxIter };
}

/** What an error of each row costs, shape [n]. */
function costsOf({ codes, k, weight }: CodedRows, { C, classWeight }: SVCParams): Float64Array {
  const counts = new Float64Array(k);
  for (const code of codes) counts[code]!++;
  const ofClass = counts.map((count) => (classWeight === null ? 1 : codes.length / (k * count)));
  return Float64Array.from(codes, (code, i) => C * ofClass[code]! * (weight?.[i] ?? 1));
}
