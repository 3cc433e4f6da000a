/** What the results would be where nothing was tried: a Gaussian process on the trials. */
import type { History } from "../history/index.ts";
import { fitTheta, Posterior } from "../math/gp.ts";
import { priorOf } from "../math/gp-evidence.ts";
import type { Kind } from "../math/kernel.ts";
import { below, stream } from "../math/rng.ts";
import { dimsOf } from "../space/index.ts";
import type { Column, Table } from "./table.ts";

/** A model of a goal over the parameters. */
export interface Surrogate {
  /** Shape [m][d]: the points it was fitted to, as coordinates in [0, 1]; NaN where inactive. */
  readonly X: readonly Float64Array[];
  /** The mean at a point, and the standard deviation of the noise-free function; in the unit of the losses. */
  readonly predict: (u: Float64Array) => { readonly mean: number; readonly sd: number };
  /** The mean alone, which is quicker. */
  readonly mean: (u: Float64Array) => number;
  /** The standard deviation of the noise, in the unit of the losses. */
  readonly noise: number;
}

/** Points a fit takes at most: it takes time with their cube. */
const mostPoints = 150;

/**
 * Fits a surrogate to complete trials.
 *
 * Losses far on the bad side are drawn in, so that an explosion does not flatten the rest.
 *
 * @param rows  which rows of the table; default all. Of many, the best half and a fair choice of the others
 * @returns null with fewer than 4 rows, or without a parameter
 */
export function fitSurrogate(
  history: History,
  { columns, losses }: Pick<Table, "columns" | "losses">,
  rows: readonly number[] = [...losses.keys()],
  most = mostPoints,
): Surrogate | null {
  if (rows.length < 4 || columns.length === 0) return null;
  const chosen = subset(losses, rows, most);
  const { centre, size, y } = standardised(chosen.map((i) => losses[i]!));
  const data = {
    X: chosen.map((i) => Float64Array.from(columns, (c) => c.unit[i]!)),
    y,
    kinds: columns.map((c) => kindOf(history, c)),
  };
  const prior = priorOf(columns.length);
  const { theta } = fitTheta(data, prior, { starts: [prior.mean], maxIterations: 30 });
  const posterior = new Posterior(data, theta);
  return {
    X: data.X,
    predict: (u) => {
      const { mean, variance } = posterior.predict(u);
      return { mean: centre + size * mean, sd: size * Math.sqrt(variance) };
    },
    mean: (u) => centre + size * posterior.mean(u),
    noise: size * Math.exp(theta[columns.length + 1]! / 2),
  };
}

/** How values of a parameter compare: only what hangs under a branch, or is suggested on the run, may be inactive. */
function kindOf(history: History, { name, domain, unit }: Column): Kind {
  const isLabel = domain.kind === "branch" || (domain.kind === "categorical" && !domain.ordered);
  if (isLabel) return "label";
  const dim = dimsOf(history.study?.space ?? {}).find((one) => one.name === name);
  return (dim && dim.parent < 0) || !unit.some(Number.isNaN) ? "number" : "arc";
}

/** All rows, or the best half of what a fit takes and as many others by chance. */
function subset(losses: Float64Array, rows: readonly number[], most: number): number[] {
  if (rows.length <= most) return [...rows];
  const sorted = [...rows].sort((a, b) => losses[a]! - losses[b]!);
  const best = Math.floor(most / 2);
  const rng = stream(rows.length, "subset", 0);
  for (let k = best; k < most; k++) {
    const other = k + below(rng, sorted.length - k);
    [sorted[k], sorted[other]] = [sorted[other]!, sorted[k]!];
  }
  return sorted.slice(0, most);
}

/** Losses with mean 0 and variance 1, after those far on the bad side were drawn in to the third quartile + 3 ranges. */
function standardised(losses: readonly number[]): { centre: number; size: number; y: Float64Array } {
  const sorted = [...losses].sort((a, b) => a - b);
  const at = (q: number) => sorted[Math.round(q * (sorted.length - 1))]!;
  const top = at(0.75) + 3 * (at(0.75) - at(0.25));
  const cut = losses.map((l) => (top > at(0.25) ? Math.min(l, top) : l));
  const centre = cut.reduce((sum, l) => sum + l / cut.length, 0);
  const variance = cut.reduce((sum, l) => sum + (l - centre) ** 2 / cut.length, 0);
  const size = variance > 0 ? Math.sqrt(variance) : 1;
  return { centre, size, y: Float64Array.from(cut, (l) => (l - centre) / size) };
}
