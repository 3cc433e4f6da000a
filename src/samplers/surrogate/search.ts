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
  /**
   * The gradient in numeric coordinates, shape [d]; 0 elsewhere. It is read at most once, before the next call. Absent where the
   * value moves in steps.
   */
  readonly slope?: (u: Float64Array) => { readonly value: number; readonly gradient: Float64Array };
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
 * @returns good points: the ends of the climbs, the best first; then the best of the other candidates
 */
export function search(
  axes: readonly Axis[],
  acquisition: Acquisition,
  o: { readonly parents: readonly Float64Array[]; readonly rng: Rng; readonly effort: Effort },
): Scored[] {
  const { parents, rng, effort } = o;
  const score = (u: Float64Array): Scored => ({ u, value: acquisition.value(u) });
  const spread = sobol(axes.length, Math.floor(rng() * 2 ** 32));
  const shortlist = new Shortlist();
  const out = new Float64Array(axes.length);
  for (let i = 0; i < effort.candidates; i++) {
    shortlist.offer(snap(axes, spread(i, out), rng, out), acquisition);
  }
  const sds = [0.2, 0.1, 0.05, 0.02, 0.005];
  for (let i = 0; i < effort.mutants && parents.length > 0; i++) {
    const rate = i % 2 === 0 ? Math.max(0.3, 1 / axes.length) : 1;
    const sd = sds[i % sds.length]!;
    shortlist.offer(mutate(axes, parents[i % parents.length]!, rng, { sd, rate, out }), acquisition);
  }
  const pool = shortlist.sorted();

  const starts = diverse(pool, effort.climbs);
  if (parents[0]) starts.push(score(parents[0]));
  const { slope } = acquisition;
  const hill = { axes, acquisition, parents, rng };
  const ends = starts.map((start) => (slope ? climb({ ...hill, slope }, start) : wander(hill, start)));
  return [...ends.sort(byValue), ...pool];
}

/** The best of many points, of which most are forgotten at once. */
class Shortlist {
  #kept: Scored[] = [];
  #least = -Infinity;

  /** @param u  copied where it is kept */
  offer(u: Float64Array, acquisition: Acquisition): void {
    const value = acquisition.value(u);
    if (!(value > this.#least)) return;
    this.#kept.push({ u: u.slice(), value });
    if (this.#kept.length < 2 * shortlisted) return;
    this.#kept = this.sorted().slice(0, shortlisted);
    this.#least = this.#kept.at(-1)!.value;
  }

  sorted(): Scored[] {
    return this.#kept.sort(byValue);
  }
}

/** Enough to find starts that lie apart among them, and points that were not tried. */
const shortlisted = 100;

/** Higher first; NaN last. */
export function byValue(a: Scored, b: Scored): number {
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
  readonly rng: Rng;
}

/** One with a slope. */
interface SmoothHill extends Hill {
  readonly slope: NonNullable<Acquisition["slope"]>;
}

/** Moves uphill by mutants, nearer and nearer. */
function wander({ axes, acquisition, rng }: Hill, start: Scored): Scored {
  let at = start;
  for (let sd = 0.2; sd > 0.004; sd *= 0.7) {
    for (let i = 0; i < 10; i++) {
      const u = mutate(axes, at.u, rng, { sd, rate: Math.max(0.3, 1 / axes.length) });
      const value = acquisition.value(u);
      if (value > at.value) at = { u, value };
    }
  }
  return at;
}

function climb(hill: SmoothHill, start: Scored): Scored {
  let at = start;
  for (let round = 0; round < rounds; round++) {
    const before = at.value;
    at = slide(hill, at);
    if (hill.axes.every(isFine)) break;
    for (let j = 0; j < hill.axes.length; j++) at = hop(hill, at, j);
    if (!(at.value - before > 1e-6)) break;
  }
  return at;
}

/** Moves the continuous coordinates uphill. */
function slide({ axes, acquisition, slope }: SmoothHill, from: Scored): Scored {
  const free = axes.map((_, j) => j).filter((j) => isFine(axes[j]!) && !Number.isNaN(from.u[j]!));
  if (free.length === 0) return from;
  const room = from.u.slice();
  const down = new Float64Array(free.length);
  const place = (z: Float64Array, u: Float64Array) => {
    for (let i = 0; i < free.length; i++) u[free[i]!] = z[i]!;
    return u;
  };
  const end = minimize(
    (z) => {
      const here = slope(place(z, room));
      return {
        value: -here.value,
        get gradient() {
          const { gradient } = here;
          for (let i = 0; i < free.length; i++) down[i] = -gradient[free[i]!]!;
          return down;
        },
      };
    },
    Float64Array.from(free, (j) => from.u[j]!),
    {
      low: new Float64Array(free.length),
      high: new Float64Array(free.length).fill(1),
      gradientTolerance: 1e-4,
      maxIterations: 25,
    },
  );
  const u = place(
    end.x.map((z, i) => snapOne(axes[free[i]!]!, z)),
    from.u.slice(),
  );
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
