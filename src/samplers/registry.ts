import { didYouMean, TunesmithError } from "../error.ts";
import type { Spec } from "../history/index.ts";
import * as samplers from "./kinds.ts";
import type { Sampler, SamplerKind } from "./sampler.ts";

/** All samplers that are built in. */
export function samplerKinds(): SamplerKind[] {
  return Object.values(samplers) as SamplerKind[];
}

/**
 * Makes a sampler by name.
 *
 * @throws TunesmithError "name" for an unknown one, "option" for options it does not take
 */
export function samplerByName(name: string, options: Spec["options"] = {}): Sampler {
  const kinds = samplerKinds();
  const kind = kinds.find((k) => k.kind === name);
  if (kind) return kind(options as object);
  const names = kinds.map((k) => k.kind);
  throw new TunesmithError("name", `there is no sampler "${name}"; ${didYouMean(name, names)}.`);
}
