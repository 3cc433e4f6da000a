import { TunesmithError } from "../error.ts";
import { type History, lossesOf, objectivesOf, violationOf } from "../history/index.ts";
import { paretoFront } from "../math/pareto.ts";
import type { Complete } from "./table.ts";

/** The trials of a study in the space of its goals. */
export interface Front {
  /** The optimised goals, shape [k]; k >= 2. */
  readonly goals: readonly string[];
  readonly isMaximised: readonly boolean[];
  /** In order of number. */
  readonly points: readonly FrontPoint[];
}

export interface FrontPoint {
  readonly number: number;
  /** Shape [k], in the user's units. */
  readonly values: readonly number[];
  readonly isFeasible: boolean;
  /** Whether no other feasible trial beats it in all goals. */
  readonly isOnFront: boolean;
}

/**
 * The complete trials, and which of them no other beats.
 *
 * @throws TunesmithError "unsupported" for a study with one optimised goal
 */
export function frontOf(history: History): Front {
  const goals = history.study?.goals ?? {};
  const names = severalOf(history, "a Pareto front");
  const trials = history.trials.filter((t): t is Complete => t.state === "complete");
  const feasible = trials.filter((t) => violationOf(goals, t.values) === 0);
  const front = new Set(
    paretoFront(feasible.map((t) => lossesOf(goals, t.values))).map((i) => feasible[i]!.number),
  );
  const allowed = new Set(feasible.map((t) => t.number));
  return {
    goals: names,
    isMaximised: names.map((name) => goals[name] === "maximize"),
    points: trials.map((t) => ({
      number: t.number,
      values: names.map((name) => t.values[name]!),
      isFeasible: allowed.has(t.number),
      isOnFront: front.has(t.number),
    })),
  };
}

/**
 * The optimised goals of a study that has several.
 *
 * @throws TunesmithError "unsupported"
 */
export function severalOf(history: History, what: string): string[] {
  const names = objectivesOf(history.study?.goals ?? {});
  if (names.length >= 2) return names;
  const found = names.length === 0 ? "none" : `"${names[0]}" alone`;
  throw new TunesmithError(
    "unsupported",
    `${what} needs several optimised goals, and this study has ${found}; look at "history" instead.`,
  );
}
