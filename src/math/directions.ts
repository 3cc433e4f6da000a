/** Evenly spread directions, for goals that are weighed against each other. */

/**
 * All points of the simplex with coordinates in steps of 1 / p.
 *
 * @param k  coordinates, >= 1
 * @param p  steps, >= 1
 * @returns (p + k − 1 choose p) points, each with sum 1
 * @source Das and Dennis 1998, "Normal-boundary intersection"
 */
export function simplexLattice(k: number, p: number): number[][] {
  if (k === 1) return [[1]];
  const out: number[][] = [];
  const walk = (head: readonly number[], left: number) => {
    if (head.length === k - 1) {
      out.push([...head, left].map((v) => v / p));
      return;
    }
    for (let v = 0; v <= left; v++) walk([...head, v], left - v);
  };
  walk([], p);
  return out;
}

/** The finest lattice of at most so many points. */
export function latticeOfAtMost(k: number, most: number): number[][] {
  let best = simplexLattice(k, 1);
  for (let p = 2; p < 1000; p++) {
    if (choose(p + k - 1, p) > most) break;
    best = simplexLattice(k, p);
  }
  return best;
}

function choose(n: number, r: number): number {
  let out = 1;
  for (let i = 1; i <= r; i++) out = (out * (n - r + i)) / i;
  return Math.round(out);
}
