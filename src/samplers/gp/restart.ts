/**
 * Where the model promises next to nothing any more, every second ask goes to a search that begins anew, and knows its own trials
 * alone: the first one may have come to a local optimum, with lengths that fit its valley and hide all others.
 *
 * @source Auger and Hansen 2005, "A restart CMA evolution strategy with increasing population size", for the idea: an
 *   independent restart once the search stands still
 */
import type { Finished } from "../../history/index.ts";
import type { Json } from "../../json.ts";
import type { Problem } from "../sampler.ts";
import { noTrials, remember, type Trials } from "../surrogate/trials.ts";
import { type Fitted, fittedIn } from "./fit.ts";

/** What a search knows. */
export interface Search {
  readonly trials: Trials;
  /** The newest fit that a trial of it remembers; where the next one begins. */
  fitted: Fitted | null;
}

/** How far restarts have come. */
export interface Restarts {
  /** So many asks in a row of the search over all trials have promised nothing. */
  calm: number;
  /** The newest search that began anew; null before the first. */
  search: (Search & { calm: number }) | null;
  /** Its number. */
  count: number;
}

export function noRestarts(): Restarts {
  return { calm: 0, search: null, count: 0 };
}

/** A gain of e⁻⁸ of the losses' spread is nothing; so many asks in a row say that it is so. */
const [nothing, asks] = [-8, 6];

/** One that began anew gives up sooner: what it has found, the model of all trials knows, too, and will refine if it is good. */
const [little, asksAnew] = [-5, 3];

/**
 * The search that began anew, if it is its turn.
 *
 * @param number  of the trial that is asked for
 */
export function restartAt({ calm, search }: Restarts, number: number): Search | null {
  // Two of four, and not every second one: `auto` may give the odd ones to others.
  return calm >= asks && number % 4 < 2 ? search : null;
}

/**
 * Takes in a trial that a search that began anew has asked for.
 *
 * @returns whether it was one; for any other nothing is done
 */
export function rememberRestart(restarts: Restarts, problem: Problem, trial: Finished): boolean {
  const { restart } = Object(trial.memo) as { restart?: Json };
  if (typeof restart !== "number") return false;
  const { search } = restarts;
  if (restart !== restarts.count || !search) return true; // one that ended late
  remember(search.trials, problem, trial);
  search.fitted = fittedIn(trial.memo) ?? search.fitted;
  search.calm = calmAfter(search.calm, trial, little);
  if (search.calm >= asksAnew) begin(restarts);
  return true;
}

/** Takes in what another trial was promised. */
export function watch(restarts: Restarts, trial: Finished): void {
  restarts.calm = calmAfter(restarts.calm, trial, nothing);
  if (restarts.calm >= asks && !restarts.search) begin(restarts);
}

function begin(restarts: Restarts): void {
  restarts.search = { trials: noTrials(), fitted: null, calm: 0 };
  restarts.count += 1;
}

/** How many asks in a row promised less, after a trial; those without a model do not count. */
function calmAfter(calm: number, { memo }: Finished, less: number): number {
  const { acquisition } = Object(memo) as { acquisition?: Json };
  if (typeof acquisition !== "number" || fittedIn(memo) === null) return calm;
  return acquisition < less ? calm + 1 : 0;
}
