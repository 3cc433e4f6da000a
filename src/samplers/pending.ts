import type { History } from "../history/index.ts";
import type { Params } from "../space/index.ts";

/** The points whose results are still to come: of trials that are running, or that wait for another worker. */
export function pendingPoints(history: History): Params[] {
  const points = [...history.running, ...history.waiting].map((number) => history.trials[number]!.params);
  return points.filter((params) => params !== null);
}
