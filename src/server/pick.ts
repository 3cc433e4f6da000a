import type { Filter } from "../analysis/index.ts";
import { TunesmithError } from "../error.ts";
import { type Goals, type History, objectivesOf, toLoss } from "../history/index.ts";
import type { Shelf } from "../history/shelf.ts";
import { Least } from "../math/least.ts";
import { unhurried } from "./unhurried.ts";

/** Which trials are listed, and which part of the list. */
export interface Wanted {
  /** Null: all of them. */
  readonly passes: Filter | null;
  /** `value`: the best first, those without a result last; `newest`: the highest number first. */
  readonly sort: "number" | "value" | "newest";
  /** How many of the list are passed over. */
  readonly after: number;
  readonly limit: number;
}

/** A part of a list of trials. */
export interface Picked {
  /** How long the list is. */
  readonly total: number;
  /** The numbers of the trials in the part that is wanted. */
  readonly numbers: readonly number[];
}

/**
 * Picks a part of a study's trials; of a list nobody sees, nothing is sorted. Others have their turn meanwhile.
 *
 * @throws TunesmithError "goals" where the best are wanted first and nothing is optimised
 */
export async function pick(history: History, shelf: Shelf | null, wanted: Wanted): Promise<Picked> {
  const { after, limit, sort } = wanted;
  const listed = await listOf(history, wanted.passes);
  const total = listed?.length ?? history.trials.length;
  const numberAt = (place: number) => listed?.[place] ?? place;
  const end = Math.min(total, after + limit);
  let placeAt = (i: number) => i;
  if (sort === "newest") placeAt = (i) => total - 1 - i;
  if (sort === "value") {
    const order = await bestOf(history, shelf, { total, numberAt, after, end });
    placeAt = (i) => order[i - after]!;
  }
  return {
    total,
    numbers: Array.from({ length: Math.max(0, end - after) }, (_, i) => numberAt(placeAt(after + i))),
  };
}

/** The numbers of the trials that pass; null where all do. */
async function listOf({ trials, study }: History, passes: Filter | null): Promise<Uint32Array | null> {
  if (!passes) return null;
  const goals = study?.goals ?? {};
  const found = new Uint32Array(trials.length);
  let count = 0;
  await unhurried(found.length, (number) => {
    if (passes(trials[number]!, goals)) found[count++] = number;
  });
  return found.subarray(0, count);
}

/** The places in a list of its best, the best first, from `after` to `end`; those without a result stand last. */
async function bestOf(
  { trials, study }: History,
  shelf: Shelf | null,
  list: {
    readonly total: number;
    readonly after: number;
    readonly end: number;
    readonly numberAt: (place: number) => number;
  },
): Promise<Uint32Array> {
  const goals: Goals = study?.goals ?? {};
  const goal = objectivesOf(goals)[0];
  if (goal === undefined) throw new TunesmithError("goals", "no goal is optimised.");
  const column = Object.keys(goals).indexOf(goal);
  const best = new Least(list.end);
  await unhurried(list.total, (place) => {
    const trial = trials[list.numberAt(place)]!;
    const value = shelf?.has(trial)
      ? shelf.valueAt(column, trial.number)
      : (trial.values?.[goal] ?? Number.NaN);
    best.add(place, Number.isNaN(value) ? Number.POSITIVE_INFINITY : toLoss(goals, goal, value));
  });
  return best.names(list.after);
}
