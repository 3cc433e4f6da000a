import type { PlacedWorker } from "../../launchers/index.ts";
import { table } from "../table.ts";
import type { Terminal } from "../terminal.ts";

/** Workers as a table. */
export function showWorkers(workers: readonly PlacedWorker[], terminal: Pick<Terminal, "paint">): string {
  const rows = workers.map(({ id, state, node, ran, why }) => [id, state, node ?? "", ran ?? "", why ?? ""]);
  return table(["worker", "state", "node", "ran", "why it waits"], rows, terminal);
}

/** How many, and of what state. */
export function countOf(workers: readonly PlacedWorker[], state: PlacedWorker["state"]): number {
  return workers.filter((worker) => worker.state === state).length;
}
