/** How a space lies in the two distributions: numbers in a normal one, labels in a categorical one. */
import type { Space } from "../../space/index.ts";
import { type Axis, axesOf, snap } from "../unit-space.ts";

/** Which coordinates are which; those with a single value are in neither. */
export interface Layout {
  readonly axes: readonly Axis[];
  readonly numbers: readonly number[];
  readonly labels: readonly number[];
  /** Whether a point alone does not tell what was drawn: several draws give the same value, or none. */
  readonly isLossy: boolean;
}

/** What was drawn: a place for the numbers, a category for the labels. */
export interface Latent {
  readonly x: Float64Array;
  readonly c: readonly number[];
}

export function layoutOf(space: Space): Layout {
  const axes = axesOf(space);
  const free = axes.map((_, j) => j).filter((j) => axes[j]!.cells > 1);
  const numbers = free.filter((j) => axes[j]!.kind !== "label");
  const labels = free.filter((j) => axes[j]!.kind === "label");
  const isLossy = axes.some((a) => a.parent >= 0) || numbers.some((j) => axes[j]!.cells !== Infinity);
  return { axes, numbers, labels, isLossy };
}

/** The point of the space at a draw. */
export function pointAt({ axes, numbers, labels }: Layout, { x, c }: Latent): Float64Array {
  const u = new Float64Array(axes.length).fill(0.5);
  numbers.forEach((j, i) => {
    u[j] = Math.min(1, Math.max(0, x[i]!));
  });
  labels.forEach((j, i) => {
    u[j] = (c[i]! + 0.5) / axes[j]!.cells;
  });
  return snap(axes, u, () => 0.5);
}

/**
 * A draw that would give a point, for points that were not drawn.
 *
 * @param fill  stands in where the point has no coordinate
 */
export function latentAt({ axes, numbers, labels }: Layout, u: Float64Array, fill: Latent): Latent {
  return {
    x: Float64Array.from(numbers, (j, i) => (Number.isNaN(u[j]!) ? fill.x[i]! : u[j]!)),
    c: labels.map((j, i) => {
      const { cells } = axes[j]!;
      return Number.isNaN(u[j]!) ? fill.c[i]! : Math.min(cells - 1, Math.floor(u[j]! * cells));
    }),
  };
}
