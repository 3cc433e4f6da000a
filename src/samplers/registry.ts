import { didYouMean, TunesmithError } from "../error.ts";
import type { Spec } from "../history/index.ts";
import * as samplers from "./kinds.ts";
import type { Sampler, SamplerKind } from "./sampler.ts";

/** All samplers that are built in. */
export function samplerKinds(): SamplerKind[] {
  return Object.values(samplers) as SamplerKind[];
}

/** Names of the plan that have no code yet. */
const notBuiltYet = ["tpe", "cmaes", "nsga2", "nsga3", "de"];

/**
 * Makes a sampler by name.
 *
 * @throws TunesmithError "name" for an unknown one, "option" for options it does not take
 */
export function samplerByName(name: string, options: Spec["options"] = {}): Sampler {
  const kind = samplerKinds().find((k) => k.kind === name);
  if (kind) return kind(options as object);
  const names = samplerKinds().map((k) => k.kind);
  const what = notBuiltYet.includes(name)
    ? `sampler "${name}" is not built yet`
    : `there is no sampler "${name}"`;
  throw new TunesmithError("name", `${what}; ${didYouMean(name, names)}.`);
}
