/** How the result depends on parameters by a model: the mean over what the other parameters were. */
import { type History, toLoss } from "../history/index.ts";
import { count, type Domain, fromUnit, type Scalar, toUnit, valueAt } from "../space/index.ts";
import { leadingParams } from "./importance/importance.ts";
import { remember } from "./remember.ts";
import { fitSurrogate, type Surrogate } from "./surrogate.ts";
import { type Focus, type Table, tableOf } from "./table.ts";

/** The model's mean over one parameter. */
export interface Dependence {
  readonly name: string;
  readonly domain: Domain;
  /** Shape [g]: the values looked at, ascending or in the order of the choices; a case never tried is left out. */
  readonly at: readonly Scalar[];
  /** Shape [g], in the user's units. */
  readonly mean: readonly number[];
  /** Shape [g]: how unsure the model is, one standard deviation. */
  readonly sd: readonly number[];
}

/** The model's mean over two parameters. */
export interface Landscape {
  readonly x: { readonly name: string; readonly domain: Domain; readonly at: readonly Scalar[] };
  readonly y: { readonly name: string; readonly domain: Domain; readonly at: readonly Scalar[] };
  /** Shape [at y][at x], in the user's units; null where the two never go together, as in different cases of a branch. */
  readonly mean: readonly (readonly (number | null)[])[];
}

/** Values of a continuum that are looked at. */
const steps = 20;

/** Points that the others are averaged over. */
const mostOthers = 16;

/**
 * How the result depends on each parameter, the others being as they were in the trials (partial dependence).
 *
 * @returns empty with fewer than 4 complete trials
 * @source Friedman 2001, "Greedy function approximation", section 8.2
 */
export function dependenceOf(history: History, focus: Focus = {}): Dependence[] {
  return remember(history, ["dependenceOf", focus], () => findDependence(history, focus));
}

function findDependence(history: History, focus: Focus): Dependence[] {
  const table = tableOf(history, { goal: focus.goal });
  const surrogate = fitSurrogate(history, table);
  if (!surrogate) return [];
  return tableOf(history, focus).columns.map(({ name, domain }) => {
    const j = table.columns.findIndex((c) => c.name === name);
    const all = valuesOf(domain).map((value) => ({
      value,
      found: average(surrogate, [{ j, domain, u: toUnit(domain, value) }]),
    }));
    const tried = all.flatMap(({ value, found }) => (found ? [{ value, ...found }] : []));
    return {
      name,
      domain,
      at: tried.map((t) => t.value),
      mean: tried.map((t) => toLoss(table.goals, table.goal, t.mean)),
      sd: tried.map((t) => t.sd),
    };
  });
}

/**
 * How the result depends on two parameters together.
 *
 * @param focus.params  two names for one landscape, more for all pairs; default the three most important ones
 * @returns a landscape for each pair; empty with fewer than 4 complete trials or 2 parameters
 */
export function landscapesOf(history: History, focus: Focus = {}): Landscape[] {
  return remember(history, ["landscapesOf", focus], () => findLandscapes(history, focus));
}

function findLandscapes(history: History, focus: Focus): Landscape[] {
  const all = tableOf(history, { goal: focus.goal });
  const surrogate = fitSurrogate(history, all);
  if (!surrogate) return [];
  const names = focus.params ?? leadingParams(history, focus.goal, 3);
  const { columns } = tableOf(history, { goal: focus.goal, params: names });
  return columns.flatMap((x, i) =>
    columns.slice(i + 1).map((y) => landscape(surrogate, all, [x.name, y.name])),
  );
}

function landscape(
  surrogate: Surrogate,
  { columns, goals, goal }: Table,
  names: readonly [string, string],
): Landscape {
  const [jx, jy] = names.map((name) => columns.findIndex((c) => c.name === name)) as [number, number];
  const [x, y] = [columns[jx]!, columns[jy]!].map(({ name, domain }) => ({
    name,
    domain,
    at: valuesOf(domain, true),
  }));
  const mean = y!.at.map((v) =>
    x!.at.map((u) => {
      const places = [
        { j: jx, domain: x!.domain, u: toUnit(x!.domain, u) },
        { j: jy, domain: y!.domain, u: toUnit(y!.domain, v) },
      ];
      const found = averageMean(surrogate, places);
      return found === null ? null : toLoss(goals, goal, found);
    }),
  );
  return { x: x!, y: y!, mean };
}

/** A coordinate that is set. */
interface Place {
  readonly j: number;
  readonly domain: Domain;
  readonly u: number;
}

/**
 * The points to average over, with the coordinates set: those where the parameters are active, every so many-th of them.
 * A branch is not set, but looked for: what hangs under it belongs to its case.
 */
function pointsAt({ X }: Surrogate, places: readonly Place[]): Float64Array[] {
  const fits = (point: Float64Array) =>
    places.every(({ j, domain, u }) =>
      domain.kind === "branch" ? point[j] === u : !Number.isNaN(point[j]!),
    );
  const from = X.filter(fits);
  const step = Math.max(1, Math.floor(from.length / mostOthers));
  const chosen = from.filter((_, i) => i % step === 0).slice(0, mostOthers);
  return chosen.map((point) => {
    const at = point.slice();
    for (const { j, u } of places) at[j] = u;
    return at;
  });
}

function average(
  surrogate: Surrogate,
  places: readonly Place[],
): { readonly mean: number; readonly sd: number } | null {
  const found = pointsAt(surrogate, places).map((at) => surrogate.predict(at));
  if (found.length === 0) return null;
  const meanOf = (values: readonly number[]) => values.reduce((sum, v) => sum + v / values.length, 0);
  return { mean: meanOf(found.map((f) => f.mean)), sd: Math.sqrt(meanOf(found.map((f) => f.sd ** 2))) };
}

function averageMean(surrogate: Surrogate, places: readonly Place[]): number | null {
  const points = pointsAt(surrogate, places);
  if (points.length === 0) return null;
  return points.reduce((sum, at) => sum + surrogate.mean(at) / points.length, 0);
}

/** The values of a domain, all where there are few; else evenly from end to end, or the middles of equal stretches. */
function valuesOf(domain: Domain, isMiddles = false): Scalar[] {
  const n = count(domain);
  const isRange = domain.kind === "int" || domain.kind === "float";
  if (n <= steps || !isRange) return Array.from({ length: n }, (_, k) => valueAt(domain, k));
  const at = (k: number) => (isMiddles ? (k + 0.5) / steps : k / (steps - 1));
  return [...new Set(Array.from({ length: steps }, (_, k) => fromUnit(domain, at(k))))];
}
