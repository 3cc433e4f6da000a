/** The grid of a space: some or all of its points, numbered. */
import {
  type Branch,
  contains,
  count,
  type Domain,
  type Float,
  type Int,
  indexOf,
  largestOf,
  type Params,
  type Scalar,
  type Space,
  tidy,
  valueAt,
} from "../space/index.ts";

/** So few integers are meant to be tried all: layers, depths, neighbours. */
const narrow = 20;

/** Numbered points of a space. */
export interface Grid {
  /** Exact up to 2^53. */
  readonly size: number;
  /** The point of an index, 0 <= index < size; the last parameter changes fastest. */
  at(index: number): Params;
  /** The index of a point of the space; null for one beside the grid. */
  indexOf(params: Params): number | null;
}

/** The values of one parameter on the grid. */
interface Axis {
  readonly size: number;
  at(k: number): Scalar | Params;
  indexOf(value: Scalar | Params): number | null;
}

/**
 * The grid of a space: every combination of the values of its parameters, and the sum over the cases of a branch.
 *
 * Categoricals, parameters with a step, and integers with at most 20 values (or `points`, if that is more) take each of
 * their values. Other integers, and floats without step, take `points` values at even distances, logarithmic ones where
 * they are `log`, both ends included; of integers that round to the same one remains.
 *
 * @param points  >= 2; may be Infinity where the space is finite: then the grid is the space
 */
export function gridOf(space: Space, points: number): Grid {
  const axes = Object.entries(space).map(([name, domain]) => ({ name, axis: axisOf(domain, points) }));
  return {
    size: axes.reduce((n, { axis }) => n * axis.size, 1),
    at(index) {
      let rest = index;
      const values = axes.toReversed().map(({ name, axis }) => {
        const k = rest % axis.size;
        rest = Math.floor(rest / axis.size);
        return [name, axis.at(k)] as const;
      });
      return Object.fromEntries(values.reverse());
    },
    indexOf(params) {
      let index = 0;
      for (const { name, axis } of axes) {
        const k = axis.indexOf(params[name]!);
        if (k === null) return null;
        index = index * axis.size + k;
      }
      return index;
    },
  };
}

/**
 * How many points the grid of a space has; see {@link gridOf}.
 *
 * @returns Infinity where both the space and `points` are infinite
 */
export function gridSize(space: Space, points: number): number {
  return gridOf(space, points).size;
}

function axisOf(domain: Domain, points: number): Axis {
  if (domain.kind === "branch") return branchAxis(domain, points);
  if (isSpaced(domain, points)) return spacedAxis(domain, points);
  return {
    size: count(domain),
    at: (k) => valueAt(domain, k),
    indexOf: (value) => (contains(domain, value) ? indexOf(domain, value as Scalar) : null),
  };
}

/** Whether not all values are on the grid. */
function isSpaced(domain: Exclude<Domain, Branch>, points: number): domain is Float | Int {
  if (domain.kind === "float") return count(domain) === Infinity;
  return domain.kind === "int" && domain.step === 1 && count(domain) > Math.max(points, narrow);
}

function spacedAxis(domain: Float | Int, points: number): Axis {
  const values = [...new Set(Array.from({ length: points }, (_, i) => spaced(domain, i, points)))];
  return {
    size: values.length,
    at: (k) => values[k]!,
    indexOf(value) {
      const k = values.indexOf(value as number);
      return k < 0 ? null : k;
    },
  };
}

/** The i-th of `points` values at even distances, in the digits that people would write. */
function spaced(domain: Float | Int, i: number, points: number): number {
  const { kind, low, high, log } = domain;
  if (i === 0) return low;
  if (i === points - 1) return high;
  const t = i / (points - 1);
  const x = log ? Math.exp(Math.log(low) * (1 - t) + Math.log(high) * t) : low * (1 - t) + high * t;
  const inside = Math.min(high, Math.max(low, x));
  if (kind === "int") return Math.round(inside);
  // exp and log err in the 15th digit, and a decade shall be a decade: 12 digits
  const short = log ? Number(inside.toPrecision(12)) : tidy(inside, largestOf(domain));
  return Math.min(high, Math.max(low, short)); // in a range of a few last digits, to shorten is to leave it
}

function branchAxis({ cases }: Branch, points: number): Axis {
  let size = 0;
  const parts = Object.entries(cases).map(([is, space]) => {
    const part = { is, grid: gridOf(space, points), from: size };
    size += part.grid.size;
    return part;
  });
  return {
    size,
    at(k) {
      const { is, grid, from } = parts.findLast((part) => part.from <= k)!;
      return { is, ...grid.at(k - from) };
    },
    indexOf(value) {
      const inner = value as Params;
      const { grid, from } = parts.find((part) => part.is === inner.is)!;
      const k = grid.indexOf(inner);
      return k === null ? null : from + k;
    },
  };
}
