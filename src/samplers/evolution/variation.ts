/** How children come of parents in mixed and conditional spaces. */
import { below, type Rng } from "../../math/rng.ts";
import { type Axis, snap } from "../unit-space.ts";

/** How far children lie from their parents. */
export interface Variation {
  /** Distribution indices of crossover and mutation: larger is nearer. */
  readonly etaCrossover: number;
  readonly etaMutation: number;
  /** The chance of each coordinate to mutate; 0: one does on average, but a twentieth of them at least. */
  readonly mutation: number;
}

/**
 * A child of two points.
 *
 * @source Deb and Agrawal 1995 (simulated binary crossover); Deb and Goyal 1996 (polynomial mutation); labels come from
 *   either parent, and mutate to any other. A coordinate that only one parent has comes from it.
 */
export function childOf(
  axes: readonly Axis[],
  [a, b]: readonly [Float64Array, Float64Array],
  rng: Rng,
  o: Variation,
): Float64Array {
  const isCrossed = rng() < 0.9; // it has two parents
  const mutation = o.mutation || Math.max(1 / axes.length, 0.05);
  const must = below(rng, axes.length);
  const u = new Float64Array(axes.length);
  for (let j = 0; j < axes.length; j++) {
    u[j] = isCrossed
      ? cross(axes[j]!, [a[j]!, b[j]!], rng, o.etaCrossover)
      : Number.isNaN(a[j]!)
        ? b[j]!
        : a[j]!;
    const mutates = rng() < mutation || (!isCrossed && j === must);
    if (mutates && !Number.isNaN(u[j]!)) u[j] = mutate(axes[j]!, u[j]!, rng, o.etaMutation);
  }
  return snap(axes, u, rng);
}

function cross(axis: Axis, [x, y]: readonly [number, number], rng: Rng, eta: number): number {
  if (Number.isNaN(x) || Number.isNaN(y)) return Number.isNaN(x) ? y : x;
  const isFirst = rng() < 0.5;
  if (axis.kind === "label" || rng() < 0.5) return isFirst ? x : y; // half of the coordinates are as they were
  const r = rng();
  const spread = r < 0.5 ? (2 * r) ** (1 / (eta + 1)) : (1 / (2 * (1 - r))) ** (1 / (eta + 1));
  const side = isFirst ? 1 : -1;
  return Math.min(1, Math.max(0, (x + y + side * spread * (x - y)) / 2));
}

function mutate({ kind, cells }: Axis, x: number, rng: Rng, eta: number): number {
  if (cells === 1) return x;
  if (kind === "label") {
    const at = Math.min(cells - 1, Math.floor(x * cells));
    return (((at + 1 + below(rng, cells - 1)) % cells) + 0.5) / cells;
  }
  const r = rng();
  const shift =
    r < 0.5
      ? (2 * r + (1 - 2 * r) * (1 - x) ** (eta + 1)) ** (1 / (eta + 1)) - 1
      : 1 - (2 * (1 - r) + (2 * r - 1) * x ** (eta + 1)) ** (1 / (eta + 1));
  // A grid of few cells moves by one at least: else most mutations would be none.
  const step = cells === Infinity ? shift : Math.sign(shift) * Math.max(Math.abs(shift), 1 / cells);
  return Math.min(1, Math.max(0, x + step));
}
