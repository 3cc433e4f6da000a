/** One row of the campaign: a fault, what was done, and what must hold. */
import type { Server } from "../postgres/server.ts";

/** How much of a row is run: `fast` in every full test, `long` by `npm run faults`. */
export type Size = "fast" | "long";

export interface Ground {
  readonly size: Size;
  /** An empty folder of this row's own. */
  readonly folder: string;
  /** A number in [0, 1); the same seed gives the same faults, as far as the machine's timing lets it. */
  random(): number;
  /** A real PostgreSQL server, started when first asked for; null where there is none. */
  postgres(): Promise<Server | null>;
}

export interface Outcome {
  /** What was done, with its figures. */
  readonly did: string;
  /** What must hold and did not; empty when all does. */
  readonly breaches: readonly string[];
  /** Why the row was left out; then it neither held nor failed. */
  readonly skipped?: string;
}

export interface Row {
  readonly id: string;
  readonly fault: string;
  run(ground: Ground): Promise<Outcome>;
}

export const skip = (why: string): Outcome => ({ did: "", breaches: [], skipped: why });
