import type { TrialState } from "../history/index.ts";
import type { Theme } from "./theme.ts";

/** The colour of each state. */
export function stateColours(theme: Theme): { readonly [state in TrialState]: string } {
  return {
    complete: theme.point,
    pruned: theme.pruned,
    failed: theme.failed,
    running: theme.running,
    waiting: theme.muted,
    paused: theme.infeasible,
  };
}
