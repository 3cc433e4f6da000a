/**
 * A Parzen estimator over a mixed and conditional space: a mixture of products, one kernel for each point that was seen,
 * and one, the prior, for what nobody has seen yet.
 *
 * Source: Watanabe 2023, "Tree-structured Parzen estimator", arXiv:2304.11127, section 3.
 */
import { pick, type Rng } from "../../math/rng.ts";
import { type Axis, isActive, snapOne } from "../unit-space.ts";
import { type Column, labelColumn, numberColumn } from "./column.ts";
import { lazily, massAtLeast, normalsOf } from "./normals.ts";

/** A mixture; its points are those of the unit cube, NaN where inactive. */
export interface Parzen {
  /**
   * ln of the density, or of the chance where all values are finitely many.
   *
   * @param enough  Infinity is the answer as soon as it is certainly more than that
   */
  logDensity(u: Float64Array, enough?: number): number;
  draw(rng: Rng): Float64Array;
}

/** exp(−40) of the largest is under its last digit, even of thousands. */
const negligible = 40;

const logSqrt2Pi = 0.5 * Math.log(2 * Math.PI);

/**
 * What can only take away comes last, since a negligible kernel is left at once: most at the first look, at two coordinates.
 *
 * @param points   shape [n][d]
 * @param weights  shape [n], each > 0; the prior has weight 1 beside them
 * @cost O(n d), for a density too
 */
export function parzen(
  axes: readonly Axis[],
  points: readonly Float64Array[],
  weights: Float64Array,
): Parzen {
  const n = points.length + 1;
  const isEndless = (place: number) => axes[place]!.cells === Infinity;
  const isPlain = (place: number) => axes[place]!.kind === "number" && isEndless(place);
  const plain = [...axes.keys()].filter(isPlain);
  const others = [...axes.keys()].filter((place) => !isPlain(place));
  const [densities, chances] = [others.filter(isEndless), others.filter((place) => !isEndless(place))];
  // Those that every point has, over a continuum, stand first.
  const places = [...plain, ...others.filter((place) => axes[place]!.kind !== "label")];
  const normals = normalsOf(points, places);
  const columns = axes.map((axis, place) => {
    if (axis.kind !== "label") return numberColumn(axis, normals, places.indexOf(place));
    const xs = new Float64Array(points.length);
    for (let i = 0; i < xs.length; i++) xs[i] = points[i]![place]!;
    return labelColumn(axis, xs);
  });
  const { d, centre, sigma, steep, mass } = normals;

  const all = new Float64Array(n).fill(1);
  all.set(weights);
  const total = all.reduce((sum, w) => sum + w);
  // The most that a kernel can have.
  const constant = -Math.log(total) - plain.length * logSqrt2Pi;
  const start = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    let log = constant;
    let product = 1;
    for (let at = i * d; at < i * d + plain.length; at++) {
      product *= sigma[at]! * massAtLeast(centre[at]!, sigma[at]!);
      if (product > 1e-290) continue; // 0 is near
      log -= Math.log(product);
      product = 1;
    }
    start[i] = log + Math.log(all[i]! / product);
  }
  /** The ln of its share of that. */
  const share = lazily(n, (i) => {
    let log = 0;
    for (let at = i * d; at < i * d + plain.length; at++) {
      log += Math.log(massAtLeast(centre[at]!, sigma[at]!) / mass(at));
    }
    return log;
  });

  const x = new Float64Array(plain.length);
  return {
    logDensity(u, enough = Infinity) {
      const [rises, falls] = [lookUp(columns, densities, u), lookUp(columns, chances, u)];
      for (let j = 0; j < x.length; j++) x[j] = u[plain[j]!]!;
      let sum = 0;
      let max = -Infinity;
      let least = -Infinity;
      // The prior first: it gives something everywhere, beside which most kernels are negligible.
      for (let i = n - 1; i >= 0; i--) {
        let log = start[i]!;
        for (let j = 0; j < rises.length; j++) log += rises[j]!(i);
        let j = 0;
        let at = i * d;
        for (; j + 1 < x.length && log > least; j += 2, at += 2) {
          const one = x[j]! - centre[at]!;
          const two = x[j + 1]! - centre[at + 1]!;
          log -= steep[at]! * one * one + steep[at + 1]! * two * two;
        }
        if (log <= least) continue;
        if (j < x.length) log -= steep[at]! * (x[j]! - centre[at]!) ** 2;
        if (x.length > 0) log += share(i);
        for (let j = 0; j < falls.length && log > least; j++) log += falls[j]!(i);
        if (log > max) {
          if (log > enough) return Infinity;
          sum = sum * Math.exp(max - log) + 1;
          max = log;
          least = max - negligible;
        } else if (log > least) sum += Math.exp(log - max);
      }
      return max + Math.log(sum);
    },
    draw(rng) {
      const kernel = pick(all, rng() * total);
      const u = new Float64Array(axes.length).fill(Number.NaN);
      axes.forEach((axis, j) => {
        if (isActive(axes, u, j)) u[j] = snapOne(axis, columns[j]!.draw(kernel, rng));
      });
      return u;
    },
  };
}

/** What the kernels give to a point along these coordinates, as far as it has them. */
function lookUp(columns: readonly Column[], places: readonly number[], u: Float64Array) {
  if (places.length === 0) return [];
  return places.flatMap((place) => (Number.isNaN(u[place]!) ? [] : columns[place]!.at(u[place]!)));
}
