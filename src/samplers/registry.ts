import { didYouMean, TunesmithError } from "../error.ts";
import type { Spec } from "../history/index.ts";
import type { Scalar } from "../space/index.ts";
import * as samplers from "./kinds.ts";
import { fixedAround } from "./partial-fixed.ts";
import type { Prior } from "./prior.ts";
import type { Sampler, SamplerKind } from "./sampler.ts";
import { believedBy } from "./with-prior.ts";

/** All samplers that are built in. */
export function samplerKinds(): SamplerKind[] {
  return Object.values(samplers) as SamplerKind[];
}

/** Samplers around others, as a log names them: the option besides the sampler, and how it is made in code. */
const around = {
  partialFixed: { option: "fixed", make: fixedAround, example: 'partialFixed("auto", { layers: 2 })' },
  withPrior: {
    option: "prior",
    make: believedBy,
    example: 'withPrior("auto", { lr: { around: 1e-3, spread: 3 } })',
  },
} as const;

function recordedAround(name: keyof typeof around, options: Spec["options"]): Sampler {
  const { option, make, example } = around[name];
  const { sampler, [option]: given } = options as unknown as { sampler?: Spec; [option: string]: unknown };
  if (!sampler || !given) {
    throw new TunesmithError(
      "option",
      `"${name}" needs a sampler and "${option}"; make it in code: ${example}.`,
    );
  }
  return make(samplerByName(sampler.name, sampler.options), given as never);
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
 * A sampler that starts from what you believe: it begins at the likeliest point, and weighs its model with the prior, less and
 * less as trials come in (πBO). For auto, gp, forest and tpe.
 *
 * @param inner  a name, or a sampler with options
 * @param prior  by dotted name `{ around, spread }` for a number (on a log scale the spread is a factor), and weights of the
 * choices for a category or branch; what is not named is open
 * @throws TunesmithError "name" for an unknown sampler, "unsupported" for one without use for a prior; when the study begins
 * "params" and "value" for beliefs that do not suit its space
 * @source Hvarfner et al. 2022, "πBO: Augmenting acquisition functions with user beliefs for Bayesian optimization"
 * @example createStudy({ space, sampler: withPrior("auto", { lr: { around: 1e-3, spread: 3 }, optimizer: { adam: 4 } }) })
 */
export function withPrior(inner: string | Sampler, prior: Prior): Sampler {
  return believedBy(typeof inner === "string" ? samplerByName(inner) : inner, prior);
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
  if (name === "partialFixed" || name === "withPrior") return recordedAround(name, options);
  const names = kinds.map((k) => k.kind);
  throw new TunesmithError("name", `there is no sampler "${name}"; ${didYouMean(name, names)}.`);
}
