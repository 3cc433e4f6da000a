/** The only place that knows directions: everything else sees losses, which are minimised. */
import { paretoFront } from "../math/pareto.ts";
import type { Goals } from "./goals.ts";
import { objectivesOf } from "./goals.ts";
import type { Finished, History, Trial } from "./trial.ts";

type Values = { readonly [goal: string]: number };

/**
 * The value of one goal as a loss.
 *
 * @returns `value` itself, or its negative when more is better: for "maximize" and `{ atLeast }`
 */
export function toLoss(goals: Goals, goal: string, value: number): number {
  const kind = goals[goal];
  return kind === "maximize" || (typeof kind === "object" && "atLeast" in kind) ? -value : value;
}

/**
 * The losses of the optimised goals.
 *
 * @returns shape [k], one per objective, in the order of declaration
 */
export function lossesOf(goals: Goals, values: Values): number[] {
  return objectivesOf(goals).map((goal) => toLoss(goals, goal, values[goal]!));
}

/** By how much each bound is exceeded, in the units of its goal and in the order of declaration; at most 0 where it holds. */
export function marginsOf(goals: Goals, values: Values): number[] {
  return Object.entries(goals).flatMap(([name, goal]) => {
    if (typeof goal === "string") return [];
    return ["atMost" in goal ? values[name]! - goal.atMost : goal.atLeast - values[name]!];
  });
}

/** By how much all bounds together are broken, in the units of the goals; 0 when none is. */
export function violationOf(goals: Goals, values: Values): number {
  return marginsOf(goals, values).reduce((sum, margin) => sum + Math.max(0, margin), 0);
}

/**
 * The loss of the first objective of a finished trial: its result, or, when pruned, its last report; null where there is none.
 */
export function lossOf(goals: Goals, trial: Trial): number | null {
  const goal = objectivesOf(goals)[0]!;
  if (trial.state === "complete") return toLoss(goals, goal, trial.values![goal]!);
  if (trial.state === "pruned" && trial.curve.length > 0) return toLoss(goals, goal, trial.curve.at(-1)!);
  return null;
}

/**
 * The trials that are complete and break no bound, in the order in which they ended.
 *
 * @param wanted  of which trials that is asked: results of a million others need not be looked at
 */
export function feasible(
  history: History,
  wanted: (trial: Trial) => boolean = () => true,
): (Finished & { readonly values: Values })[] {
  const goals = history.study?.goals ?? {};
  return history.finished
    .map((number) => history.trials[number] as Finished)
    .filter((t): t is Finished & { values: Values } => {
      if (!wanted(t)) return false;
      const { values } = t;
      return values !== null && violationOf(goals, values) === 0;
    });
}

/** How far the search for the best of a history has come; it goes on there, and begins anew when what had ended was changed. */
interface Lead {
  readonly revision: number;
  seen: number;
  /** Where the best one stands in `trials`. */
  place: number | null;
  least: number;
}

const leads = new WeakMap<History, Lead>();

/** The feasible trial of least loss, the lower number among equals; null if there is none, or several goals are optimised. */
export function bestOf(history: History): (Finished & { readonly values: Values }) | null {
  const { trials, finished, revision } = history;
  const goals = history.study?.goals ?? {};
  const objectives = objectivesOf(goals);
  if (objectives.length !== 1) return null;
  const known = leads.get(history);
  const lead: Lead =
    known?.revision === revision && known.seen <= finished.length
      ? known
      : { revision, seen: 0, place: null, least: Infinity };
  if (lead !== known) leads.set(history, lead);
  for (; lead.seen < finished.length; lead.seen++) {
    const place = finished[lead.seen]!;
    const { number, values } = trials[place]!;
    if (values === null || violationOf(goals, values) !== 0) continue;
    const loss = toLoss(goals, objectives[0]!, values[objectives[0]!]!);
    const isBetter = loss < lead.least || (loss === lead.least && number < trials[lead.place!]!.number);
    if (lead.place !== null && !isBetter) continue;
    lead.place = place;
    lead.least = loss;
  }
  return lead.place === null ? null : (trials[lead.place] as Finished & { values: Values });
}

/** The feasible trials that no other beats in all goals, by number; of equal ones all. */
export function paretoOf(history: History): (Finished & { readonly values: Values })[] {
  const goals = history.study?.goals ?? {};
  const trials = feasible(history).sort((a, b) => a.number - b.number);
  return paretoFront(trials.map((t) => lossesOf(goals, t.values))).map((i) => trials[i]!);
}
