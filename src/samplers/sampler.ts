import { TunesmithError } from "../error.ts";
import { type Finished, type Goals, type History, isNoFaultOfPoint, type Spec } from "../history/index.ts";
import type { Json } from "../json.ts";
import type { Rng } from "../math/rng.ts";
import {
  type Constrained,
  checkOptions,
  type Params,
  type ParamsOf,
  type Scalar,
  type Space,
} from "../space/index.ts";
import type { Prior } from "./prior.ts";
import type { Walk } from "./walk.ts";

/** What a sampler can take: kinds of domains, several goals, bounds on values. */
export type Trait =
  | "float"
  | "int"
  | "categorical"
  | "branch"
  | "log"
  | "goals"
  | "bounds"
  | "define-by-run"
  | "prior";

/** What is to be solved. */
export interface Problem extends Constrained {
  readonly space: Space;
  readonly goals: Goals;
  readonly seed: number;
  /** What an expert believes; only for samplers that support "prior". */
  readonly prior?: Prior;
}

/** What a sampler may look at when asked. */
export interface Ask {
  /** The trial that the suggestion is for. */
  readonly number: number;
  /** All that was known; the trials that are running are in it. */
  readonly history: History;
  /** The stream named by (seed, sampler, number): the only randomness there is. */
  readonly rng: Rng;
}

/** A value, and what to remember of how it came about. */
export interface Stepped {
  readonly value: Scalar;
  readonly memo: Suggestion["memo"];
}

/** A point, and what to remember of how it came about; a memo says `why` in words. */
export interface Suggestion {
  readonly params: Params;
  readonly memo: { readonly why: string; readonly [key: string]: Json };
}

/**
 * Chooses define-by-run parameters one by one, by the way that led to each. Of a sampler without it, those that come together
 * are a space of their own, and are asked for at once.
 */
export interface Stepping<State> {
  step(state: State, walk: Walk, ask: Ask): Stepped;
}

/**
 * Proposes points: a pure state machine, so that every suggestion can be recomputed from the log.
 *
 * State is plain data that survives `structuredClone`. No I/O, no clock, no randomness but `ask.rng`.
 */
export interface Sampler<State = unknown> extends Partial<Stepping<State>> {
  readonly spec: Spec;
  readonly supports: ReadonlySet<Trait>;
  /** Up to so many trials an ask may take 5 ms and more, and is worth a thread; absent: it never is. */
  readonly slowUpTo?: number;
  init(problem: Problem): State;
  /** Folds one trial that has ended, in log order; owns `state` and may change it in place. */
  tell(state: State, trial: Finished): State;
  /** Proposes; must not change `state`. Not called when `left` says 0. */
  ask(state: State, ask: Ask): Suggestion;
  /** How many points are left to try; Infinity where there is no end. */
  left(state: State, history: History): number;
  /** Whether what it proposes depends on no other trial, so that nothing is gained by asking again; absent: it does. */
  isBlind?(state: State): boolean;
}

/** Makes a sampler from options; the declaration of an algorithm. */
export interface SamplerKind<O extends Space = Space> {
  (options?: Partial<ParamsOf<O>>): Sampler;
  readonly kind: string;
  /** One line for people. */
  readonly summary: string;
  readonly supports: ReadonlySet<Trait>;
  /** The options, in the words of a search space. */
  readonly options: O;
  readonly defaults: ParamsOf<O>;
  readonly zero: ZeroWords<O>;
}

/** What 0 stands for in options where it is no value of its own, in words. */
export type ZeroWords<O extends Space = Space> = { readonly [K in keyof O]?: string };

/** An algorithm as its file declares it; see {@link defineSampler}. */
export interface SamplerDefinition<O extends Space, State> extends Partial<Stepping<State>> {
  readonly name: string;
  readonly summary: string;
  readonly supports: readonly Trait[];
  readonly options: O;
  readonly defaults: ParamsOf<O>;
  readonly zero?: ZeroWords<O>;
  /**
   * Whether it keeps count of all points that were tried, whatever came of them. Others learn from what came, and are not
   * told of trials that failed by no fault of their point: such a point may come again.
   */
  readonly counts?: boolean;
  /** See `Sampler`. */
  readonly slowUpTo?: number;
  init(problem: Problem, options: ParamsOf<O>): State;
  tell(state: State, trial: Finished): State;
  ask(state: State, ask: Ask): Suggestion;
  left?(state: State, history: History): number;
  isBlind?(state: State): boolean;
}

/**
 * Declares a sampler; flags, option checks, tables and capability errors follow from it.
 *
 * @example
 * export const random = defineSampler({ name: "random", summary: "…", supports: ["float", …], options: {}, defaults: {}, init, tell, ask });
 */
export function defineSampler<const O extends Space, State>(
  def: SamplerDefinition<O, State>,
): SamplerKind<O> {
  const supports = new Set(def.supports);
  const make = (given: Partial<ParamsOf<O>> = {}): Sampler<State> => {
    const options = checkOptions(`sampler "${def.name}"`, def.options, def.defaults, given);
    return {
      spec: { name: def.name, options: options as Spec["options"] },
      supports,
      ...(def.slowUpTo !== undefined && { slowUpTo: def.slowUpTo }),
      init: (problem) => def.init(problem, options),
      tell: (state, trial) => (isNoFaultOfPoint(trial) && !def.counts ? state : def.tell(state, trial)),
      ask: (state, ask) => def.ask(state, ask),
      left: (state, history) => def.left?.(state, history) ?? Infinity,
      isBlind: (state) => def.isBlind?.(state) ?? false,
      ...(def.step && { step: def.step }),
    };
  };
  const { name: kind, summary, options, defaults, zero = {} } = def;
  return Object.assign(make as SamplerKind<O>, { kind, summary, supports, options, defaults, zero });
}

/**
 * Checks that a sampler can take a problem.
 *
 * @param others  names to advise instead, with what they support
 * @throws TunesmithError "unsupported", naming what it cannot take
 */
export function checkSupport(sampler: Sampler, problem: Problem, others: readonly SamplerKind[] = []): void {
  checkTraits(sampler, traitsOf(problem), others);
}

/** Checks that a sampler can take these; see {@link checkSupport}. */
export function checkTraits(
  sampler: Sampler,
  needs: ReadonlySet<Trait>,
  others: readonly SamplerKind[] = [],
): void {
  const missing = [...needs].find((trait) => !sampler.supports.has(trait));
  if (missing === undefined) return;
  const able = others.filter((k) => [...needs].every((trait) => k.supports.has(trait))).map((k) => k.kind);
  throw new TunesmithError(
    "unsupported",
    `sampler "${sampler.spec.name}" cannot take ${words[missing]}; use ${able.join(", ") || "another one"}.`,
  );
}

const words: { readonly [T in Trait]: string } = {
  float: "float parameters",
  int: "int parameters",
  categorical: "categorical parameters",
  branch: "branches",
  log: "log scales",
  goals: "several goals",
  bounds: "bounds on goals",
  "define-by-run": "define-by-run parameters (trial.suggest…)",
  prior: "an expert's prior",
};

/** What a problem asks of a sampler. */
function traitsOf({ space, goals, prior }: Problem): Set<Trait> {
  const traits = new Set<Trait>();
  const walk = (s: Space) => {
    for (const domain of Object.values(s)) {
      traits.add(domain.kind);
      if ("log" in domain && domain.log) traits.add("log");
      if (domain.kind === "branch") Object.values(domain.cases).forEach(walk);
    }
  };
  walk(space);
  const kinds = Object.values(goals);
  if (kinds.filter((g) => typeof g === "string").length > 1) traits.add("goals");
  if (kinds.some((g) => typeof g !== "string")) traits.add("bounds");
  if (prior) traits.add("prior");
  return traits;
}
