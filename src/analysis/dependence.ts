/** How the result depends on parameters by a model: the mean over what the other parameters were. */
import { type History, toLoss } from "../history/index.ts";
import { count, type Domain, fromUnit, type Scalar, toUnit, valueAt } from "../space/index.ts";
import { leadingParams } from "./importance/importance.ts";
import { fitSurrogate, type Surrogate } from "./surrogate.ts";
import { type Focus, type Table, tableOf } from "./table.ts";

/** The model's mean over one parameter. */
export interface Dependence {
  readonly name: string;
  readonly domain: Domain;
  /** Shape [g]: the values looked at, ascending or in the order of the choices. */
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
  /** Shape [at y][at x], in the user's units. */
  readonly mean: readonly (readonly number[])[];
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
  const all = tableOf(history, { goal: focus.goal });
  const surrogate = fitSurrogate(history, all);
  if (!surrogate) return [];
  return tableOf(history, focus).columns.map(({ name, domain }) => {
    const j = all.columns.findIndex((c) => c.name === name);
    const others = othersOf(surrogate, [j]);
    const at = valuesOf(domain);
    const found = at.map((value) => average(surrogate, others, [[j, toUnit(domain, value)]]));
    return {
      name,
      domain,
      at,
      mean: found.map((f) => toLoss(all.goals, all.goal, f.mean)),
      sd: found.map((f) => f.sd),
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
  const others = othersOf(surrogate, [jx, jy]);
  const mean = y!.at.map((v) =>
    x!.at.map((u) => {
      const places = [
        [jx, toUnit(x!.domain, u)],
        [jy, toUnit(y!.domain, v)],
      ] as const;
      return toLoss(goals, goal, averageMean(surrogate, others, places));
    }),
  );
  return { x: x!, y: y!, mean };
}

/** The points to average over: those where the parameters are active, every so many-th of them. */
function othersOf({ X }: Surrogate, coordinates: readonly number[]): readonly Float64Array[] {
  const active = X.filter((u) => coordinates.every((j) => !Number.isNaN(u[j]!)));
  const from = active.length > 0 ? active : X;
  const step = Math.max(1, Math.floor(from.length / mostOthers));
  return from.filter((_, i) => i % step === 0).slice(0, mostOthers);
}

function average(
  { predict }: Surrogate,
  others: readonly Float64Array[],
  places: readonly (readonly [j: number, u: number])[],
): { readonly mean: number; readonly sd: number } {
  let [mean, variance] = [0, 0];
  for (const other of others) {
    const u = other.slice();
    for (const [j, at] of places) u[j] = at;
    const found = predict(u);
    mean += found.mean / others.length;
    variance += found.sd ** 2 / others.length;
  }
  return { mean, sd: Math.sqrt(variance) };
}

function averageMean(
  { mean }: Surrogate,
  others: readonly Float64Array[],
  places: readonly (readonly [j: number, u: number])[],
): number {
  let sum = 0;
  for (const other of others) {
    const u = other.slice();
    for (const [j, at] of places) u[j] = at;
    sum += mean(u);
  }
  return sum / others.length;
}

/** The values of a domain, all where there are few; else evenly from end to end, or the middles of equal stretches. */
function valuesOf(domain: Domain, isMiddles = false): Scalar[] {
  const n = count(domain);
  const isRange = domain.kind === "int" || domain.kind === "float";
  if (n <= steps || !isRange) return Array.from({ length: n }, (_, k) => valueAt(domain, k));
  const at = (k: number) => (isMiddles ? (k + 0.5) / steps : k / (steps - 1));
  return [...new Set(Array.from({ length: steps }, (_, k) => fromUnit(domain, at(k))))];
}
