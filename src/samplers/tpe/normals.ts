/**
 * Normals along several coordinates that are cut to [0, 1]: the kernels about points, and a wide one, the prior, as the last.
 */
import { normalCdf } from "../../math/special.ts";

/**
 * Shape [n][d] each, kernel by kernel, so that what is read together lies together. The density at x is that of
 * N(centre, σ²), divided by `mass`.
 */
export interface Normals {
  readonly n: number;
  readonly d: number;
  readonly centre: Float64Array;
  /** NaN where the kernel is uniform: its point does not have this coordinate. */
  readonly sigma: Float64Array;
  /** 1 / (2 σ²): how fast the ln of the density falls with the square of the distance; 0 where uniform. */
  readonly steep: Float64Array;
  /** What of the whole normal lies in [0, 1]. */
  readonly mass: Float64Array;
}

/**
 * @param points  shape [n − 1][…], NaN where inactive
 * @param places  shape [d]: which of their coordinates
 * @cost O(n d) where the coordinates are spread
 */
export function normalsOf(points: readonly Float64Array[], places: readonly number[]): Normals {
  const [n, d] = [points.length + 1, places.length];
  const centre = new Float64Array(n * d).fill(0.5);
  const sigma = new Float64Array(n * d).fill(Number.NaN);
  const steep = new Float64Array(n * d);
  const mass = new Float64Array(n * d).fill(1);
  const sorter = new Sorter(points.length);
  places.forEach((place, j) => {
    sorter.sort(points, place);
    const { xs, order, count } = sorter;
    const least = 1 / Math.min(100, count + 2);
    for (let k = 0; k < count; k++) {
      const x = xs[k]!;
      const left = k > 0 ? x - xs[k - 1]! : 0;
      const right = k + 1 < count ? xs[k + 1]! - x : 0;
      const at = order[k]! * d + j;
      centre[at] = x;
      sigma[at] = widthOf(left, right, least);
    }
    sigma[(n - 1) * d + j] = 1;
  });
  for (let at = 0; at < n * d; at++) {
    const s = sigma[at]!;
    if (Number.isNaN(s)) continue;
    const m = centre[at]!;
    steep[at] = 0.5 / (s * s);
    if (1 - m <= far * s) mass[at] = normalCdf((1 - m) / s);
    if (m <= far * s) mass[at]! -= normalCdf(-m / s);
  }
  return { n, d, centre, sigma, steep, mass };
}

/** The ln of the density at the centre of the kernel that stands at `at`. */
export function topOf({ sigma, mass }: Normals, at: number): number {
  return Number.isNaN(sigma[at]!) ? 0 : -Math.log(sqrt2Pi * sigma[at]! * mass[at]!);
}

/**
 * The sum of that over the first `some` coordinates, by as few logarithms as may be.
 *
 * @returns shape [n]
 */
export function topsOf({ n, d, sigma, mass }: Normals, some: number): Float64Array {
  const tops = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    let product = 1;
    for (let at = i * d; at < i * d + some; at++) {
      if (!Number.isNaN(sigma[at]!)) product *= sqrt2Pi * sigma[at]! * mass[at]!;
      if (product > 1e-200) continue;
      tops[i]! -= Math.log(product);
      product = 1;
    }
    tops[i]! -= Math.log(product);
  }
  return tops;
}

const sqrt2Pi = Math.sqrt(2 * Math.PI);

/** So many σ from the centre nothing is left of a normal: Φ(8.3) is 1 to the last digit. */
export const far = 8.3;

/**
 * As far as to the farther one of the two neighbours, between `least`, which is 1 / min(100, n), and 1, which the prior has.
 *
 * @source Bergstra, Bardenet, Bengio, Kégl 2011, section 4; the least width is hyperopt's "magic clip"
 */
function widthOf(left: number, right: number, least: number): number {
  return Math.min(1, Math.max(least, left, right));
}

/** Sorts one coordinate after the other in the same memory: the points that have it, the least first; of equals the first. */
class Sorter {
  /** How many have it: so much of the arrays counts. */
  count = 0;
  readonly xs: Float64Array;
  /** Which points they are. */
  readonly order: Int32Array;
  readonly #unsorted: Float64Array;
  readonly #shelf: Int32Array;
  readonly #start: Int32Array;

  constructor(n: number) {
    this.xs = new Float64Array(n);
    this.order = new Int32Array(n);
    this.#unsorted = new Float64Array(n);
    this.#shelf = new Int32Array(n);
    this.#start = new Int32Array(n + 2);
  }

  /** @cost O(n), where the values are spread: as many shelves as values, then insertion, on nearly sorted ones */
  sort(points: readonly Float64Array[], place: number): void {
    const { xs, order } = this;
    const [unsorted, shelf, start] = [this.#unsorted, this.#shelf, this.#start];
    const n = points.length;
    let [count, low, high] = [0, Infinity, -Infinity];
    for (let i = 0; i < n; i++) {
      const x = points[i]![place]!;
      unsorted[i] = x;
      if (Number.isNaN(x)) continue;
      count++;
      if (x < low) low = x;
      if (x > high) high = x;
    }
    this.count = count;
    const perUnit = high > low ? (count - 1) / (high - low) : 0;
    start.fill(0);
    for (let i = 0; i < n; i++) {
      const x = unsorted[i]!;
      if (Number.isNaN(x)) continue;
      const s = ((x - low) * perUnit) | 0;
      shelf[i] = s;
      start[s + 1]!++;
    }
    for (let s = 1; s <= count; s++) start[s]! += start[s - 1]!;
    for (let i = 0; i < n; i++) {
      const x = unsorted[i]!;
      if (Number.isNaN(x)) continue;
      const at = start[shelf[i]!]!++;
      xs[at] = x;
      order[at] = i;
    }
    for (let k = 1; k < count; k++) {
      const x = xs[k]!;
      if (xs[k - 1]! <= x) continue;
      const i = order[k]!;
      let to = k;
      for (; to > 0 && xs[to - 1]! > x; to--) {
        xs[to] = xs[to - 1]!;
        order[to] = order[to - 1]!;
      }
      xs[to] = x;
      order[to] = i;
    }
  }
}
