/**
 * Keeps a normal from resting within one cell of a discrete coordinate: the chance to leave it stays at least alpha.
 *
 * Source: Hamano, Saito, Nomura and Shirakawa 2022, "CMA-ES with margin", GECCO, eq. 9 to 17, written with quantiles of the
 * normal: the square root of the χ²₁ quantile at 1 − 2p is −Φ⁻¹(p).
 */
import { normalCdf, normalQuantile } from "./special.ts";

/** A coordinate's mean, and its scale A beside sigma √C. */
export interface Marginal {
  readonly mean: number;
  readonly scale: number;
}

/**
 * @param o.sd     sigma √C_jj, > 0; the coordinate is N(mean, (scale sd)²)
 * @param o.below  the nearest threshold between values below the mean, null where there is none
 * @param o.above  the nearest one above, likewise
 * @param o.alpha  in (0, 1/2)
 */
export function withMargin(
  { mean, scale }: Marginal,
  o: {
    readonly sd: number;
    readonly below: number | null;
    readonly above: number | null;
    readonly alpha: number;
  },
): Marginal {
  const { below, above, alpha, sd } = o;
  const wide = scale * sd;
  if (below === null && above === null) return { mean, scale };
  if (below === null || above === null) {
    // Eq. 11: only one neighbour. The mean comes near enough for it.
    const far = -normalQuantile(alpha) * wide;
    if (below === null) return { mean: Math.max(mean, above! - far), scale };
    return { mean: Math.min(mean, below + far), scale };
  }
  const low = normalCdf((below - mean) / wide);
  const high = normalCdf((mean - above) / wide);
  const [lifted, raised] = [Math.max(alpha / 2, low), Math.max(alpha / 2, high)]; // eq. 13, 14
  if (lifted === low && raised === high) return { mean, scale };
  const middle = 1 - low - high;
  const rest = 1 - lifted - raised - middle;
  const total = lifted + middle + raised - (3 * alpha) / 2;
  const p = clip(lifted + (rest * (lifted - alpha / 2)) / total); // eq. 15
  const r = clip(raised + (rest * (raised - alpha / 2)) / total); // eq. 16
  const [toBelow, toAbove] = [-normalQuantile(p), -normalQuantile(r)];
  if (!(toBelow + toAbove > 1e-12)) return { mean, scale };
  return {
    mean: (below * toAbove + above * toBelow) / (toBelow + toAbove), // eq. 17
    scale: (above - below) / ((toBelow + toAbove) * sd),
  };
}

function clip(p: number): number {
  return Math.min(1 - 1e-12, Math.max(1e-12, p));
}
