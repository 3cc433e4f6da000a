/**
 * The kernels of a Parzen estimator along one coordinate.
 *
 * Notation: n counts the kernels, of which the last is the prior. A kernel whose point does not have this coordinate is uniform: it says nothing about it.
 */
import type { Rng } from "../../math/rng.ts";
import { normalCdf, normalQuantile } from "../../math/special.ts";
import { cellOf } from "../../space/index.ts";
import type { Axis } from "../unit-space.ts";
import { type Normals, normalsOf } from "./normals.ts";

export interface Column {
  /** Over a continuum that every point has, all there is to know of the density; else null. */
  readonly normals: Normals | null;
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
    normals: null,
    addLogs(x, logs) {
      for (let i = 0; i < n; i++)
        logs[i]! += isUniform(i) ? -Math.log(cells) : xs[i] === x ? logOwn : logOther;
    },
    draw: (i, rng) => (!isUniform(i) && rng() * (1 + cells / n) < 1 ? xs[i]! : rng()),
  };
}

function numberColumn(axis: Axis, xs: Float64Array): Column {
  const normals = normalsOf(xs);
  const { centre, sigma, mass, top, steep } = normals;
  const n = sigma.length;
  /** The ln of the chances of one cell, shape [n]. */
  const chancesOf = ([low, high]: readonly [number, number]) =>
    sigma.map((s, i) => {
      if (Number.isNaN(s)) return Math.log(high - low);
      const m = centre[i]!;
      return Math.log((normalCdf((high - m) / s) - normalCdf((low - m) / s)) / mass[i]!);
    });
  const known = new Map<number, Float64Array>();
  return {
    normals: axis.kind === "number" && axis.cells === Infinity ? normals : null,
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
        logs[i]! += top[i]! - steep[i]! * d * d + logWidth;
      }
    },
    draw(i, rng) {
      if (Number.isNaN(sigma[i]!)) return rng();
      const [m, s] = [centre[i]!, sigma[i]!];
      const x = m + s * normalQuantile(normalCdf(-m / s) + rng() * mass[i]!);
      return Math.min(1, Math.max(0, x));
    },
  };
}

/** In a cell of a tenth of the least σ the density is as good as level. */
const narrow = 1e-3;
