import { TunesmithError } from "../../error.ts";
import { pairwiseSum } from "./pairwise-sum.ts";

/** Numbers to learn, and how much each counts. */
export interface Targets {
  /** Shape [n]: numbers, or the codes of classes. */
  readonly y: Float64Array;
  /** Shape [n]; null where all rows count alike. */
  readonly weight: Float64Array | null;
}

/** What boosting lowers; predictions are m raw sums for each row. */
export interface Loss {
  readonly m: number;
  /** Whether targets are codes of classes. */
  readonly isOfClasses: boolean;
  /** Whether all second derivatives are the same, so that weights alone tell curvatures apart. */
  readonly isFlat: boolean;
  /** The best constant sums, shape [m]. */
  start(targets: Targets): Float64Array;
  /** First and second derivatives by the sums of row i, into g and h at the columns' places. */
  slopes(targets: Targets, sums: readonly Float64Array[], into: SlopeRooms): void;
  /** The mean loss. */
  mean(targets: Targets, sums: readonly Float64Array[]): number;
  /** The best step of a leaf with those rows; left out where Newton's is. */
  readonly step?: (targets: Targets, sums: Float64Array, rows: Int32Array) => number;
}

/** Shape [m][n] each; h is empty where curvatures are all 1. */
export interface SlopeRooms {
  readonly g: readonly Float32Array[];
  readonly h: readonly Float32Array[];
}

/** How far a probability stays from 0 and 1, in units of the machine's precision. */
const margin = Number.EPSILON;

/** One sum a row, whose loss is a formula; with the link of its mean. */
interface Formula {
  readonly isOfClasses?: boolean;
  readonly isFlat: boolean;
  /** The best constant, from the mean of the targets. */
  readonly link: (mean: number) => number;
  readonly g: (y: number, sum: number) => number;
  readonly h: (y: number, sum: number) => number;
  readonly loss: (y: number, sum: number) => number;
}

function single({ isOfClasses = false, isFlat, link, g, h, loss }: Formula): Loss {
  return {
    m: 1,
    isOfClasses,
    isFlat,
    start: (targets) => Float64Array.of(link(meanOf(targets))),
    slopes({ y, weight }, [sums], into) {
      const [first, second] = [into.g[0]!, into.h[0]];
      for (let i = 0; i < y.length; i++) {
        const w = weight ? weight[i]! : 1;
        first[i] = g(y[i]!, sums![i]!) * w;
        if (second) second[i] = h(y[i]!, sums![i]!) * w;
      }
    },
    mean({ y, weight }, [sums]) {
      return meanOf({ y: y.map((target, i) => loss(target, sums![i]!)), weight });
    },
  };
}

/** Half the squared error. */
export const squaredError = single({
  isFlat: true,
  link: (mean) => mean,
  g: (y, sum) => sum - y,
  h: () => 1,
  loss: (y, sum) => 0.5 * (sum - y) * (sum - y),
});

/** Half the Poisson deviance without its constant, of counts by the logarithm of their mean. */
export const poisson = single({
  isFlat: false,
  link: (mean) => Math.log(Math.max(mean, 10 * margin)),
  g: (y, sum) => Math.exp(sum) - y,
  h: (_, sum) => Math.exp(sum),
  loss: (y, sum) => Math.exp(sum) - y * sum,
});

/** The absolute error; its leaves are medians. */
export const absoluteError: Loss = {
  ...single({
    isFlat: true,
    link: (mean) => mean,
    g: (y, sum) => (sum > y ? 1 : -1),
    h: () => 1,
    loss: (y, sum) => Math.abs(sum - y),
  }),
  start: (targets) => Float64Array.of(medianOf(targets)),
  step: ({ y, weight }, sums, rows) =>
    medianOf({
      y: Float64Array.from(rows, (i) => y[i]! - sums[i]!),
      weight: weight && Float64Array.from(rows, (i) => weight[i]!),
    }),
};

/** The log loss of two classes by the log odds of the second. */
export const binaryLogLoss = single({
  isOfClasses: true,
  isFlat: false,
  link: (mean) => logOdds(Math.min(1 - 10 * margin, Math.max(10 * margin, mean))),
  g: (y, sum) => {
    if (sum <= -37) return Math.exp(sum) - y; // e^-sum would swallow the 1
    const e = Math.exp(-sum);
    return (1 - y - y * e) / (1 + e);
  },
  h: (_, sum) => {
    if (sum <= -37) return Math.exp(sum);
    const e = Math.exp(-sum);
    return e / ((1 + e) * (1 + e));
  },
  loss: (y, sum) => Math.max(sum, 0) + Math.log1p(Math.exp(-Math.abs(sum))) - y * sum,
});

/** The log loss of k classes by the softmax of their sums. */
export function logLossOf(k: number): Loss {
  return {
    m: k,
    isOfClasses: true,
    isFlat: false,
    start({ y, weight }) {
      const shares = Float64Array.from({ length: k }, (_, c) => {
        const share = meanOf({ y: y.map((code) => Number(code === c)), weight });
        return Math.min(1 - margin, Math.max(margin, share));
      });
      const center = Math.exp(pairwiseSum(shares.map(Math.log)) / k);
      return shares.map((share) => Math.log(share / center));
    },
    slopes({ y, weight }, sums, { g, h }) {
      const p = new Float64Array(k);
      for (let i = 0; i < y.length; i++) {
        const total = exponentials(sums, i, p);
        const w = weight ? weight[i]! : 1;
        for (let c = 0; c < k; c++) {
          const share = p[c]! / total;
          g[c]![i] = (share - (y[i] === c ? 1 : 0)) * w;
          h[c]![i] = share * (1 - share) * w;
        }
      }
    },
    mean({ y, weight }, sums) {
      const p = new Float64Array(k);
      const losses = y.map((code, i) => {
        const total = exponentials(sums, i, p);
        return Math.log(total) - Math.log(p[code]!);
      });
      return meanOf({ y: losses, weight });
    },
  };
}

/** The exponentials of a row's sums, the largest made 1; returns their total. */
export function exponentials(sums: readonly Float64Array[], i: number, into: Float64Array): number {
  let top = -Infinity;
  for (let c = 0; c < into.length; c++) top = Math.max(top, sums[c]![i]!);
  let total = 0;
  for (let c = 0; c < into.length; c++) {
    into[c] = Math.exp(sums[c]![i]! - top);
    total += into[c]!;
  }
  return total;
}

/** @throws TunesmithError "data" for what is no count, or all of them 0 */
export function checkCounts(y: Float64Array): void {
  const wrong = y.findIndex((count) => count < 0);
  if (wrong < 0 && y.some((count) => count > 0)) return;
  const found = wrong < 0 ? "all are 0" : `y[${wrong}] is ${y[wrong]}`;
  throw new TunesmithError("data", `loss "poisson" needs y from 0 with a sum above 0, but ${found}.`);
}

/** The middle number by weight: of equal halves the mean of both, or with weights the lower. */
function medianOf({ y, weight }: Targets): number {
  if (!weight) {
    const sorted = y.toSorted();
    const middle = sorted.length >> 1;
    return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
  }
  const order = [...y.keys()].sort((a, b) => y[a]! - y[b]!);
  const half = order.reduce((sum, i) => sum + weight[i]!, 0) / 2;
  let below = 0;
  const at = order.find((i) => {
    below += weight[i]!;
    return below >= half && below > 0;
  });
  return y[at ?? order.at(-1)!]!;
}

function meanOf({ y, weight }: Targets): number {
  if (!weight) return pairwiseSum(y) / y.length;
  return pairwiseSum(y.map((target, i) => target * weight[i]!)) / pairwiseSum(weight);
}

/** ln(p / (1 − p)), near the middle without cancellation. */
function logOdds(p: number): number {
  if (p < 0.3 || p > 0.65) return Math.log(p / (1 - p));
  const s = 2 * (p - 0.5);
  return Math.log1p(s) - Math.log1p(-s);
}
