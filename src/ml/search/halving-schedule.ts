/** Successive halving: many candidates with few resources, and so on to few candidates with many. */

export interface Halving {
  /** Candidates at the first iteration, from 1. */
  readonly nCandidates: number;
  /** Of so many candidates one survives an iteration, and gets so many times the resources; above 1. */
  readonly factor: number;
  /** What a candidate of the first iteration gets, from 1; with `exhaust` at least that. */
  readonly minResources: number;
  /** What a candidate gets at most, from `minResources`. */
  readonly maxResources: number;
  /** Whether the first iteration gets more than it needs, so that the last one gets the most there is. */
  readonly exhaust: boolean;
  /** Whether candidates are cut at the least resources until few enough are left for the last iteration to be of `factor`. */
  readonly aggressive: boolean;
}

/** Who gets what, iteration by iteration. */
export interface Schedule {
  /** Of each iteration. */
  readonly nCandidates: readonly number[];
  readonly nResources: readonly number[];
  /** What the first iteration gives: `minResources`, unless raised to exhaust `maxResources`. */
  readonly minResources: number;
  readonly maxResources: number;
  /** Iterations that bring the candidates down to `factor` or fewer. */
  readonly nRequiredIterations: number;
  /** Iterations that the resources allow. */
  readonly nPossibleIterations: number;
  readonly nIterations: number;
  /** What would go into one more iteration. */
  readonly nRemainingCandidates: number;
}

/**
 * scikit-learn's schedule.
 *
 * Its logarithms are quotients of rounded ones, so that an exact power may count as less: for 243 candidates by factor 3 it
 * requires 5 iterations, not 6. That is kept.
 *
 * @source Jamieson, Talwalkar 2016, Non-stochastic best arm identification and hyperparameter optimization, AISTATS
 */
export function halvingSchedule(halving: Halving): Schedule {
  const { nCandidates: first, factor, maxResources, exhaust, aggressive } = halving;
  const required = iterations(first, factor);
  const minResources = exhaust
    ? Math.max(halving.minResources, Math.floor(maxResources / factor ** (required - 1)))
    : halving.minResources;
  const possible = iterations(Math.floor(maxResources / minResources), factor);
  const n = aggressive ? required : Math.min(possible, required);

  const nCandidates: number[] = [];
  const nResources: number[] = [];
  let left = first;
  for (let i = 0; i < n; i++) {
    const power = aggressive ? Math.max(0, i - required + possible) : i;
    nCandidates.push(left);
    nResources.push(Math.min(maxResources, Math.floor(factor ** power * minResources)));
    left = Math.ceil(left / factor);
  }
  return {
    ...{ nCandidates, nResources, minResources, maxResources },
    ...{ nRequiredIterations: required, nPossibleIterations: possible, nIterations: n },
    nRemainingCandidates: left,
  };
}

/** How often n can be divided by the factor before it is below it, and one more. */
function iterations(n: number, factor: number): number {
  return 1 + Math.floor(log(n) / log(factor));
}

const bits = 100n;
const one = 1n << bits;

/** The natural logarithm, rounded right: `Math.log` may be off by a bit, and that bit decides where n is a power. x >= 1. */
function log(x: number): number {
  let k = 0n;
  for (; x >= 2; x /= 2) k++;
  const m = BigInt(x * 2 ** 52) << (bits - 52n);
  return Number(k * artanh2(one / 3n) + artanh2(((m - one) << bits) / (m + one))) / 2 ** Number(bits);
}

/** 2 artanh(z) by its series, in units of 2^-100; z in [0, 1/3]. */
function artanh2(z: bigint): bigint {
  let sum = 0n;
  for (let power = z, i = 1n; power > 0n; i += 2n) {
    sum += power / i;
    power = (((power * z) >> bits) * z) >> bits;
  }
  return 2n * sum;
}
