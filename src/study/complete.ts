import { TunesmithError } from "../error.ts";
import type { Rng } from "../math/rng.ts";
import {
  brokenBy,
  type Constrained,
  checkParams,
  decode,
  dimsOf,
  type Params,
  type Space,
} from "../space/index.ts";

/**
 * A point of the space from part of one: what is missing is drawn at random, so that the constraints hold.
 *
 * @throws TunesmithError "params" for what does not fit, or breaks a constraint whatever is drawn
 */
export function completed(of: Constrained, given: { readonly [name: string]: unknown }, rng: Rng): Params {
  let broken: string | null = null;
  for (let i = 0; i < mostDraws; i++) {
    const params = checkParams(of.space, fill(of.space, given, rng));
    broken = brokenBy(of, params);
    if (broken === null) return params;
  }
  throw new TunesmithError(
    "params",
    `${JSON.stringify(given)} breaks the constraint "${broken}" of this study.`,
  );
}

/** Enough where a hundredth of what can be drawn holds the constraints. */
const mostDraws = 500;

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
