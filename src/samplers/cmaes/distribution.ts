/**
 * What CMA-ES draws from: a normal distribution with margin for the numbers, categorical ones for the labels.
 *
 * Sources: Hansen 2016 (CMA-ES); Hamano et al. 2022 (margin); Hamano et al. 2024, "CatCMA", arXiv:2405.09962 (labels).
 */
import { type AsngState, asngSample, asngStart, asngUpdate } from "../../math/asng.ts";
import {
  type CmaState,
  cmaConstants,
  cmaSample,
  cmaStart,
  cmaUpdate,
  norm,
  varianceOf,
  whiten,
} from "../../math/cma.ts";
import { type LearningRate, learningRateStart, slowDown } from "../../math/cma-learning-rate.ts";
import { withMargin } from "../../math/margin.ts";
import { matchedNormal } from "../../math/moments.ts";
import type { Rng } from "../../math/rng.ts";
import { cellOf } from "../../space/index.ts";
import type { Latent, Layout } from "./layout.ts";

/** Plain data. */
export interface Distribution {
  /** null where no coordinate is a number. */
  readonly normal: CmaState | null;
  /** How much wider than the normal each number is drawn; 1 for a continuum. */
  scale: Float64Array;
  readonly labels: AsngState;
  readonly rate: LearningRate | null;
}

/** How a distribution begins. */
export interface Start {
  readonly mean: Float64Array;
  readonly sigma: number;
  readonly isDiagonal: boolean;
  readonly isAdaptive: boolean;
}

export function begin(
  { axes, labels }: Layout,
  { mean, sigma, isDiagonal, isAdaptive }: Start,
): Distribution {
  const d = mean.length;
  return {
    normal: d > 0 ? cmaStart(mean, sigma, { isDiagonal }) : null,
    scale: new Float64Array(d).fill(1),
    labels: asngStart(labels.map((j) => axes[j]!.cells)),
    rate: isAdaptive && d > 0 ? learningRateStart(d) : null,
  };
}

/** Begins around points that were good elsewhere; see {@link matchedNormal}. */
export function beginAround(layout: Layout, start: Start, points: readonly Latent[]): Distribution {
  const blank = begin(layout, start);
  const q = blank.labels.q.map((p, i) =>
    p.map((_, k) => (1 + points.filter(({ c }) => c[i] === k).length) / (p.length + points.length)),
  );
  const labels = { ...blank.labels, q };
  if (!blank.normal) return { ...blank, labels };
  const { mean, sigma, C } = matchedNormal(points.map(({ x }) => x));
  const d = mean.length;
  const normal = start.isDiagonal
    ? cmaStart(mean, sigma, { isDiagonal: true, C: C.filter((_, i) => i % (d + 1) === 0) })
    : cmaStart(mean, sigma, { C });
  return { ...blank, normal, labels };
}

/** How often a draw that left the box is drawn again; then it is taken to the box's side. */
const mostRedraws = 50;

/** One member of a population. */
export function sample(dist: Distribution, { axes, numbers }: Layout, rng: Rng): Latent {
  const c = asngSample(dist.labels, rng);
  if (!dist.normal) return { x: new Float64Array(0), c };
  const isInside = (x: Float64Array) =>
    x.every((v, i) => axes[numbers[i]!]!.cells !== Infinity || (v >= 0 && v <= 1));
  let x = cmaSample(dist.normal, rng);
  for (let i = 0; i < mostRedraws && !isInside(x); i++) x = cmaSample(dist.normal, rng);
  return {
    x: x.map((v, i) => (axes[numbers[i]!]!.cells === Infinity ? Math.min(1, Math.max(0, v)) : v)),
    c,
  };
}

/** Where a draw lies in the cube: discrete numbers are drawn wider by the margin's scale. */
export function placed({ normal, scale }: Distribution, { x, c }: Latent): Latent {
  if (!normal) return { x, c };
  return { x: x.map((v, i) => normal.mean[i]! + scale[i]! * (v - normal.mean[i]!)), c };
}

/**
 * Moves the distribution towards the better members.
 *
 * @param dist     changed in place
 * @param ranked   the best first; as many as the population has
 */
export function update(
  dist: Distribution,
  layout: Layout,
  ranked: readonly Latent[],
  isDiagonal: boolean,
): void {
  const lambda = ranked.length;
  const { normal, rate } = dist;
  if (normal) {
    const d = normal.mean.length;
    const before = rate ? { ...normal, C: normal.C.slice() } : null;
    cmaUpdate(
      normal,
      cmaConstants(d, lambda, isDiagonal),
      ranked.map(({ x }) => x),
    );
    if (rate && before) slowDown(rate, before, normal);
    keepMargin(dist, layout, 1 / (d * lambda)); // Hamano et al. 2022, section 5
  }
  const k = cmaConstants(Math.max(1, layout.axes.length), lambda);
  asngUpdate(
    dist.labels,
    ranked.map(({ c }) => c),
    [...k.weights].map((w) => Math.max(0, w)), // CatCMA takes the better half
  );
}

function keepMargin(dist: Distribution, { axes, numbers }: Layout, alpha: number): void {
  const normal = dist.normal!;
  numbers.forEach((j, i) => {
    if (axes[j]!.cells === Infinity) return;
    const mean = Math.min(1, Math.max(0, normal.mean[i]!));
    const [low, high] = cellOf(axes[j]!.dim.domain, mean)!;
    const now = { mean: normal.mean[i]!, scale: dist.scale[i]! };
    const kept = withMargin(now, {
      sd: normal.sigma * Math.sqrt(varianceOf(normal, i)),
      below: low > 1e-12 ? low : null,
      above: high < 1 - 1e-12 ? high : null,
      alpha: Math.min(0.4, alpha),
    });
    normal.mean[i] = kept.mean;
    dist.scale[i] = kept.scale;
  });
}

/**
 * A point from elsewhere as a member: no farther from the mean than members are.
 *
 * @source Hansen 2011, "Injecting external solutions into CMA-ES", arXiv:1110.4181, eq. 4 and 5
 */
export function injected({ normal }: Distribution, { x, c }: Latent): Latent {
  if (!normal) return { x, c };
  const d = x.length;
  const y = x.map((v, i) => (v - normal.mean[i]!) / normal.sigma);
  const far = norm(whiten(normal, y));
  const most = Math.sqrt(d) + (2 * d) / (d + 2);
  const share = far > most ? most / far : 1;
  return { x: y.map((v, i) => normal.mean[i]! + normal.sigma * share * v), c };
}
