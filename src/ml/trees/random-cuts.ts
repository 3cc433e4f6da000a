import { below, type Rng } from "../../math/rng.ts";
import type { Ranks } from "./ranks.ts";
import { type Goal, type Limits, type Split, type SplitSearch, type Sums, squareOf } from "./search.ts";

/**
 * Cuts each column that a split looks at somewhere between its least and its greatest value, and takes the best of these.
 *
 * @source Geurts, Ernst and Wehenkel 2006, "Extremely randomized trees", doi:10.1007/s10994-006-6226-1
 */
export class RandomCuts implements Pick<SplitSearch, "best"> {
  readonly #ranks: Ranks;
  readonly #goal: Goal;
  readonly #weight: Float64Array;
  readonly #limits: Limits;
  readonly #rng: Rng;
  readonly #columns: Int32Array;
  readonly #low: Float64Array;

  /** @param weight  shape [n]: how much each row counts */
  constructor(ranks: Ranks, goal: Goal, weight: Float64Array, growth: { limits: Limits; rng: Rng }) {
    this.#ranks = ranks;
    this.#goal = goal;
    this.#weight = weight;
    this.#limits = growth.limits;
    this.#rng = growth.rng;
    this.#columns = Int32Array.from({ length: ranks.d }, (_, j) => j);
    this.#low = new Float64Array(goal.m);
  }

  /** The best of the cuts, columns in random order; null where all are constant or leaves too small. */
  best(rows: Int32Array, node: Sums): Split | null {
    const { d, values } = this.#ranks;
    const columns = this.#columns;
    let best: Split | null = null;
    let top = -Infinity;
    // A column that is constant here does not count: another one is looked at instead.
    let looked = 0;
    for (let drawn = 0; drawn < d && (looked < this.#limits.maxFeatures || best === null); drawn++) {
      const pick = drawn + below(this.#rng, d - drawn);
      const feature = columns[pick]!;
      columns[pick] = columns[drawn]!;
      columns[drawn] = feature;
      const [first, last] = this.#ends(feature, rows);
      if (first === last) continue;
      looked++;
      const own = values[feature]!;
      const [low, high] = [own[first]!, own[last]!];
      const drawnAt = low + this.#rng() * (high - low);
      const threshold = drawnAt < high ? drawnAt : low; // rounding may come to the upper end
      const rank = lastUpTo(own, threshold, [first, last]);
      const score = this.#worth(feature, rank, { rows, node });
      if (score <= top) continue;
      top = score;
      best = { feature, rank, threshold };
    }
    return best;
  }

  /** The least and the greatest rank. */
  #ends(feature: number, rows: Int32Array): readonly [first: number, last: number] {
    const rank = this.#ranks.rank[feature]!;
    let [first, last] = [rank[rows[0]!]!, rank[rows[0]!]!];
    for (let at = 1; at < rows.length; at++) {
      const r = rank[rows[at]!]!;
      if (r < first) first = r;
      else if (r > last) last = r;
    }
    return [first, last];
  }

  /** Σ sums² / weight over both sides; -Infinity where one of them is too small for a leaf. */
  #worth(feature: number, last: number, { rows, node }: { rows: Int32Array; node: Sums }): number {
    const { slot, value, m } = this.#goal;
    const rank = this.#ranks.rank[feature]!;
    const [low, weight] = [this.#low, this.#weight];
    low.fill(0);
    let [count, weightLow] = [0, 0];
    for (let at = 0; at < rows.length; at++) {
      const i = rows[at]!;
      if (rank[i]! > last) continue;
      low[slot[i]!]! += weight[i]! * value[i]!;
      weightLow += weight[i]!;
      count++;
    }
    const least = this.#limits.minSamplesLeaf;
    if (count < least || rows.length - count < least) return -Infinity;
    let squareHigh = 0;
    for (let s = 0; s < m; s++) squareHigh += (node.sums[s]! - low[s]!) ** 2;
    return squareOf(low) / weightLow + squareHigh / (node.weight - weightLow);
  }
}

/** The last place in [first, last] whose value is not above the threshold. */
function lastUpTo(
  values: Float64Array,
  threshold: number,
  [first, last]: readonly [first: number, last: number],
): number {
  let [low, high] = [first, last];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (values[middle]! <= threshold) low = middle;
    else high = middle - 1;
  }
  return low;
}
