/** How changes of a living study are checked, and written down. */
import { checkKnown, TunesmithError } from "../error.ts";
import { type Change, type History, objectivesOf } from "../history/index.ts";
import type { Json } from "../json.ts";
import type { Pruner } from "../pruners/index.ts";
import { checkSupport, type Sampler, samplerKinds } from "../samplers/index.ts";
import {
  checkConstraints,
  checkSatisfiable,
  checkSpace,
  contains,
  describe,
  dimsOf,
  type Migration,
  renamed,
  type Scalar,
  type Space,
} from "../space/index.ts";

/** What `study.change` takes; what is left out stays as it is. */
export interface Changes {
  /** How many trials may be opened in all; null: what each worker was told. */
  readonly budget?: number | null;
  readonly sampler?: string | Sampler | (() => Sampler);
  readonly pruner?: string | Pruner | (() => Pruner);
  /** How many workers a trial may take down with it before it fails. */
  readonly maxAttempts?: number;
}

/** How earlier trials come into a new space. */
export interface SpaceChange {
  /** New dotted names by old ones. */
  readonly rename?: { readonly [name: string]: string };
  /** What earlier trials had for each parameter that is new; null leaves them out. */
  readonly defaults?: { readonly [name: string]: Scalar };
  readonly why?: string;
  /** The constraints from now on; default: those so far. */
  readonly constraints?: readonly string[];
}

/** The longest reason and key that are kept. */
const longestWords = 2000;

/**
 * The events of some changes, in order.
 *
 * @throws TunesmithError "option", "unsupported", "goals"
 */
export function changesOf(
  history: History,
  changes: Changes,
  { sampler, pruner }: { readonly sampler: Sampler | undefined; readonly pruner: Pruner | undefined },
): Change[] {
  checkKnown("change", changes, ["budget", "sampler", "pruner", "maxAttempts"]);
  const facts = history.study!;
  const { budget, maxAttempts } = changes;
  const found: Change[] = [];
  if (budget !== undefined) {
    if (budget !== null) checkCount("budget", budget, 0);
    found.push({ what: "budget", trials: budget });
  }
  if (sampler) {
    checkSupport(sampler, facts, samplerKinds());
    found.push({ what: "sampler", sampler: sampler.spec });
  }
  if (pruner) {
    if (pruner.spec.name !== "none" && objectivesOf(facts.goals).length !== 1) {
      throw new TunesmithError("goals", "a pruner needs a single optimised goal; this study has several.");
    }
    found.push({ what: "pruner", pruner: pruner.spec });
  }
  if (maxAttempts !== undefined) {
    checkCount("maxAttempts", maxAttempts, 1);
    found.push({ what: "maxAttempts", maxAttempts });
  }
  return found;
}

/**
 * The event of a change of the space.
 *
 * @throws TunesmithError "space"
 */
export function spaceChangeOf(
  history: History,
  given: Space,
  { rename = {}, defaults = {}, why = "", constraints: wanted }: SpaceChange,
): Change {
  const { space: old, sampler, goals, seed, constraints: known = [] } = history.study!;
  const space = checkSpace(given);
  const constraints = checkConstraints(space, wanted ?? known); // what they speak of has to be there
  checkSatisfiable({ space, constraints });
  const migration: Migration = { rename: { ...rename }, defaults: { ...defaults } };
  const [before, after] = [old, space].map((s) => new Map(dimsOf(s).map((dim) => [dim.name, dim.domain])));
  const refuse = (what: string) => new TunesmithError("space", `${what}.`);
  for (const [from, to] of Object.entries(rename)) {
    if (!before!.has(from))
      throw refuse(`there is no parameter "${from}" to rename; there are ${[...before!.keys()].join(", ")}`);
    if (!after!.has(to))
      throw refuse(`"${from}" was to be called "${to}", and the new space has no such parameter`);
  }
  const kept = new Set([...before!.keys()].map((name) => renamed(migration, name)));
  for (const [name, value] of Object.entries(defaults)) {
    const domain = after!.get(name);
    if (!domain) throw refuse(`defaults has "${name}", and the new space has no such parameter`);
    const isIn =
      domain.kind === "branch" ? Object.hasOwn(domain.cases, String(value)) : contains(domain, value);
    if (value !== null && !isIn)
      throw refuse(`the default of "${name}" is ${JSON.stringify(value)}; it must be ${describe(domain)}`);
  }
  const bare = [...after!.keys()].find((name) => !kept.has(name) && !Object.hasOwn(defaults, name));
  if (bare !== undefined && history.trials.length > 0) {
    const advice = `say what the trials so far had for it, defaults: { "${bare}": VALUE }, or null to leave them out`;
    throw refuse(`"${bare}" is new; ${advice}`);
  }
  const kind = samplerKinds().find((one) => one.kind === sampler.name);
  if (kind) checkSupport(kind(), { space, goals, seed }, samplerKinds());
  const change = {
    what: "space",
    from: history.steering.spaceVersion,
    space,
    migration,
    why: wordsOf(why),
  } as const;
  return wanted === undefined ? change : { ...change, constraints };
}

/** Words of a user's as they are kept. */
export function wordsOf(text: string): string {
  return String(text).slice(0, longestWords);
}

/**
 * A value that JSON gives back as it is.
 *
 * @throws TunesmithError "value"
 */
export function jsonOf(key: string, value: unknown): Json {
  if (typeof key !== "string" || key === "" || key.length > longestWords) {
    throw new TunesmithError("value", `a note needs a key of 1 to ${longestWords} characters.`);
  }
  const text = JSON.stringify(value);
  if (text === undefined) {
    throw new TunesmithError(
      "value",
      `the note "${key}" is ${typeof value}, which is no JSON; give text, a number, a list …`,
    );
  }
  return JSON.parse(text);
}

function checkCount(name: string, value: number, least: number): void {
  if (Number.isSafeInteger(value) && value >= least) return;
  throw new TunesmithError("option", `change: ${name} is ${value}; it must be a whole number from ${least}.`);
}
