/** The last word counts: what a worker was started with, or what the study was changed to since. */
import type { Seq, Spec } from "./event.ts";
import type { History } from "./trial.ts";

/** The sampler that a worker asks with at this place of the log. */
export function samplerInForce(history: History, by: string): Spec {
  return inForce(history, by, "sampler");
}

/** The pruner that a worker's trials are judged by. */
export function prunerInForce(history: History, by: string): Spec {
  return inForce(history, by, "pruner");
}

/**
 * How many trials may be opened in all.
 *
 * @param limit   what a worker was told; null without end
 * @param saidAt  where the log stood when it was told
 */
export function limitInForce({ steering }: History, limit: number | null, saidAt: Seq): number | null {
  return steering.at.budget > saidAt ? steering.budget : limit;
}

function inForce({ study, steering, workers }: History, by: string, part: "sampler" | "pruner"): Spec {
  const worker = workers.get(by);
  return worker && worker.joinedAt > steering.at[part] ? worker[part] : study![part];
}
