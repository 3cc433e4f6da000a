/** When a run is over, and how the next one begins. */
import type { CmaState } from "../../math/cma.ts";
import { stream } from "../../math/rng.ts";

/** How restarts choose the population: none; twice as large each time; or large and small ones in turn. */
export type Restarts = "none" | "ipop" | "bipop";

/** The runs so far: plain data. */
export interface Runs {
  /** The number of the run, from 0. */
  number: number;
  /** Of the runs of the two regimes, the trials spent. */
  large: number;
  small: number;
  /** How often the large population was doubled. */
  doubled: number;
  isSmall: boolean;
}

export const firstRun: Readonly<Runs> = { number: 0, large: 0, small: 0, doubled: 0, isSmall: false };

/** What the next run begins with. */
export interface NextRun {
  readonly runs: Runs;
  readonly population: number;
  readonly sigma: number;
  /** Shape [d], uniform in the cube. */
  readonly mean: Float64Array;
}

/**
 * @param o.population, o.sigma  of the first run
 * @source Auger and Hansen 2005 (IPOP); Hansen 2009, "Benchmarking a BI-population CMA-ES" (BIPOP)
 */
export function nextRun(
  runs: Runs,
  kind: Restarts,
  o: { readonly seed: number; readonly d: number; readonly population: number; readonly sigma: number },
): NextRun {
  const number = runs.number + 1;
  const rng = stream(o.seed, "cmaes restart", number);
  const mean = Float64Array.from({ length: o.d }, rng);
  const isSmall = kind === "bipop" && runs.small < runs.large;
  const doubled = isSmall ? runs.doubled : runs.doubled + 1;
  const large = o.population * 2 ** Math.min(doubled, 10); // 10: a thousandfold; more is as good as random search
  const next = { ...runs, number, doubled, isSmall };
  if (!isSmall) return { runs: next, population: large, sigma: o.sigma, mean };
  const ratio = Math.max(1, large / 2 / o.population);
  const population = Math.max(2, Math.floor(o.population * ratio ** (rng() ** 2)));
  return { runs: next, population, sigma: o.sigma * 10 ** (-2 * rng()), mean };
}

/**
 * Why a run is over; null while it goes on.
 *
 * @param recent  the best loss of each of the last generations
 * @param o.sigma  the first step size
 * @source Hansen 2016, appendix B.3: tolfun, tolx, tolxup and conditioncov; tolfun relative, so that units do not matter,
 *   and tolx 1e-8: a hundred-millionth of a range matters to nobody
 */
export function reasonToEnd(
  normal: CmaState | null,
  recent: readonly number[],
  o: { readonly sigma: number; readonly window: number },
): string | null {
  if (recent.length >= o.window) {
    const [least, most] = [Math.min(...recent), Math.max(...recent)];
    const isLevel = most === least || most - least <= 1e-13 * Math.abs(least);
    if (isLevel) return `no difference in ${o.window} generations`;
  }
  if (!normal) return null;
  const [narrow, wide] = [Math.min(...normal.D), Math.max(...normal.D)];
  if (normal.sigma * wide < 1e-8 * o.sigma) return "the steps have become too small to matter";
  if (normal.sigma * wide > 1e4 * o.sigma) return "the steps have become too large";
  if ((wide / narrow) ** 2 > 1e14) return "the covariance has become too thin";
  return null;
}
