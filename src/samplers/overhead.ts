/** What an ask of a model costs beside the trials, by the log alone: no sampler reads a clock. */
import { type Finished, type History, objectivesOf } from "../history/index.ts";
import { pendingPoints } from "./pending.ts";
import type { Problem } from "./sampler.ts";
import { mostPoints } from "./surrogate/subset.ts";
import { startupOf } from "./surrogate/trials.ts";
import { axesOf } from "./unit-space.ts";

/** So much of an ask, in ms, is borne beside any trial. */
export const bearableMs = 5;

/** So many of the newest trials say how long one takes. */
const newest = 20;

/** Takes the ms of a trial in, by the log's clock; one that came from elsewhere with its result has none. */
export function rememberMs(lasted: number[], { openedAt, closedAt, startedAt, finishedAt }: Finished): void {
  if (closedAt === openedAt || finishedAt === null) return;
  lasted.push(Math.max(0, finishedAt - startedAt));
  if (lasted.length > newest) lasted.shift();
}

/** Their median; null where nothing is known. */
export function usualMs(lasted: readonly number[]): number | null {
  if (lasted.length === 0) return null;
  const sorted = [...lasted].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}

/**
 * The ms of a core that an ask should take, to within a quarter of what was measured for 10 to 1,000 trials in 2 to 30
 * dimensions with 1 to 4 goals; with 2 or 3 of an ask that searches the whole space, as one for a child of the front takes a
 * seventh. A formula and no measurement, so that the same log gives the same choice on each machine.
 *
 * @param told  trials that have ended
 * @source `npm run bench -- overhead` and the same for other numbers of trials and goals, on one core of an AMD EPYC, Node 20
 */
export function askMs(
  model: "gp" | "forest",
  problem: Problem,
  o: { readonly told: number; readonly history: History; readonly per: "trial" | "second" },
): number {
  const pending = pendingPoints(o.history).length;
  if (o.told + pending < startupOf(problem)) return 0; // before there is a model
  const { space, goals } = problem;
  const d = axesOf(space).length;
  const n = Math.min(o.told, mostPoints);
  if (model === "forest") {
    return (pending > 0 ? 2 : 1) * (3 + 0.2 * d + n * (0.055 + 0.0165 * d)); // it is grown again with what runs
  }
  const one = 3 + 0.1 * d + (n + pending) * (0.035 + 0.003 * d);
  const k = objectivesOf(goals).length;
  const bounds = Object.keys(goals).length - k;
  const perGoals = k === 1 ? 1 : k <= 3 ? 1.5 * k : 1.6; // from four on one model of all
  return one * (perGoals + bounds + (o.per === "second" ? 1 : 0));
}
