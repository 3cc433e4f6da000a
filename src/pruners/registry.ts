import { didYouMean, TunesmithError } from "../error.ts";
import type { Spec } from "../history/index.ts";
import * as pruners from "./kinds.ts";
import type { Pruner, PrunerKind } from "./pruner.ts";

/** All pruners that are built in. */
export function prunerKinds(): PrunerKind[] {
  return Object.values(pruners) as PrunerKind[];
}

/**
 * Makes a pruner by name.
 *
 * @throws TunesmithError "name" for an unknown one, "option" for options it does not take
 */
export function prunerByName(name: string, options: Spec["options"] = {}): Pruner {
  const kinds = prunerKinds();
  const kind = kinds.find((k) => k.kind === name);
  if (kind) return kind(options as object);
  const names = kinds.map((k) => k.kind);
  throw new TunesmithError("name", `there is no pruner "${name}"; ${didYouMean(name, names)}.`);
}
