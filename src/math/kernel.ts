/**
 * The covariance of a Gaussian process over mixed coordinates: Matérn-5/2 with a length for each.
 *
 * Notation: x points of [0, 1]^d; delta_j squared distance in coordinate j; w_j = 1 / l_j²; r² = Σ_j w_j delta_j.
 * Sources: Rasmussen and Williams 2006, eq. 4.17; Swersky et al. 2014, "Raiders of the lost architecture" (arc kernel), for
 * coordinates that may be inactive. Each delta_j is the squared distance of an explicit embedding, so the kernel is
 * positive semi-definite.
 */

/** How two values of a coordinate compare. NaN is an inactive value; only "arc" and "label" may meet one. */
export type Kind =
  | "number" // (a - b)²
  | "arc" // as a number, on a half circle: 0 when both are inactive, 1 when one is
  | "label"; // 0 when the same, else 1

/** delta_j of two values. */
export function distance(kind: Kind, a: number, b: number): number {
  if (kind === "number") return (a - b) ** 2;
  const [aIsOff, bIsOff] = [Number.isNaN(a), Number.isNaN(b)];
  if (aIsOff || bIsOff) return aIsOff && bIsOff ? 0 : 1;
  return kind === "label" ? Number(a !== b) : 4 * Math.sin((Math.PI / 4) * (a - b)) ** 2;
}

/** d delta_j / d a; 0 for labels and where either is inactive. */
export function distanceSlope(kind: Kind, a: number, b: number): number {
  if (kind === "number") return 2 * (a - b);
  if (kind === "label" || Number.isNaN(a) || Number.isNaN(b)) return 0;
  return Math.PI * Math.sin((Math.PI / 2) * (a - b));
}

/** The correlation at r². @source Rasmussen and Williams 2006, eq. 4.17 */
export function matern52(r2: number): number {
  const t = Math.sqrt(5 * r2);
  return (1 + t + (t * t) / 3) * Math.exp(-t);
}
