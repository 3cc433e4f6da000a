/**
 * Finds the point of highest acquisition in a mixed space.
 *
 * The acquisition is only ever judged at points that mean something (integers at integers): maximising a relaxation and
 * rounding after it proposes the same point again and again (Garrido-Merchán and Hernández-Lobato 2020).
 */
import { minimize } from "../../math/lbfgs.ts";
import type { Rng } from "../../math/rng.ts";
import { sobol } from "../../math/sobol.ts";
import { type Axis, isActive, mutate, snap, snapOne } from "../unit-space.ts";

/** What is maximised. */
export interface Acquisition {
  value(u: Float64Array): number;
  /** The gradient in numeric coordinates, shape [d]; 0 elsewhere. */
  slope(u: Float64Array): { readonly value: number; readonly gradient: Float64Array };
}

/** A point with its acquisition. */
export interface Scored {
  readonly u: Float64Array;
  readonly value: number;
}

/** How many points are looked at before the climbs, how many mutants of good trials among them, how many climbs. */
export interface Effort {
  readonly candidates: number;
  readonly mutants: number;
  readonly climbs: number;
}

/** Alternations of numeric and discrete moves in one climb; few need more than two. */
const rounds = 4;

/** A grid of more cells than this is climbed as a continuum, and snapped. */
const coarse = 64;

/**
 * @param parents  good points of the past, the best first
 * @returns good points, the best first; the ends of the climbs, then the other candidates
 */
export function search(
  axes: readonly Axis[],
  acquisition: Acquisition,
  o: { readonly parents: readonly Float64Array[]; readonly rng: Rng; readonly effort: Effort },
): Scored[] {
  const { parents, rng, effort } = o;
  const score = (u: Float64Array): Scored => ({ u, value: acquisition.value(u) });
  const spread = sobol(axes.length, Math.floor(rng() * 2 ** 32));
  const pool: Scored[] = [];
  for (let i = 0; i < effort.candidates; i++) pool.push(score(snap(axes, spread(i), rng)));
  const sds = [0.2, 0.1, 0.05, 0.02, 0.005];
  for (let i = 0; i < effort.mutants && parents.length > 0; i++) {
    const rate = i % 2 === 0 ? Math.max(0.3, 1 / axes.length) : 1;
    pool.push(score(mutate(axes, parents[i % parents.length]!, rng, { sd: sds[i % sds.length]!, rate })));
  }
  pool.sort(byValue);

  const starts = diverse(pool, effort.climbs);
  if (parents[0]) starts.push(score(parents[0]));
  const hill = { axes, acquisition, parents };
  const ends = starts.map((start) => climb(hill, start));
  return [...ends.sort(byValue), ...pool];
}

/** Higher first; NaN last. */
function byValue(a: Scored, b: Scored): number {
  return (Number.isNaN(b.value) ? -Infinity : b.value) - (Number.isNaN(a.value) ? -Infinity : a.value) || 0;
}

/** The best ones that are not close to a better one. */
function diverse(pool: readonly Scored[], most: number): Scored[] {
  const chosen: Scored[] = [];
  for (const p of pool) {
    if (chosen.length === most) break;
    const isNear = chosen.some((c) =>
      p.u.every((x, j) => Object.is(x, c.u[j]) || Math.abs(x - c.u[j]!) < 0.05),
    );
    if (!isNear) chosen.push(p);
  }
  return chosen;
}

/** What is climbed. */
interface Hill {
  readonly axes: readonly Axis[];
  readonly acquisition: Acquisition;
  readonly parents: readonly Float64Array[];
}

function climb(hill: Hill, start: Scored): Scored {
  let at = start;
  for (let round = 0; round < rounds; round++) {
    const before = at.value;
    at = slide(hill, at);
    for (let j = 0; j < hill.axes.length; j++) at = hop(hill, at, j);
    if (!(at.value - before > 1e-6)) break;
  }
  return at;
}

/** Moves the continuous coordinates uphill. */
function slide({ axes, acquisition }: Hill, from: Scored): Scored {
  const free = axes.map((_, j) => j).filter((j) => isFine(axes[j]!) && !Number.isNaN(from.u[j]!));
  if (free.length === 0) return from;
  const place = (z: Float64Array) => {
    const u = from.u.slice();
    free.forEach((j, i) => {
      u[j] = z[i]!;
    });
    return u;
  };
  const end = minimize(
    (z) => {
      const { value, gradient } = acquisition.slope(place(z));
      return { value: -value, gradient: Float64Array.from(free, (j) => -gradient[j]!) };
    },
    Float64Array.from(free, (j) => from.u[j]!),
    {
      low: new Float64Array(free.length),
      high: new Float64Array(free.length).fill(1),
      gradientTolerance: 1e-4,
      maxIterations: 25,
    },
  );
  const u = place(end.x.map((z, i) => snapOne(axes[free[i]!]!, z)));
  const value = acquisition.value(u);
  return value > from.value ? { u, value } : from;
}

/** Tries other values of one discrete coordinate: all of a few, near ones of many. */
function hop({ axes, acquisition, parents }: Hill, from: Scored, j: number): Scored {
  const axis = axes[j]!;
  if (axis.cells === 1 || isFine(axis) || !isActive(axes, from.u, j)) return from;
  let best = from;
  for (const value of neighbours(axis, from.u[j]!)) {
    const moved = from.u.slice();
    moved[j] = value;
    // What a new branch opens begins where the best trial of that branch was, else in the middle.
    const model = parents.find((p) => p[j] === value);
    let i = 0;
    const u = snap(
      axes,
      moved.map((x, k) => (Number.isNaN(x) && model ? model[k]! : x)),
      () => [0.5, 0.25, 0.75][i++ % 3]!,
    );
    const score = acquisition.value(u);
    if (score > best.value + 1e-9) best = { u, value: score };
  }
  return best;
}

/** Other values of a discrete coordinate, as coordinates. */
function neighbours(axis: Axis, at: number): number[] {
  const { cells } = axis;
  const k = Math.min(cells - 1, Math.floor(at * cells));
  const isFew = axis.kind === "label" || cells <= 16;
  const others = isFew
    ? Array.from({ length: cells }, (_, i) => i)
    : [-8, -4, -2, -1, 1, 2, 4, 8].map((s) => k + s);
  return others.filter((i) => i !== k && i >= 0 && i < cells).map((i) => snapOne(axis, (i + 0.5) / cells));
}

/** Whether a coordinate is climbed by gradient. */
function isFine({ kind, cells }: Axis): boolean {
  return kind !== "label" && cells > coarse;
}
