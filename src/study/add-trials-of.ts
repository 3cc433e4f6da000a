import { checkKnown, TunesmithError } from "../error.ts";
import { type Goals, isFinished, type Trial } from "../history/index.ts";
import { type Migration, migrated, type Params, type Scalar, type Space } from "../space/index.ts";
import type { FinishedElsewhere } from "./added.ts";

/** A study that trials come from: one that is open, or that was read. */
interface Source {
  readonly space: Space;
  readonly goals: Goals;
  readonly history: { readonly trials: readonly Trial[] };
}

/** A study that trials go to. */
interface Target {
  readonly space: Space;
  readonly goals: Goals;
  add(finished: FinishedElsewhere): Promise<unknown>;
}

/** How trials are taken over. */
export interface WarmStart {
  /** New dotted names of parameters by their old ones. */
  readonly rename?: { readonly [name: string]: string };
  /** What the trials had for parameters that are new here, by dotted name. */
  readonly defaults?: { readonly [name: string]: Scalar };
}

/**
 * Adds the complete trials of another study, so that a sampler begins with what was learnt there: `gp` and `tpe` model them, and
 * `cmaes` begins where the best of them lie.
 *
 * A trial comes over when its point is one of this space, after renaming, with the defaults for what is new; parameters that are
 * gone are left out. Values are taken as they are: for another data set, only their order should mean something.
 *
 * @returns how many were added, and how many have no point in this space
 * @throws TunesmithError "goals" when this study has a goal that the other has not, or turns one round
 * @example await addTrialsOf(study, await openStudy("last-year", { storage }), { defaults: { dropout: 0 } })
 */
export async function addTrialsOf(
  study: Target,
  source: Source,
  options: WarmStart = {},
): Promise<{ readonly added: number; readonly outside: number }> {
  checkKnown("addTrialsOf", options, ["rename", "defaults"]);
  for (const [name, goal] of Object.entries(study.goals)) {
    const there = source.goals[name];
    const isSame = typeof goal === "string" ? there === goal : there !== undefined;
    if (isSame) continue;
    const found = there === undefined ? "has no such goal" : `has it as ${JSON.stringify(there)}`;
    throw new TunesmithError(
      "goals",
      `goal "${name}" is ${JSON.stringify(goal)} here, and the other study ${found}; its trials say nothing of it.`,
    );
  }
  const migration: Migration = { rename: options.rename ?? {}, defaults: options.defaults ?? {} };
  let [added, outside] = [0, 0];
  for (const trial of source.history.trials) {
    if (!isFinished(trial) || trial.state !== "complete") continue;
    const params = migrated(source.space, study.space, migration, trial.params as Params);
    if (params === null) {
      outside += 1;
      continue;
    }
    const values = Object.fromEntries(Object.keys(study.goals).map((name) => [name, trial.values![name]!]));
    await study.add({ params, values });
    added += 1;
  }
  return { added, outside };
}
