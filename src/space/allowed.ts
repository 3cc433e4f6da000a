/** Points that hold the constraints of a space. */
import { TunesmithError } from "../error.ts";
import { normal, type Rng, stream } from "../math/rng.ts";
import { decode, encode } from "./codec.ts";
import { breachOf, type Constrained, isAllowed } from "./constraint.ts";
import { dimsOf } from "./dims.ts";
import type { Params } from "./domain.ts";

/** So many draws find a share of a hundredth of the space nearly surely. */
const mostDraws = 500;
/** And so many steps from each of so many draws what is thinner. */
const [mostSteps, mostClimbs] = [400, 10];

/**
 * A random point that holds the constraints: by drawing, and where they leave little, by climbing down how far they are broken.
 *
 * @returns null when none was found, after some thousand tries
 */
export function drawAllowed(of: Constrained, rng: Rng): Params | null {
  const { space } = of;
  const draw = () => decode(space, dimsOf(space).map(rng));
  for (let i = 0; i < mostDraws; i++) {
    const params = draw();
    if (isAllowed(of, params)) return params;
  }
  for (let i = 0; i < mostClimbs; i++) {
    const params = climb(of, draw(), rng);
    if (isAllowed(of, params)) return params;
  }
  return null;
}

/** A (1 + 1) evolution strategy that shortens its steps where they fail. @source Rechenberg 1973, the one-fifth rule */
function climb(of: Constrained, start: Params, rng: Rng): Params {
  let at = start;
  let breach = breachOf(of, at);
  let sd = 0.2;
  for (let i = 0; i < mostSteps && breach > 0; i++) {
    const u = encode(of.space, at).map((v) => {
      if (Number.isNaN(v) || rng() < 0.1) return rng();
      return rng() < 0.5 ? v : v + sd * normal(rng);
    });
    const next = decode(of.space, u);
    const found = breachOf(of, next);
    if (found < breach) [at, breach, sd] = [next, found, Math.min(0.5, sd * 1.5)];
    else sd = Math.max(1e-9, sd * 0.9);
  }
  return at;
}

/**
 * Refuses constraints that nothing seems to satisfy.
 *
 * @throws TunesmithError "space"
 */
export function checkSatisfiable(of: Constrained): void {
  if (!of.constraints?.length || drawAllowed(of, stream(0, "constraints", 0)) !== null) return;
  throw new TunesmithError(
    "space",
    `no point was found that holds the constraints ${of.constraints.map((c) => `"${c}"`).join(", ")}; loosen them, or write a parameter that follows from others (a == 2 * b) in the objective instead.`,
  );
}
