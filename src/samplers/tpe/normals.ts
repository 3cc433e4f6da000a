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
  /** The ln of the density is top − steep (x − centre)²; 0 for both where uniform. */
  readonly top: Float64Array;
  readonly steep: Float64Array;
  /** What of the whole normal lies in [0, 1]. */
  readonly mass: Float64Array;
}

/**
 * Widths reach to the farther one of the two neighbours; they lie between 1 / min(100, n) and 1, which the prior has.
 *
 * @param points  shape [n − 1][…], NaN where inactive
 * @param places  shape [d]: which of their coordinates
 * @cost O(n d) where the coordinates are spread
 * @source Bergstra, Bardenet, Bengio, Kégl 2011, section 4; the least width is hyperopt's "magic clip"
 */
export function normalsOf(points: readonly Float64Array[], places: readonly number[]): Normals {
  const [n, d] = [points.length + 1, places.length];
  const centre = new Float64Array(n * d).fill(0.5);
  const sigma = new Float64Array(n * d).fill(Number.NaN);
  const [top, steep] = [new Float64Array(n * d), new Float64Array(n * d)];
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
      sigma[at] = Math.min(1, Math.max(least, left, right));
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
    top[at] = -Math.log(sqrt2Pi * s * mass[at]!);
  }
  return { n, d, centre, sigma, top, steep, mass };
}

const sqrt2Pi = Math.sqrt(2 * Math.PI);

/** So many σ from the centre nothing is left of a normal: Φ(8.3) is 1 to the last digit. */
export const far = 8.3;

/** Sorts one coordinate after the other in the same memory: the points that have it, the least first; of equals the first. */
class Sorter {
  /** How many have it: so much of the arrays counts. */
  count = 0;
  readonly xs: Float64Array;
  /** Which points they are. */
  readonly order: Int32Array;
  readonly #found: { readonly xs: Float64Array; readonly order: Int32Array; readonly start: Int32Array };

  constructor(n: number) {
    const [room, places] = [() => new Float64Array(n), () => new Int32Array(n + 2)];
    this.xs = room();
    this.order = places();
    this.#found = { xs: room(), order: places(), start: places() };
  }

  /** @cost O(n), where the values are spread: as many shelves as values, then insertion, on nearly sorted ones */
  sort(points: readonly Float64Array[], place: number): void {
    const { xs, order } = this;
    const found = this.#found;
    const { start } = found;
    let [count, low, high] = [0, Infinity, -Infinity];
    for (let i = 0; i < points.length; i++) {
      const x = points[i]![place]!;
      if (Number.isNaN(x)) continue;
      found.xs[count] = x;
      found.order[count++] = i;
      if (x < low) low = x;
      if (x > high) high = x;
    }
    this.count = count;
    const perUnit = high > low ? (count - 1) / (high - low) : 0;
    start.fill(0);
    for (let k = 0; k < count; k++) start[(((found.xs[k]! - low) * perUnit) | 0) + 1]!++;
    for (let s = 1; s <= count; s++) start[s]! += start[s - 1]!;
    for (let k = 0; k < count; k++) {
      const at = start[((found.xs[k]! - low) * perUnit) | 0]!++;
      xs[at] = found.xs[k]!;
      order[at] = found.order[k]!;
    }
    for (let k = 1; k < count; k++) {
      const x = xs[k]!;
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
