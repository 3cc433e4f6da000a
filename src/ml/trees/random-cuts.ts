import type { Columns } from "./columns.ts";
import { squareOf } from "./goal.ts";
import type { NodeRows } from "./node-rows.ts";
import type { Ranks } from "./ranks.ts";
import type { Limits, Split, SplitSearch } from "./search.ts";

/**
 * Cuts each column that a split looks at somewhere between its least and its greatest value, and takes the best of these.
 *
 * @source Geurts, Ernst and Wehenkel 2006, "Extremely randomized trees", doi:10.1007/s10994-006-6226-1
 */
export class RandomCuts implements Pick<SplitSearch, "best"> {
  readonly #ranks: Ranks;
  readonly #node: NodeRows;
  readonly #columns: Columns;
  readonly #limits: Limits;
  readonly #own: Int32Array;
  readonly #low: Float64Array;

  constructor(ranks: Ranks, node: NodeRows, columns: Columns, limits: Limits) {
    this.#ranks = ranks;
    this.#node = node;
    this.#columns = columns;
    this.#limits = limits;
    this.#own = new Int32Array(ranks.n);
    this.#low = new Float64Array(node.sums.length);
  }

  /** The best of the cuts of the node at hand, columns in random order; null where all are constant or leaves too small. */
  best(): Split | null {
    const { d, values } = this.#ranks;
    const columns = this.#columns;
    let best: Split | null = null;
    let top = -Infinity;
    // A column that is constant here does not count: another one is looked at instead.
    let looked = 0;
    for (let drawn = 0; drawn < d && (looked < this.#limits.maxFeatures || best === null); drawn++) {
      const feature = columns.draw(drawn);
      if (columns.isConstant(feature)) continue;
      const [first, last] = this.#ends(feature);
      if (first === last) {
        columns.addConstant(feature);
        continue;
      }
      looked++;
      const own = values[feature]!;
      const [low, high] = [own[first]!, own[last]!];
      const drawnAt = low + columns.rng() * (high - low);
      const threshold = drawnAt < high ? drawnAt : low; // rounding may come to the upper end
      const rank = lastUpTo(own, threshold, [first, last]);
      const score = this.#worth(rank);
      if (score <= top) continue;
      top = score;
      best = { feature, rank, threshold };
    }
    return best;
  }

  /** Keeps the ranks of the rows; the least and the greatest of them. */
  #ends(feature: number): readonly [first: number, last: number] {
    const { order, from, size } = this.#node;
    const rank = this.#ranks.rank[feature]!;
    const own = this.#own;
    let first = rank[order[from]!]!;
    let last = first;
    for (let place = 0; place < size; place++) {
      const r = rank[order[from + place]!]!;
      own[place] = r;
      if (r < first) first = r;
      else if (r > last) last = r;
    }
    return [first, last];
  }

  /** Σ sums² / weight over both sides of a rank; -Infinity where one of them is too small for a leaf. */
  #worth(last: number): number {
    const { size, slot, amount, weight, sums, total } = this.#node;
    const [low, own] = [this.#low, this.#own];
    low.fill(0);
    let [count, weightLow] = [0, 0];
    for (let place = 0; place < size; place++) {
      if (own[place]! > last) continue;
      low[slot[place]!]! += amount[place]!;
      weightLow += weight[place]!;
      count++;
    }
    const least = this.#limits.minSamplesLeaf;
    if (count < least || size - count < least) return -Infinity;
    let squareHigh = 0;
    for (let s = 0; s < sums.length; s++) squareHigh += (sums[s]! - low[s]!) ** 2;
    return squareOf(low) / weightLow + squareHigh / (total - weightLow);
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
