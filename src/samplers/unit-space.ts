/** A space as a model sees it: coordinates of the unit cube on which only points that mean something are asked for. */
import type { Kind } from "../math/kernel.ts";
import { below, normal, type Rng } from "../math/rng.ts";
import { count, type Dim, dimsOf, fromUnit, type Space, toUnit } from "../space/index.ts";

/** One coordinate. */
export interface Axis {
  readonly dim: Dim;
  /** How the kernel compares its values. */
  readonly kind: Kind;
  /** How many values there are; Infinity for a continuum. */
  readonly cells: number;
  readonly parent: number;
  /** The value of the parent's coordinate under which it is active. */
  readonly activeAt: number;
}

/** The coordinates of a space, see `encode` of the space floor: an inactive one is NaN. */
export function axesOf(space: Space): Axis[] {
  const dims = dimsOf(space);
  return dims.map((dim) => {
    const { domain, parent } = dim;
    const isLabel = domain.kind === "branch" || (domain.kind === "categorical" && !domain.ordered);
    const kind = isLabel ? "label" : parent < 0 ? "number" : "arc";
    const activeAt = parent < 0 ? 0 : toUnit(dims[parent]!.domain, dim.is);
    return { dim, kind, cells: count(domain), parent, activeAt };
  });
}

/** Whether a coordinate counts at this point; the parent's must be settled. */
export function isActive(axes: readonly Axis[], u: Float64Array, j: number): boolean {
  const { parent, activeAt } = axes[j]!;
  return parent < 0 || u[parent] === activeAt;
}

/**
 * The point nearest to `u` that means something: the middles of cells, NaN where inactive.
 *
 * @param fill  gives a coordinate that is active and has no value (NaN) yet
 * @param out   where it is written; may be `u` itself
 */
export function snap(
  axes: readonly Axis[],
  u: Float64Array,
  fill: () => number,
  out: Float64Array = new Float64Array(axes.length),
): Float64Array {
  for (let j = 0; j < axes.length; j++) {
    if (!isActive(axes, out, j)) out[j] = Number.NaN;
    else out[j] = snapOne(axes[j]!, Number.isNaN(u[j]!) ? fill() : u[j]!);
  }
  return out;
}

/** Draws a point: each coordinate uniform. */
export function draw(axes: readonly Axis[], rng: Rng): Float64Array {
  return snap(
    axes,
    Float64Array.from(axes, () => rng()),
    rng,
  );
}

/**
 * A point near another: some coordinates move, labels to any other label.
 *
 * @param sd    of the moves, in units of the cube
 * @param rate  the chance of each coordinate to move; one moves in any case
 * @param out   where it is written; not `u`
 */
export function mutate(
  axes: readonly Axis[],
  u: Float64Array,
  rng: Rng,
  o: { readonly sd: number; readonly rate: number; readonly out?: Float64Array },
): Float64Array {
  const out = o.out ?? new Float64Array(u.length);
  out.set(u);
  const must = below(rng, axes.length);
  for (let j = 0; j < axes.length; j++) {
    if (Number.isNaN(u[j]!) || (j !== must && rng() >= o.rate)) continue;
    out[j] = axes[j]!.kind === "label" ? rng() : Math.min(1, Math.max(0, u[j]! + o.sd * normal(rng)));
  }
  return snap(axes, out, rng, out);
}

/** The middle of the cell that a coordinate lies in. */
export function snapOne({ dim, cells }: Axis, u: number): number {
  if (cells === Number.POSITIVE_INFINITY) return u;
  const isLogInt = dim.domain.kind === "int" && dim.domain.log;
  if (isLogInt) return toUnit(dim.domain, fromUnit(dim.domain, u));
  return (Math.min(cells - 1, Math.floor(u * cells)) + 0.5) / cells;
}
