/**
 * What an expert believes before the first trial: where the best point lies. It leads the first trials, and weighs what a
 * model says less and less as trials come in, so that a wrong belief costs some trials and no more.
 *
 * Source: Hvarfner, Stoll, Souza, Lindauer, Hutter and Nardi 2022, "πBO: Augmenting acquisition functions with user beliefs",
 * eq. 6.
 */
import { didYouMean, TunesmithError } from "../error.ts";
import { normal, pick, type Rng } from "../math/rng.ts";
import { contains, type Domain, describe, dimsOf, type Space, toUnit, wordOf } from "../space/index.ts";
import { type Axis, snap } from "./unit-space.ts";

/** The best value of a number: likely near `around`. */
export interface BelievedNumber {
  readonly around: number;
  /**
   * One standard deviation: on a log scale a factor > 1, else a distance > 0 in the parameter's own units.
   */
  readonly spread: number;
}

/** How likely each choice is the best one, as weights >= 0, by the choice in words; 1 where it is not named. */
export interface BelievedChoices {
  readonly [choice: string]: number;
}

/** Beliefs by dotted name; parameters that are not named are open. */
export interface Prior {
  readonly [name: string]: BelievedNumber | BelievedChoices;
}

/** How many trials' worth of weight a belief has at first. @source Hvarfner et al. 2022, section 4 (β = N / 10, N = 100) */
const beta = 10;

/** Nothing is ruled out: as unlikely as 3.7 standard deviations. */
const least = 1e-3;

/**
 * @throws TunesmithError "params" for a name the space does not have, "value" for a belief that does not suit its domain
 */
export function checkPrior(space: Space, prior: Prior): void {
  const dims = dimsOf(space);
  for (const [name, belief] of Object.entries(prior)) {
    const dim = dims.find((d) => d.name === name);
    if (!dim) {
      const names = dims.map((d) => d.name);
      throw new TunesmithError(
        "params",
        `the prior speaks of "${name}", which is no parameter; ${didYouMean(name, names)}.`,
      );
    }
    const fault = faultOf(dim.domain, belief);
    if (fault)
      throw new TunesmithError("value", `the prior of "${name}" is ${JSON.stringify(belief)}; ${fault}.`);
  }
}

function faultOf(domain: Domain, belief: Prior[string]): string | null {
  if (typeof belief !== "object" || belief === null) return "it must be an object";
  if (domain.kind === "float" || domain.kind === "int") {
    const { around, spread } = belief as BelievedNumber;
    const least = domain.log ? 1 : 0;
    if (contains(domain, around) && Number.isFinite(spread) && spread > least) return null;
    const factor = domain.log ? "a factor > 1, as the scale is a log one" : "a distance > 0";
    return `it must be { around, spread }: a value of ${describe(domain)}, and ${factor}`;
  }
  const words = choicesOf(domain);
  const weights = Object.entries(belief as BelievedChoices);
  const stranger = weights.find(([word]) => !words.includes(word));
  if (stranger) return `"${stranger[0]}" is no choice; there are ${words.join(", ")}`;
  if (!weights.every(([, w]) => Number.isFinite(w) && w >= 0)) return "weights must be >= 0";
  return words.some((word) => weightOf(belief as BelievedChoices, word) > 0)
    ? null
    : "one choice at least must have a weight > 0";
}

const choicesOf = (domain: Exclude<Domain, { kind: "float" | "int" }>): string[] =>
  domain.kind === "branch" ? Object.keys(domain.cases) : domain.choices.map(wordOf);

const weightOf = (belief: BelievedChoices, word: string) => (Object.hasOwn(belief, word) ? belief[word]! : 1);

/** A belief over one coordinate of the unit cube. */
interface Coordinate {
  /** ln of the density, up to a constant: 0 at its highest. */
  log(u: number): number;
  /** Its slope; 0 for choices. */
  slope(u: number): number;
  draw(rng: Rng): number;
  readonly mode: number;
}

function numberBelief(
  domain: Extract<Domain, { kind: "float" | "int" }>,
  belief: BelievedNumber,
): Coordinate {
  const { low, high, log } = domain;
  const mode = toUnit(domain, belief.around);
  const range = log ? Math.log(high / low) : high - low;
  const sd = range > 0 ? Math.min(10, (log ? Math.log(belief.spread) : belief.spread) / range) : 1;
  const floor = Math.log(least);
  const logNormal = (u: number) => -0.5 * ((u - mode) / sd) ** 2;
  return {
    log: (u) => Math.max(floor, logNormal(u)),
    slope: (u) => (logNormal(u) > floor ? (mode - u) / sd ** 2 : 0),
    draw: (rng) => Math.min(1, Math.max(0, mode + sd * normal(rng))),
    mode,
  };
}

function choiceBelief(
  domain: Exclude<Domain, { kind: "float" | "int" }>,
  belief: BelievedChoices,
): Coordinate {
  const words = choicesOf(domain);
  const weights = words.map((word) => weightOf(belief, word));
  const most = Math.max(...weights);
  const total = weights.reduce((sum, w) => sum + w, 0);
  const middle = (k: number) => (k + 0.5) / words.length;
  return {
    log: (u) => {
      const k = Math.min(words.length - 1, Math.floor(u * words.length));
      return Math.log(Math.max(least, weights[k]! / most));
    },
    slope: () => 0,
    draw: (rng) => middle(pick(weights, rng() * total)),
    mode: middle(weights.indexOf(most)),
  };
}

/** Beliefs as a sampler uses them: over the points of the unit cube, NaN where inactive. */
export interface Beliefs {
  /** The likeliest point. */
  readonly mode: Float64Array;
  draw(rng: Rng): Float64Array;
  /** What is added to a log acquisition after n trials: ln of the density, times β / n. */
  weigh(u: Float64Array, n: number): number;
  /** Adds its slope to a gradient, shape [d]. */
  addSlope(u: Float64Array, n: number, gradient: Float64Array): void;
}

/** @param prior  as `checkPrior` takes it, of the space that the axes are of */
export function beliefsOf(axes: readonly Axis[], prior: Prior): Beliefs {
  const open: Coordinate = { log: () => 0, slope: () => 0, draw: (rng) => rng(), mode: 0.5 };
  const coordinates = axes.map(({ dim: { name, domain } }): Coordinate => {
    const belief = Object.hasOwn(prior, name) ? prior[name]! : null;
    if (!belief) return open;
    return domain.kind === "float" || domain.kind === "int"
      ? numberBelief(domain, belief as BelievedNumber)
      : choiceBelief(domain, belief as BelievedChoices);
  });
  const place = (of: (c: Coordinate) => number) =>
    snap(
      axes,
      Float64Array.from(coordinates, (c) => of(c)),
      () => 0.5,
    );
  return {
    mode: place((c) => c.mode),
    draw: (rng) => place((c) => c.draw(rng)),
    weigh(u, n) {
      let sum = 0;
      for (let j = 0; j < u.length; j++) if (!Number.isNaN(u[j]!)) sum += coordinates[j]!.log(u[j]!);
      return (sum * beta) / Math.max(1, n);
    },
    addSlope(u, n, gradient) {
      for (let j = 0; j < u.length; j++) {
        if (!Number.isNaN(u[j]!)) gradient[j]! += (coordinates[j]!.slope(u[j]!) * beta) / Math.max(1, n);
      }
    },
  };
}
