import { didYouMean, TunesmithError } from "../error.ts";
import type { Spec } from "../history/index.ts";
import type { Scalar } from "../space/index.ts";
import * as samplers from "./kinds.ts";
import { fixedAround } from "./partial-fixed.ts";
import type { Sampler, SamplerKind } from "./sampler.ts";

/** All samplers that are built in. */
export function samplerKinds(): SamplerKind[] {
  return Object.values(samplers) as SamplerKind[];
}

/** The sampler with some parameters fixed that a log names. */
function recordedPartialFixed(options: Spec["options"]): Sampler {
  const { sampler, fixed } = options as unknown as {
    sampler?: Spec;
    fixed?: { readonly [name: string]: Scalar };
  };
  if (!sampler || !fixed) {
    const example = 'partialFixed("auto", { layers: 2 })';
    throw new TunesmithError(
      "option",
      `"partialFixed" needs a sampler and values; make it in code: ${example}.`,
    );
  }
  return fixedAround(samplerByName(sampler.name, sampler.options), fixed);
}

/**
 * A sampler that gives some parameters always the same value, and searches the others.
 *
 * @param inner  what searches the others: a name, or a sampler with options
 * @param fixed  values by dotted name: `{ layers: 2, "model": "svm", "model.svm.c": 1 }`
 * @throws TunesmithError "name" for an unknown sampler; when the study begins "params" for what its space does not have
 * @example createStudy({ space, sampler: partialFixed("gp", { layers: 2 }) })
 */
export function partialFixed(inner: string | Sampler, fixed: { readonly [name: string]: Scalar }): Sampler {
  return fixedAround(typeof inner === "string" ? samplerByName(inner) : inner, fixed);
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
  if (name === "partialFixed") return recordedPartialFixed(options);
  const names = kinds.map((k) => k.kind);
  throw new TunesmithError("name", `there is no sampler "${name}"; ${didYouMean(name, names)}.`);
}
