/**
 * A Parzen estimator over a mixed and conditional space: a mixture of products, one kernel for each point that was seen,
 * and one, the prior, for what nobody has seen yet.
 *
 * Source: Watanabe 2023, "Tree-structured Parzen estimator", arXiv:2304.11127, section 3.
 */
import { pick, type Rng } from "../../math/rng.ts";
import { type Axis, isActive, snapOne } from "../unit-space.ts";
import { type Column, labelColumn, numberColumn } from "./column.ts";
import { normalsOf } from "./normals.ts";

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

/**
 * A third of an ask goes by in `logDensity`: what can only take away comes last, since a negligible kernel is left at once.
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
  const { d, centre, top, steep } = normals;

  const all = new Float64Array(n).fill(1);
  all.set(weights);
  const total = all.reduce((sum, w) => sum + w);
  const start = all.map((w, i) => {
    let log = Math.log(w / total);
    for (let at = i * d; at < i * d + plain.length; at++) log += top[at]!;
    return log;
  });

  const x = new Float64Array(plain.length);
  return {
    logDensity(u, enough = Infinity) {
      const [rises, falls] = [lookUp(columns, densities, u), lookUp(columns, chances, u)];
      plain.forEach((place, j) => {
        x[j] = u[place]!;
      });
      let [max, sum] = [-Infinity, 0];
      // The prior first: it gives something everywhere, beside which most kernels are negligible.
      for (let i = n - 1; i >= 0; i--) {
        const least = max - negligible;
        let log = start[i]!;
        for (const rise of rises) log += rise(i);
        for (let j = 0, at = i * d; j < x.length && log > least; j++, at++) {
          const gap = x[j]! - centre[at]!;
          log -= steep[at]! * gap * gap;
        }
        for (let j = 0; j < falls.length && log > least; j++) log += falls[j]!(i);
        if (log > max) {
          if (log > enough) return Infinity;
          sum = sum * Math.exp(max - log) + 1;
          max = log;
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
  return places.flatMap((place) => (Number.isNaN(u[place]!) ? [] : columns[place]!.at(u[place]!)));
}
