import { TunesmithError } from "../../error.ts";
import { inWords } from "../options.ts";
import { checkPair, mean } from "./input.ts";

/** Something that is recommended. */
export type Item = string | number;

/**
 * How much is gained by the order of scores, against the best order; gains at place i count 1 / log2(i + 1).
 *
 * @param yTrue    the gain of each item, from 0, shape [n][m]
 * @param yScore   shape [n][m]; items of equal score share their places
 * @param options.k  places that count; default all
 * @returns in [0, 1]; a row without gains counts 0
 * @throws TunesmithError "shape", "data"
 * @source Järvelin and Kekäläinen 2002, doi:10.1145/582415.582418; ties: McSherry and Najork 2008
 */
export function ndcgScore(
  yTrue: readonly (readonly number[])[],
  yScore: readonly (readonly number[])[],
  { k = Infinity }: { readonly k?: number } = {},
): number {
  checkPair(yTrue, yScore);
  return mean(
    yTrue.map((gains, i) => {
      checkPair(gains, yScore[i]!);
      if (gains.some((gain) => !(gain >= 0))) throw new TunesmithError("data", "gains must be from 0.");
      const best = gained(gains, gains, k);
      return best === 0 ? 0 : gained(gains, yScore[i]!, k) / best;
    }),
  );
}

function gained(gains: readonly number[], scores: readonly number[], k: number): number {
  const order = [...scores.keys()].sort((a, b) => scores[b]! - scores[a]!);
  let sum = 0;
  for (let start = 0; start < order.length && start < k; ) {
    let end = start;
    let gain = 0;
    let discount = 0;
    for (; end < order.length && scores[order[end]!] === scores[order[start]!]; end++) {
      gain += gains[order[end]!]!;
      if (end < k) discount += 1 / Math.log2(end + 2);
    }
    sum += (gain / (end - start)) * discount;
    start = end;
  }
  return sum;
}

/**
 * The mean over users of the share of relevant items among the first k.
 *
 * @param relevant     the items each user wants, shape [users][any]; none: the user does not count
 * @param recommended  what was offered, best first, shape [users][any]
 * @returns in [0, 1]
 * @throws TunesmithError "shape", "data" when nobody wants anything, "option"
 */
export function recallAtK(relevant: Lists, recommended: Lists, k: number): number {
  return overUsers(relevant, recommended, k, (hits, wanted) => count(hits) / wanted);
}

/** The mean over users of the share of the first k places that hold relevant items; see {@link recallAtK}. */
export function precisionAtK(relevant: Lists, recommended: Lists, k: number): number {
  return overUsers(relevant, recommended, k, (hits) => count(hits) / k);
}

/** The share of users with a relevant item among the first k; see {@link recallAtK}. */
export function hitRateAtK(relevant: Lists, recommended: Lists, k: number): number {
  return overUsers(relevant, recommended, k, (hits) => Number(hits.includes(true)));
}

/** The mean of 1 / place of the first relevant item, 0 where there is none; see {@link recallAtK}. */
export function meanReciprocalRank(relevant: Lists, recommended: Lists, k = Infinity): number {
  return overUsers(relevant, recommended, k, (hits) => {
    const first = hits.indexOf(true);
    return first < 0 ? 0 : 1 / (first + 1);
  });
}

/** The mean of the precisions at the relevant items, out of min(wanted, k); see {@link recallAtK}. */
export function meanAveragePrecision(relevant: Lists, recommended: Lists, k = Infinity): number {
  return overUsers(relevant, recommended, k, (hits, wanted) => {
    let found = 0;
    let sum = 0;
    hits.forEach((isHit, place) => {
      if (isHit) sum += ++found / (place + 1);
    });
    return sum / Math.min(wanted, k);
  });
}

type Lists = readonly (readonly Item[])[];

function overUsers(
  relevant: Lists,
  recommended: Lists,
  k: number,
  scoreOf: (hits: readonly boolean[], wanted: number) => number,
): number {
  checkPair(relevant, recommended);
  if (k !== Infinity && !(Number.isSafeInteger(k) && k >= 1)) {
    throw new TunesmithError("option", `k is ${inWords(k)}; it must be a whole number from 1.`);
  }
  const scores = relevant.flatMap((items, user) => {
    const wanted = new Set(items);
    if (wanted.size === 0) return [];
    // An item offered twice counts once, at its first place.
    const offered = [...new Set(recommended[user])].slice(0, k);
    return [
      scoreOf(
        offered.map((item) => wanted.has(item)),
        wanted.size,
      ),
    ];
  });
  if (scores.length === 0)
    throw new TunesmithError("data", "no user has a relevant item; there is nothing to find.");
  return mean(scores);
}

function count(hits: readonly boolean[]): number {
  return hits.filter(Boolean).length;
}
