/** Samplers and pruners as users name them, and as logs do. */
import { isTunesmithError, TunesmithError } from "../error.ts";
import type { Spec } from "../history/index.ts";
import { type Pruner, prunerByName } from "../pruners/index.ts";
import { type Sampler, samplerByName } from "../samplers/index.ts";

/** The sampler meant by a name, a factory, or itself. */
export function samplerOf(given: string | Sampler | (() => Sampler), options?: Spec["options"]): Sampler {
  if (typeof given === "string") return samplerByName(given, options);
  return typeof given === "function" ? given() : given;
}

/** The pruner meant by a name, a factory, or itself. */
export function prunerOf(given: string | Pruner | (() => Pruner), options?: Spec["options"]): Pruner {
  if (typeof given === "string") return prunerByName(given, options);
  return typeof given === "function" ? given() : given;
}

/** The sampler that a log names. */
export function recordedSampler(spec: Spec): Sampler {
  return recorded(samplerOf, spec);
}

/** Whether its name and options say all of a sampler, so that another thread has it, too. */
export function isBuiltIn({ spec, supports }: Sampler): boolean {
  try {
    return samplerByName(spec.name, spec.options).supports === supports; // one that only has a name of ours has its own
  } catch (e) {
    if (isTunesmithError(e)) return false;
    throw e;
  }
}

/** The pruner that a log names. */
export function recordedPruner(spec: Spec): Pruner {
  return recorded(prunerOf, spec);
}

/** The part that a log names; one that is not ours must be given by the caller. */
function recorded<T>(make: (name: string, options: Spec["options"]) => T, spec: Spec): T {
  try {
    return make(spec.name, spec.options);
  } catch (cause) {
    if (!isTunesmithError(cause, "name")) throw cause;
    throw new TunesmithError(
      "name",
      `the study was made with "${spec.name}", which is not built in; pass it again.`,
      { cause },
    );
  }
}
