import type { Goals, Outcome, StudyEvent } from "../history/index.ts";
import { checkParams, type Space } from "../space/index.ts";
import { outcomeOf } from "./outcome.ts";

/** A trial that was run elsewhere. */
export interface FinishedElsewhere {
  readonly params: { readonly [name: string]: unknown };
  /** The result of the one goal … */
  readonly value?: number;
  /** … or of all. */
  readonly values?: { readonly [goal: string]: number };
  /** Default "complete", and then there is a value. */
  readonly state?: Outcome["state"];
  /** Why it failed or was pruned. */
  readonly why?: string;
}

/**
 * The event of such a trial.
 *
 * @param by  the worker that adds it
 * @throws TunesmithError "params", "value"
 */
export function addedOf(
  { space, goals }: { readonly space: Space; readonly goals: Goals },
  by: string,
  { params, value, values, state = "complete", why }: FinishedElsewhere,
): StudyEvent {
  const told =
    state === "complete" ? (values ?? (value as number)) : { state, ...(why === undefined ? {} : { why }) };
  return {
    type: "trial.added",
    by,
    params: checkParams(space, params),
    memo: { why: "added from elsewhere" },
    outcome: outcomeOf(goals, told),
  };
}
