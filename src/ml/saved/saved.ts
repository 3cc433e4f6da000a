import { TunesmithError } from "../../error.ts";
import type { Json } from "../../json.ts";

/** An estimator or a transformer as JSON: what `JSON.stringify(model)` writes. */
export interface SavedModel {
  /** The class. */
  readonly is: string;
  readonly [part: string]: Json;
}

/** A part of a larger model. @throws TunesmithError "unsupported" for one that does not say how it is written */
export function savedPart(name: string, part: object): SavedModel {
  if ("toJSON" in part && typeof part.toJSON === "function") return part.toJSON();
  throw new TunesmithError(
    "unsupported",
    `"${name}" has no toJSON(), so the model cannot be written as JSON.`,
  );
}

/** All steps of a pipeline. @throws TunesmithError "unsupported" */
export function savedSteps(steps: readonly (readonly [name: string, part: object])[]): Json {
  return steps.map(([name, part]) => [name, savedPart(name, part)]);
}
