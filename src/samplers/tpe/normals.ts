/**
 * Normals along one coordinate that are cut to [0, 1]: the kernels about points, and a wide one, the prior, as the last.
 */
import { normalCdf } from "../../math/special.ts";

/** One entry a kernel. The ln of its density at x is top − steep (x − centre)²; of a uniform one it is 0. */
export interface Normals {
  readonly centre: Float64Array;
  /** NaN where uniform. */
  readonly sigma: Float64Array;
  /** What of the whole normal lies in [0, 1]. */
  readonly mass: Float64Array;
  readonly top: Float64Array;
  readonly steep: Float64Array;
}

/** @param xs  the points' coordinates, shape [n − 1]; of one that is NaN the kernel is uniform */
export function normalsOf(xs: Float64Array): Normals {
  const n = xs.length + 1;
  const sigma = widths(xs);
  const centre = new Float64Array(n).fill(0.5);
  const mass = new Float64Array(n).fill(1);
  const [top, steep] = [new Float64Array(n), new Float64Array(n)];
  for (let i = 0; i < n; i++) {
    const s = sigma[i]!;
    if (Number.isNaN(s)) continue;
    if (i < xs.length) centre[i] = xs[i]!;
    const m = centre[i]!;
    if (1 - m <= far * s) mass[i] = normalCdf((1 - m) / s);
    if (m <= far * s) mass[i]! -= normalCdf(-m / s);
    steep[i] = 0.5 / (s * s);
    top[i] = -Math.log(s * sqrt2Pi * mass[i]!);
  }
  return { centre, sigma, mass, top, steep };
}

const sqrt2Pi = Math.sqrt(2 * Math.PI);

/** So many σ from the centre nothing is left of a normal: Φ(9) is 1 to the last digit. */
const far = 9;

/**
 * The widths of kernels: as far as to the farther one of the two neighbours, between 1 / min(100, n) and 1; the prior has 1. NaN where x is.
 *
 * @returns shape [n]
 * @source Bergstra, Bardenet, Bengio, Kégl 2011, section 4; the least width is hyperopt's "magic clip"
 */
function widths(xs: Float64Array): Float64Array {
  const out = new Float64Array(xs.length + 1).fill(Number.NaN);
  out[xs.length] = 1;
  const order = ascending(xs);
  const least = 1 / Math.min(100, order.length + 2);
  for (let k = 0; k < order.length; k++) {
    const x = xs[order[k]!]!;
    const left = k > 0 ? x - xs[order[k - 1]!]! : 0;
    const right = k + 1 < order.length ? xs[order[k + 1]!]! - x : 0;
    out[order[k]!] = Math.min(1, Math.max(least, left, right));
  }
  return out;
}

/**
 * The places of the values that are not NaN, the least value first; of equals the first.
 *
 * @cost O(n), where the values are spread: as many shelves as values, then insertion, on nearly sorted ones
 */
function ascending(xs: Float64Array): Uint32Array {
  let [count, low, high] = [0, Infinity, -Infinity];
  for (const x of xs) {
    if (Number.isNaN(x)) continue;
    count++;
    if (x < low) low = x;
    if (x > high) high = x;
  }
  const perUnit = high > low ? (count - 1) / (high - low) : 0;
  const start = new Uint32Array(count + 1);
  for (const x of xs) if (!Number.isNaN(x)) start[Math.floor((x - low) * perUnit) + 1]!++;
  for (let s = 1; s <= count; s++) start[s]! += start[s - 1]!;
  const order = new Uint32Array(count);
  for (let i = 0; i < xs.length; i++) {
    if (!Number.isNaN(xs[i]!)) order[start[Math.floor((xs[i]! - low) * perUnit)]!++] = i;
  }
  for (let k = 1; k < count; k++) {
    const place = order[k]!;
    let to = k;
    for (; to > 0 && xs[order[to - 1]!]! > xs[place]!; to--) order[to] = order[to - 1]!;
    order[to] = place;
  }
  return order;
}
