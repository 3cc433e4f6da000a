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
  const mu = Float64Array.from({ length: n }, (_, i) => xs[i] ?? 0.5);
  const sigma = widths(xs);
  const mass = mu.map((m, i) => normalCdf((1 - m) / sigma[i]!) - normalCdf(-m / sigma[i]!));
  const isUniform = (i: number) => Number.isNaN(mu[i]!);
  // The ln of the density is c − h (x − μ)²; of a uniform one it is 0.
  const h = sigma.map((s, i) => (isUniform(i) ? 0 : 0.5 / (s * s)));
  const c = sigma.map((s, i) => (isUniform(i) ? 0 : -Math.log(s * Math.sqrt(2 * Math.PI) * mass[i]!)));
  const centre = mu.map((m) => (Number.isNaN(m) ? 0 : m));

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
      const low = normalCdf(-mu[i]! / sigma[i]!);
      const x = mu[i]! + sigma[i]! * normalQuantile(low + rng() * mass[i]!);
      return Math.min(1, Math.max(0, x));
    },
  };
}

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
  const order = Array.from(xs.keys())
    .filter((i) => !Number.isNaN(xs[i]!))
    .sort((a, b) => xs[a]! - xs[b]! || a - b);
  const least = 1 / Math.min(100, order.length + 2);
  order.forEach((i, place) => {
    const left = place > 0 ? xs[i]! - xs[order[place - 1]!]! : 0;
    const right = place + 1 < order.length ? xs[order[place + 1]!]! - xs[i]! : 0;
    out[i] = Math.min(1, Math.max(least, left, right));
  });
  return out;
}
