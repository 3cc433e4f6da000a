/** A study as a table: a row for each complete trial, a column for each parameter. Most analyses begin with it. */
import { didYouMean, TunesmithError } from "../error.ts";
import {
  type Finished,
  type Goals,
  type History,
  objectivesOf,
  toLoss,
  violationOf,
} from "../history/index.ts";
import { type Domain, dimsOf, flatten, type Scalar, type Space, toUnit } from "../space/index.ts";
import { joined } from "./join-domains.ts";

/** A trial that is complete. */
export type Complete = Finished & { readonly values: { readonly [goal: string]: number } };

/** One parameter over all rows. */
export interface Column {
  /** Dotted: `model`, `model.svm.c`. */
  readonly name: string;
  /** A branch counts as the choice among its cases; define-by-run domains of one name are joined. */
  readonly domain: Domain;
  /** Shape [n]; undefined where the parameter is inactive. */
  readonly values: readonly (Scalar | undefined)[];
  /** Shape [n], the values as coordinates in [0, 1]; NaN where inactive. */
  readonly unit: Float64Array;
}

/** The complete trials of a study that lie in its space, in order of number. */
export interface Table {
  readonly goals: Goals;
  /** The goal that is looked at. */
  readonly goal: string;
  /** Whether more of it is better. */
  readonly isMaximised: boolean;
  /** Shape [n]. */
  readonly trials: readonly Complete[];
  /** Shape [n], of `goal`, in the user's units. */
  readonly values: Float64Array;
  /** Shape [n], the same as minimised. */
  readonly losses: Float64Array;
  /** Shape [n]: whether all bounds hold. */
  readonly isFeasible: readonly boolean[];
  readonly columns: readonly Column[];
}

/** What is looked at. */
export interface Focus {
  /** The goal; default the first that is optimised. */
  readonly goal?: string | undefined;
  /** Only these parameters, by dotted names and in this order; default all. */
  readonly params?: readonly string[] | undefined;
}

/**
 * The table of a study.
 *
 * @throws TunesmithError "name" for a goal the study does not have, "params" for a parameter it does not have
 */
export function tableOf(history: History, focus: Focus = {}): Table {
  const goals = history.study?.goals ?? {};
  const goal = goalOf(history, focus.goal);
  const trials = history.trials.filter((t): t is Complete => t.state === "complete" && !t.isOutside);
  const values = Float64Array.from(trials, (t) => t.values[goal]!);
  return {
    goals,
    goal,
    isMaximised: toLoss(goals, goal, 1) < 0,
    trials,
    values,
    losses: values.map((v) => toLoss(goals, goal, v)),
    isFeasible: trials.map((t) => violationOf(goals, t.values) === 0),
    columns: chosen(columnsOf(history.study?.space ?? {}, trials), focus.params),
  };
}

/**
 * The goal of that name, or the first one optimised.
 *
 * @throws TunesmithError "name"
 */
export function goalOf(history: History, name?: string): string {
  const goals = history.study?.goals ?? {};
  if (name === undefined) return objectivesOf(goals)[0] ?? "value";
  if (Object.hasOwn(goals, name)) return name;
  throw new TunesmithError("name", `there is no goal "${name}"; ${didYouMean(name, Object.keys(goals))}.`);
}

/** The parameters of some trials: those of the space, in its order, then those the objective asked for as it ran. */
export function columnsOf(space: Space, trials: readonly Finished[]): Column[] {
  const domains = new Map<string, Domain>(dimsOf(space).map((dim) => [dim.name, dim.domain]));
  for (const { suggested } of trials) {
    for (const name of Object.keys(suggested)) {
      const before = domains.get(name);
      domains.set(name, before ? joined(before, suggested[name]!) : suggested[name]!);
    }
  }
  const flat = trials.map((t) => {
    const row: Record<string, Scalar> = flatten(space, t.params);
    for (const name of Object.keys(t.suggested)) row[name] = t.params[name] as Scalar;
    return row;
  });
  return [...domains].map(([name, domain]) => {
    const values = flat.map((row) => row[name]);
    const unit = Float64Array.from(values, (v) => (v === undefined ? Number.NaN : toUnit(domain, v)));
    return { name, domain, values, unit };
  });
}

function chosen(columns: Column[], names: readonly string[] | undefined): Column[] {
  if (names === undefined) return columns;
  const known = columns.map((c) => c.name);
  return names.map((name) => {
    const column = columns[known.indexOf(name)];
    if (column) return column;
    throw new TunesmithError("params", `there is no parameter "${name}"; ${didYouMean(name, known)}.`);
  });
}
