/**
 * The kernels of a Parzen estimator along one coordinate.
 *
 * Notation: n counts the kernels, of which the last is the prior. A kernel whose point does not have this coordinate is uniform: it says nothing about it.
 */
import type { Rng } from "../../math/rng.ts";
import { normalCdf, normalQuantile } from "../../math/special.ts";
import { cellOf } from "../../space/index.ts";
import type { Axis } from "../unit-space.ts";
import { isNear, lazily, massOf, type Normals } from "./normals.ts";

export interface Column {
  /** From a kernel to the ln of what it gives to x: a density over a continuum, else a chance. */
  at(x: number): (kernel: number) => number;
  /** Draws from the kernel of that number. */
  draw(kernel: number, rng: Rng): number;
}

/**
 * Over choices of which none is nearer than another. A kernel has nearly all on its own label, and the share of a prior of
 * weight 1 on each.
 *
 * @param xs  the points' coordinates, shape [n − 1]; NaN where inactive
 */
export function labelColumn({ cells }: Axis, xs: Float64Array): Column {
  const n = xs.length + 1;
  const other = 1 / n / (1 + cells / n);
  const [logOwn, logOther, logAny] = [
    Math.log(1 / (1 + cells / n) + other),
    Math.log(other),
    -Math.log(cells),
  ];
  const isUniform = (i: number) => i === xs.length || Number.isNaN(xs[i]!);
  return {
    at: (x) => (i) => (isUniform(i) ? logAny : xs[i] === x ? logOwn : logOther),
    draw: (i, rng) => (!isUniform(i) && rng() * (1 + cells / n) < 1 ? xs[i]! : rng()),
  };
}

/** Over numbers: their coordinate `j` of the normals. */
export function numberColumn(axis: Axis, normals: Normals, j: number): Column {
  const { n, d, centre, sigma, steep, below, mass } = normals;
  /** The chance of a cell, from the side on which it is a difference of small numbers. */
  const chance = (at: number, low: number, high: number) => {
    const m = centre[at]!;
    const s = sigma[at]!;
    if (Number.isNaN(s)) return high - low;
    const isRight = low + high > 2 * m;
    const near = isRight ? low - m : m - high;
    if (!isNear(near, s)) return 0;
    return (normalCdf(-near / s) - normalCdf((isRight ? m - high : low - m) / s)) / mass(at);
  };
  /** By cell. */
  const chances = new Map<number, (i: number) => number>();
  let tops: Float64Array | undefined;
  return {
    at(x) {
      const cell = cellOf(axis.dim.domain, x);
      const width = cell ? cell[1] - cell[0] : 1;
      if (!cell || width <= narrow) {
        const logWidth = Math.log(width);
        tops ??= topsOf(normals, j);
        const top = tops;
        return (i) => {
          const gap = x - centre[i * d + j]!;
          return top[i]! - steep[i * d + j]! * gap * gap + logWidth;
        };
      }
      const [low, high] = cell;
      const logs = chances.get(x) ?? lazily(n, (i) => Math.log(chance(i * d + j, low, high)));
      chances.set(x, logs);
      return logs;
    },
    draw(i, rng) {
      const [m, s] = [centre[i * d + j]!, sigma[i * d + j]!];
      if (Number.isNaN(s)) return rng();
      const x = m + s * normalQuantile(below(i * d + j) + rng() * mass(i * d + j));
      return Math.min(1, Math.max(0, x));
    },
  };
}

function topsOf({ n, d, centre, sigma }: Normals, j: number): Float64Array {
  const tops = new Float64Array(n);
  for (let i = 0, at = j; i < n; i++, at += d) {
    const s = sigma[at]!;
    tops[i] = -Math.log(sqrt2Pi * s * massOf(centre[at]!, s)) || 0;
  }
  return tops;
}

const sqrt2Pi = Math.sqrt(2 * Math.PI);

/** In a cell of a tenth of the least σ the density is as good as level. */
const narrow = 1e-3;
