import type { Rng } from "../math/rng.ts";
import { checkParams, decode, dimsOf, type Params, type Space } from "../space/index.ts";

/**
 * A point of the space from part of one: what is missing is drawn at random.
 *
 * @throws TunesmithError "params" for what does not fit
 */
export function completed(space: Space, given: { readonly [name: string]: unknown }, rng: Rng): Params {
  return checkParams(space, fill(space, given, rng));
}

/** Draws what a point lacks; leaves what is wrong with it to `checkParams`. */
function fill(space: Space, given: { readonly [name: string]: unknown }, rng: Rng): Record<string, unknown> {
  const out: Record<string, unknown> = { ...given };
  for (const [name, domain] of Object.entries(space)) {
    const value = given[name] as { is?: string } | undefined;
    const inner = domain.kind === "branch" ? domain.cases[value?.is ?? ""] : undefined;
    if (inner) out[name] = { ...fill(inner, value as object as Record<string, unknown>, rng) };
    if (value !== undefined) continue;
    const alone = { [name]: domain };
    Object.assign(out, decode(alone, dimsOf(alone).map(rng)));
  }
  return out;
}
