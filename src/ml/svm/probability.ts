/**
 * Probabilities from decisions. Sources: Platt 2000, "Probabilities for SV machines"; Lin, Lin and Weng 2007, "A note on
 * Platt's probabilistic outputs", doi:10.1007/s10994-007-5018-6; Wu, Lin and Weng 2004, "Probability estimates for
 * multi-class classification by pairwise coupling", JMLR 5, algorithm 2.
 */
import { shuffle, stream } from "../../math/rng.ts";
import type { CodedRows } from "../classifier.ts";
import { selectRows } from "../matrix.ts";
import type { SVCParams } from "./options.ts";
import { decisionsOf, marginsOf, type Pair, pairsOf } from "./pairs.ts";

/** The probability of the first class of a pair is 1 / (1 + exp(A d + B)) by its decision d. */
export interface Sigmoid {
  readonly A: number;
  readonly B: number;
}

/** How near to 0 and 1 the probability of a pair comes: LIBSVM's number. */
const margin = 1e-7;

/** A sigmoid for each pair of classes, from decisions on rows that were not learned from: five folds. */
export function sigmoidsOf(rows: CodedRows, params: SVCParams): Sigmoid[] {
  return pairsOf(rows.k).map(([first, second], p) => {
    const own = [...rows.codes.keys()].filter((i) => {
      return (rows.codes[i] === first || rows.codes[i] === second) && rows.weight?.[i] !== 0;
    });
    const order = shuffle(stream(params.seed, "SVC", p), own);
    const isFirst: boolean[] = [];
    const decisions: number[] = [];
    for (let fold = 0; fold < 5; fold++) {
      const isHeld = (at: number) => at % 5 === fold;
      const train = order.filter((_, at) => !isHeld(at));
      const test = order.filter((_, at) => isHeld(at));
      if (test.length === 0) continue;
      isFirst.push(...test.map((i) => rows.codes[i] === first));
      decisions.push(...decisionsOn(rows, { train, test, first }, params));
    }
    return sigmoidOf(decisions, isFirst);
  });
}

function decisionsOn(
  { X, codes, weight }: CodedRows,
  { train, test, first }: { readonly train: number[]; readonly test: number[]; readonly first: number },
  params: SVCParams,
): number[] {
  const own = Int32Array.from(train, (i) => (codes[i] === first ? 0 : 1));
  const found = new Set(own);
  if (found.size < 2) return test.map(() => (found.has(0) ? 1 : -1)); // a single class learns nothing
  const part = {
    X: selectRows(X, train),
    codes: own,
    k: 2,
    weight: weight && Float64Array.from(train, (i) => weight[i]!),
  };
  return decisionsOf(marginsOf(part, params), selectRows(X, test)).map((row) => row[0]!);
}

/** The sigmoid of greatest likelihood, targets a little inside of 0 and 1; by Newton's steps. */
export function sigmoidOf(decisions: readonly number[], isFirst: readonly boolean[]): Sigmoid {
  const ones = isFirst.filter(Boolean).length;
  const zeros = isFirst.length - ones;
  const targets = isFirst.map((is) => (is ? (ones + 1) / (ones + 2) : 1 / (zeros + 2)));
  const loss = (A: number, B: number) =>
    targets.reduce((sum, t, i) => {
      const f = A * decisions[i]! + B;
      return sum + (f >= 0 ? t * f : (t - 1) * f) + Math.log1p(Math.exp(-Math.abs(f)));
    }, 0);
  let [A, B] = [0, Math.log((zeros + 1) / (ones + 1))];
  let value = loss(A, B);
  for (let iteration = 0; iteration < 100; iteration++) {
    let [h11, h22, h21, g1, g2] = [1e-12, 1e-12, 0, 0, 0]; // keeps the matrix positive
    targets.forEach((t, i) => {
      const d = decisions[i]!;
      const p = 1 / (1 + Math.exp(A * d + B));
      const curve = p * (1 - p);
      h11 += d * d * curve;
      h22 += curve;
      h21 += d * curve;
      g1 += d * (t - p);
      g2 += t - p;
    });
    if (Math.abs(g1) < 1e-5 && Math.abs(g2) < 1e-5) break;
    const det = h11 * h22 - h21 * h21;
    const [dA, dB] = [-(h22 * g1 - h21 * g2) / det, -(h11 * g2 - h21 * g1) / det];
    let step = 1;
    for (; step >= 1e-10; step /= 2) {
      const next = loss(A + step * dA, B + step * dB);
      if (next >= value + 1e-4 * step * (g1 * dA + g2 * dB)) continue;
      [A, B, value] = [A + step * dA, B + step * dB, next];
      break;
    }
    if (step < 1e-10) break;
  }
  return { A, B };
}

/** The probabilities of k classes that agree best with those of the pairs. */
export function probabilitiesOf(
  pairs: readonly Pair[],
  sigmoids: readonly Sigmoid[],
  decisions: readonly number[],
  k: number,
): number[] {
  const r = Array.from({ length: k }, () => Array<number>(k).fill(0));
  pairs.forEach(({ first, second }, p) => {
    const { A, B } = sigmoids[p]!;
    const share = 1 / (1 + Math.exp(A * decisions[p]! + B));
    r[first]![second] = Math.min(1 - margin, Math.max(margin, share));
    r[second]![first] = 1 - r[first]![second]!;
  });
  return k === 2 ? [r[0]![1]!, r[1]![0]!] : coupled(r);
}

/** Minimises Σ (r_ji p_i − r_ij p_j)² over probabilities. */
function coupled(r: readonly (readonly number[])[]): number[] {
  const k = r.length;
  const Q = r.map((row, t) =>
    row.map((_, j) => {
      if (j !== t) return -r[j]![t]! * r[t]![j]!;
      return r.reduce((sum, other, i) => (i === t ? sum : sum + other[t]! ** 2), 0);
    }),
  );
  const p = Array<number>(k).fill(1 / k);
  for (let iteration = 0; iteration < Math.max(100, k); iteration++) {
    const Qp = Q.map((row) => row.reduce((sum, q, j) => sum + q * p[j]!, 0));
    let pQp = p.reduce((sum, x, t) => sum + x * Qp[t]!, 0);
    if (Qp.every((x) => Math.abs(x - pQp) < 0.005 / k)) break; // LIBSVM's end
    for (let t = 0; t < k; t++) {
      const change = (pQp - Qp[t]!) / Q[t]![t]!;
      p[t]! += change;
      pQp = (pQp + change * (change * Q[t]![t]! + 2 * Qp[t]!)) / (1 + change) ** 2;
      for (let j = 0; j < k; j++) {
        Qp[j] = (Qp[j]! + change * Q[t]![j]!) / (1 + change);
        p[j]! /= 1 + change;
      }
    }
  }
  return p;
}
