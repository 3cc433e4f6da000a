import { TunesmithError } from "../error.ts";
import type { Steered } from "./steered.ts";

/** The answer to whoever asks for a trial when there is none. */
export function noTrial(
  { name, history }: Steered,
  kind: "spent" | "exhausted" | "paused" | "stopped",
): TunesmithError {
  const { budget, why } = history.steering;
  switch (kind) {
    case "exhausted":
      return new TunesmithError("exhausted", `every point of study "${name}" was tried; widen the space.`);
    case "spent":
      return new TunesmithError(
        "budget",
        `the budget of study "${name}", ${budget} trials, is spent; raise it.`,
      );
    default:
      return new TunesmithError(
        "stopped",
        `study "${name}" is ${kind}${why && ` (${why})`}; resume it first.`,
      );
  }
}
