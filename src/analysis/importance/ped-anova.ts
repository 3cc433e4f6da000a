/**
 * PED-ANOVA: how far the best tenth of the trials departs, in each parameter, from all of them.
 *
 * Sources: Watanabe, Bansal and Hutter 2023, "PED-ANOVA: Efficiently Quantifying Hyperparameter Importance in Arbitrary
 * Subspaces", theorem 1; for parameters that are not always active, "Conditional PED-ANOVA" 2026, theorem 4.2. The grid
 * and its conventions are those of Optuna 5.
 */
import { labelDensity, orderedDensity } from "../../math/parzen-grid.ts";
import { count, type Domain } from "../../space/index.ts";
import type { Column } from "../table.ts";

/** A parameter on its grid. */
export interface GridColumn {
  /** 0 or 1: it cannot matter. */
  readonly cells: number;
  readonly isLabel: boolean;
  /** Shape [n]; -1 where inactive. */
  readonly cell: Int32Array;
}

/** Cells of a continuum, as in the paper. */
const steps = 50;

/** Puts a column on its grid: a cell for each value where there are few, else 50. */
export function onGrid({ domain, values, unit }: Column): GridColumn {
  const cells = cellsOf(domain);
  const isLabel = domain.kind === "categorical" || domain.kind === "branch";
  const cell = Int32Array.from(values, (v, i) => {
    if (v === undefined) return -1;
    if (isLabel) return Math.min(cells - 1, Math.floor(unit[i]! * cells));
    // half-way goes down
    return Math.min(cells - 1, Math.max(0, Math.ceil(share(domain, v as number) * (cells - 1) - 0.5)));
  });
  return { cells, isLabel, cell };
}

/**
 * The importance of each parameter for being among the best.
 *
 * @param rows   which trials count; one may come several times
 * @param isTop  shape [rows]: whether it is among the best
 * @returns shape [d], >= 0, in no unit; 0 where nothing can be said
 */
export function pedAnova(
  columns: readonly GridColumn[],
  rows: ArrayLike<number>,
  isTop: ArrayLike<boolean | number>,
): Float64Array {
  let top = 0;
  for (let k = 0; k < rows.length; k++) if (isTop[k]) top++;
  return Float64Array.from(columns, ({ cells, isLabel, cell }) => {
    if (cells < 2) return 0;
    const all = new Float64Array(cells);
    const best = new Float64Array(cells);
    let [active, activeTop] = [0, 0];
    for (let k = 0; k < rows.length; k++) {
      const c = cell[rows[k]!]!;
      if (c < 0) continue;
      all[c]!++;
      active++;
      if (!isTop[k]) continue;
      best[c]!++;
      activeTop++;
    }
    if (active < 2 || activeTop === 0) return 0;
    const density = isLabel ? labelDensity : orderedDensity;
    const alpha = activeTop / top;
    const beta = active / rows.length;
    return (alpha ** 2 / beta) * divergence(density(best), density(all)); // theorem 4.2, but for (gamma' / gamma)²
  });
}

/** The Pearson divergence of p from q. */
function divergence(p: Float64Array, q: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < p.length; i++) {
    const base = q[i]! + 1e-12;
    sum += base * ((p[i]! + 1e-12) / base - 1) ** 2;
  }
  return sum;
}

function cellsOf(domain: Domain): number {
  const n = count(domain);
  if (domain.kind === "categorical" || domain.kind === "branch") return n;
  if (n === 1) return 1;
  if (domain.kind === "int" && domain.log)
    return Math.min(steps, Math.ceil(Math.log2(domain.high - domain.low + 1)) + 1);
  return Math.min(steps, n);
}

/** Where a number lies between the ends of its range, 0 to 1. */
function share(domain: Domain, x: number): number {
  const { low, high, log } = domain as Extract<Domain, { kind: "float" | "int" }>;
  const at = log ? Math.log : (v: number) => v;
  return (at(x) - at(low)) / (at(high) - at(low));
}
