/**
 * The tree of what an objective asks for as it runs (define-by-run): at each place a parameter, and under each of its values
 * the place to which that leads. What was walked is known; a leaf is where a trial has ended.
 */
import type { Domain, Params, Space } from "../space/index.ts";
import { type Grid, gridOf } from "./grid-points.ts";
import type { Step } from "./walk.ts";

/** Where a trial may stand. Plain data: it is part of a sampler's state. */
export interface Place {
  /** Whether all that is known to begin here was walked to its end. */
  isDone: boolean;
  /** What was asked for here; one entry, unless the objective is not the same from trial to trial. */
  readonly asked: Map<string, Fork>;
}

/** A parameter that was asked for. */
interface Fork {
  readonly size: number;
  /** The places under its values, by their number on the grid of the domain. */
  readonly places: Map<number, Place>;
  /** How many of them are done. */
  done: number;
}

export function newPlace(): Place {
  return { isDone: false, asked: new Map() };
}

/** The values of one parameter that are tried, numbered. */
export function valuesOf(name: string, domain: Domain, points: number): Grid {
  return gridOf({ [name]: domain } as Space, points);
}

/** Marks a walk that has come to its end; one that leaves the grid changes nothing from there on. */
export function walked(place: Place, [step, ...rest]: readonly Step[], points: number): void {
  if (step) {
    const { name, domain, value } = step;
    const grid = valuesOf(name, domain, points);
    const number = grid.indexOf({ [name]: value } as Params);
    if (number === null) return;
    const fork = forkAt(place, name, domain) ?? { size: grid.size, places: new Map(), done: 0 };
    place.asked.set(keyOf(name, domain), fork);
    const next = fork.places.get(number) ?? newPlace();
    fork.places.set(number, next);
    const wasDone = next.isDone;
    walked(next, rest, points);
    fork.done += Number(next.isDone) - Number(wasDone);
  }
  place.isDone = [...place.asked.values()].every(({ size, done }) => done === size);
}

/** The place to which steps lead; null where nobody was. */
export function placeAt(root: Place, steps: readonly Step[], points: number): Place | null {
  let place: Place | null = root;
  for (const { name, domain, value } of steps) {
    const number = valuesOf(name, domain, points).indexOf({ [name]: value } as Params);
    const fork: Fork | undefined = forkAt(place, name, domain);
    place = (number !== null && fork?.places.get(number)) || null;
    if (!place) return null;
  }
  return place;
}

/** The numbers of the values under which something is left to try. */
export function openAt(place: Place | null, name: string, domain: Domain, size: number): number[] {
  const fork = place && forkAt(place, name, domain);
  return Array.from({ length: size }, (_, i) => i).filter((i) => !fork?.places.get(i)?.isDone);
}

function forkAt(place: Place, name: string, domain: Domain): Fork | undefined {
  return place.asked.get(keyOf(name, domain));
}

function keyOf(name: string, domain: Domain): string {
  return `${name} ${JSON.stringify(domain)}`;
}
