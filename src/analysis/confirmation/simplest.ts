import { didYouMean, TunesmithError } from "../../error.ts";
import type { Finished, History } from "../../history/index.ts";
import { type Dim, dimsOf, flatten } from "../../space/index.ts";

/** Parameters by dotted names, `-` before one of which more is simpler. */
export type Simpler = readonly string[];

/**
 * The simplest of some trials: the first parameter in which two differ decides; without any, the time they took.
 *
 * A parameter that a configuration does not have is simpler than any value of it. Of equals the earlier one.
 *
 * @throws TunesmithError "params" for a name that is not there
 */
export function simplestOf<T extends Finished>(
  { study }: History,
  trials: readonly T[],
  simpler: Simpler = [],
): T | null {
  const space = study?.space ?? {};
  const dims = dimsOf(space);
  const rules = simpler.map((word) => {
    const isMore = word.startsWith("-");
    const name = isMore ? word.slice(1) : word;
    const dim = dims.find((d) => d.name === name);
    if (dim) return { dim, sign: isMore ? -1 : 1 };
    throw new TunesmithError(
      "params",
      `there is no parameter "${name}"; ${didYouMean(
        name,
        dims.map((d) => d.name),
      )}.`,
    );
  });
  const keysOf = (t: T): number[] => {
    if (rules.length === 0) return [t.finishedAt! - t.startedAt];
    const flat = flatten(space, t.params);
    return rules.map(({ dim, sign }) => (dim.name in flat ? sign * sizeOf(dim, flat[dim.name]) : -Infinity));
  };
  const ranked = trials.map((trial) => ({ trial, keys: keysOf(trial) }));
  ranked.sort((a, b) => {
    const at = a.keys.findIndex((key, k) => key !== b.keys[k]);
    return at < 0 ? a.trial.number - b.trial.number : a.keys[at]! - b.keys[at]!;
  });
  return ranked[0]?.trial ?? null;
}

/** A number as it is; of choices the place. */
function sizeOf({ domain }: Dim, value: unknown): number {
  if (domain.kind === "categorical") return domain.choices.indexOf(value as never);
  return typeof value === "number" ? value : 0;
}
