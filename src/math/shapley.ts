import { below, type Rng, shuffle } from "./rng.ts";

/**
 * How much each coordinate moves a function: the mean size of its Shapley values over some points.
 *
 * A Shapley value is what a coordinate adds when the coordinates of a background point become those of the point one by
 * one, in random order.
 *
 * @param f       of a point, shape [d]
 * @param points  shape [n][d], n >= 1: explained, and the background, too
 * @param rounds  orders and background points tried per point
 * @returns shape [d], >= 0, in the unit of f
 * @source Štrumbelj and Kononenko 2014, "Explaining prediction models and individual predictions with feature
 * contributions", algorithm 2
 */
export function shapleySizes(
  f: (x: Float64Array) => number,
  points: readonly Float64Array[],
  { rounds, rng }: { readonly rounds: number; readonly rng: Rng },
): Float64Array {
  const d = points[0]!.length;
  const sizes = new Float64Array(d);
  for (const x of points) {
    const own = new Float64Array(d);
    for (let r = 0; r < rounds; r++) {
      const z = points[below(rng, points.length)]!.slice();
      let before = f(z);
      for (const j of shuffle(rng, [...z.keys()])) {
        if (z[j] === x[j]) continue;
        z[j] = x[j]!;
        const after = f(z);
        own[j]! += after - before;
        before = after;
      }
    }
    for (let j = 0; j < d; j++) sizes[j]! += Math.abs(own[j]!) / rounds / points.length;
  }
  return sizes;
}
