import type { Goals } from "../../history/index.ts";
import type { Params, Space } from "../../space/index.ts";
import type { Objective, OpenOptions } from "../../study/index.ts";

/** What `run` is to do, from wherever it was read. */
export interface Plan {
  readonly name: string;
  readonly space: Space;
  readonly goals: Goals;
  readonly constraints?: readonly string[];
  readonly objective: Objective<Params>;
  readonly sampler?: OpenOptions["sampler"];
  readonly pruner?: OpenOptions["pruner"];
  readonly seed?: number;
  readonly leaseMs?: number;
  readonly trials?: number;
  readonly parallel?: number;
  readonly timeoutMs?: number;
}
