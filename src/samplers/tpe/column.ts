/**
 * The kernels of a Parzen estimator along one coordinate.
 *
 * Notation: μ and σ are a kernel's centre and width, Φ is the normal distribution, and n counts the kernels, of which the
 * last is the prior. A kernel whose point does not have this coordinate is uniform: it says nothing about it.
 */
import type { Rng } from "../../math/rng.ts";
import { normalCdf, normalQuantile } from "../../math/special.ts";
import { cellOf } from "../../space/index.ts";
import type { Axis } from "../unit-space.ts";

export interface Column {
  /** Adds to logs, shape [n], the ln of what each kernel gives to x: a density over a continuum, else a chance. */
  addLogs(x: number, logs: Float64Array): void;
  /** Draws from the kernel of that number. */
  draw(kernel: number, rng: Rng): number;
}

/** @param xs  the points' coordinates, shape [n − 1]; NaN where inactive */
export function columnOf(axis: Axis, xs: Float64Array): Column {
  return axis.kind === "label" ? labelColumn(axis, xs) : numberColumn(axis, xs);
}

/** A kernel has nearly all on its own label, and the share of a prior of weight 1 on each. */
function labelColumn({ cells }: Axis, xs: Float64Array): Column {
  const n = xs.length + 1;
  const other = 1 / n / (1 + cells / n);
  const [logOwn, logOther] = [Math.log(1 / (1 + cells / n) + other), Math.log(other)];
  const isUniform = (i: number) => i === xs.length || Number.isNaN(xs[i]!);
  return {
    addLogs(x, logs) {
      for (let i = 0; i < n; i++)
        logs[i]! += isUniform(i) ? -Math.log(cells) : xs[i] === x ? logOwn : logOther;
    },
    draw: (i, rng) => (!isUniform(i) && rng() * (1 + cells / n) < 1 ? xs[i]! : rng()),
  };
}

/** Normals that are cut to [0, 1]. */
function numberColumn(axis: Axis, xs: Float64Array): Column {
  const n = xs.length + 1;
  const sigma = widths(xs);
  const mu = new Float64Array(n).fill(0.5);
  mu.set(xs);
  const below = new Float64Array(n); // the mass that is cut off under 0
  const mass = new Float64Array(n);
  // The ln of the density is c − h (x − centre)²; of a uniform one it is 0.
  const [c, h, centre] = [new Float64Array(n), new Float64Array(n), new Float64Array(n)];
  const isUniform = (i: number) => Number.isNaN(mu[i]!);
  for (let i = 0; i < n; i++) {
    if (isUniform(i)) continue;
    const [m, s] = [mu[i]!, sigma[i]!];
    below[i] = m > far * s ? 0 : normalCdf(-m / s);
    mass[i] = (1 - m > far * s ? 1 : normalCdf((1 - m) / s)) - below[i]!;
    h[i] = 0.5 / (s * s);
    c[i] = -Math.log(s * Math.sqrt(2 * Math.PI) * mass[i]!);
    centre[i] = m;
  }

  /** The ln of the chances of one cell, shape [n]. */
  const chancesOf = ([low, high]: readonly [number, number]) =>
    mu.map((m, i) => {
      if (isUniform(i)) return Math.log(high - low);
      return Math.log((normalCdf((high - m) / sigma[i]!) - normalCdf((low - m) / sigma[i]!)) / mass[i]!);
    });
  const known = new Map<number, Float64Array>();
  return {
    addLogs(x, logs) {
      const cell = cellOf(axis.dim.domain, x);
      const width = cell ? cell[1] - cell[0] : 1;
      if (cell && width > narrow) {
        const chances = known.get(x) ?? chancesOf(cell);
        known.set(x, chances);
        for (let i = 0; i < n; i++) logs[i]! += chances[i]!;
        return;
      }
      const logWidth = Math.log(width);
      for (let i = 0; i < n; i++) {
        const d = x - centre[i]!;
        logs[i]! += c[i]! - h[i]! * d * d + logWidth;
      }
    },
    draw(i, rng) {
      if (isUniform(i)) return rng();
      const x = mu[i]! + sigma[i]! * normalQuantile(below[i]! + rng() * mass[i]!);
      return Math.min(1, Math.max(0, x));
    },
  };
}

/** So many σ from the centre nothing is left of a normal: Φ(9) is 1 to the last digit. */
const far = 9;

/** In a cell of a tenth of the least σ the density is as good as level. */
const narrow = 1e-3;

/**
 * The widths of kernels: as far as to the farther one of the two neighbours, between 1 / min(100, n) and 1; the prior has 1.
 *
 * @returns shape [n]
 * @source Bergstra, Bardenet, Bengio, Kégl 2011, section 4; the least width is hyperopt's "magic clip"
 */
function widths(xs: Float64Array): Float64Array {
  const out = new Float64Array(xs.length + 1).fill(1);
  const sorted = xs.filter((x) => !Number.isNaN(x)).sort();
  const least = 1 / Math.min(100, sorted.length + 2);
  const taken = new Uint32Array(sorted.length); // of equal points each has a place of its own, the older the lower
  for (let i = 0; i < xs.length; i++) {
    const x = xs[i]!;
    if (Number.isNaN(x)) continue;
    const first = placeOf(sorted, x);
    const place = first + taken[first]!++;
    const left = place > 0 ? x - sorted[place - 1]! : 0;
    const right = place + 1 < sorted.length ? sorted[place + 1]! - x : 0;
    out[i] = Math.min(1, Math.max(least, left, right));
  }
  return out;
}

/** The first place of a value among sorted ones. */
function placeOf(sorted: Float64Array, x: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < x) low = middle + 1;
    else high = middle;
  }
  return low;
}
