import { TunesmithError } from "../error.ts";

/** What a named value shall do; a bound is a goal too. */
export type Goal = "minimize" | "maximize" | { readonly atMost: number } | { readonly atLeast: number };

/** The goals of a study by name; at least one of them is optimised. */
export interface Goals {
  readonly [name: string]: Goal;
}

/** The names of the goals that are optimised, in the order of declaration. */
export function objectivesOf(goals: Goals): string[] {
  return Object.keys(goals).filter((name) => typeof goals[name] === "string");
}

/**
 * Checks goals and returns them as plain frozen data.
 *
 * @throws TunesmithError "goals"
 */
export function checkGoals(goals: Goals): Goals {
  const out: Record<string, Goal> = {};
  for (const [name, goal] of Object.entries(goals)) {
    out[name] = checkGoal(name, goal);
  }
  if (objectivesOf(out).length === 0) {
    throw new TunesmithError(
      "goals",
      'no goal is optimised; make at least one of them "minimize" or "maximize".',
    );
  }
  return Object.freeze(out);
}

function checkGoal(name: string, goal: Goal): Goal {
  if (goal === "minimize" || goal === "maximize") return goal;
  const bound = typeof goal === "object" && goal !== null ? Object.entries(goal) : [];
  const [kind, limit] = bound[0] ?? [];
  if (bound.length === 1 && Number.isFinite(limit)) {
    if (kind === "atMost") return Object.freeze({ atMost: limit as number });
    if (kind === "atLeast") return Object.freeze({ atLeast: limit as number });
  }
  throw new TunesmithError(
    "goals",
    `goal "${name}" is ${JSON.stringify(goal)}; it must be "minimize", "maximize", { atMost: number } or { atLeast: number }.`,
  );
}
