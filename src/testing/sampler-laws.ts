/** The part of the sampler contract that holds for any problem and any course of events, found by search. */
import fc from "fast-check";
import { expect } from "vitest";
import { isTunesmithError } from "../error.ts";
import type { Goals, StudyEvent } from "../history/index.ts";
import { stream } from "../math/rng.ts";
import type { Problem, Sampler, Trait } from "../samplers/index.ts";
import {
  branch,
  categorical,
  checkParams,
  dimsOf,
  encode,
  float,
  int,
  isAllowed,
  type Params,
  type Space,
} from "../space/index.ts";
import { type Driven, drive, type Evaluated, finishedIn } from "./drive.ts";
import { points, spaces } from "./spaces.ts";

/** What every sampler has to hold, by name. */
export type SamplerLaw =
  | "in the space"
  | "in the constraints"
  | "same for the same"
  | "asking changes nothing"
  | "state is data"
  | "state is a fold"
  | "memo says why"
  | "options"
  | "capabilities"
  | "converges";

/** What the laws need to know of a sampler. */
export interface LawsOf {
  readonly make: () => Sampler;
  readonly supports: ReadonlySet<Trait>;
  /** How many arbitrary problems each law is tried on. */
  readonly runs: number;
  readonly law: (name: SamplerLaw, sentence: string, check: () => void) => void;
}

/** A problem, and a course of events: enqueued points, so many trials, so many at a time. */
interface Case {
  readonly problem: Problem;
  readonly trials: number;
  readonly parallel: number;
  readonly before: readonly StudyEvent[];
}

export function samplerLaws({ make, supports, runs, law }: LawsOf): void {
  const cases = casesFor(supports);
  /** Holds of searches in arbitrary problems, by the sampler as `seen` wraps it. */
  const always = (holds: (driven: Driven<unknown>, c: Case) => void, seen = (s: Sampler) => s) => {
    const run = (c: Case) => drive(seen(make()), c.problem, evaluate(c.problem), c);
    fc.assert(
      fc.property(cases, (c) => {
        fc.pre(isTaken(make(), c.problem));
        holds(run(c), c); // what an expectation returns means nothing
      }),
      { numRuns: runs },
    );
  };

  law("in the space", "every suggestion lies in the space, whatever became of the trials before it", () => {
    always(({ suggestions }, { problem }) => {
      for (const { params } of suggestions) expect(checkParams(problem.space, params)).toEqual(params);
    });
  });

  law(
    "in the constraints",
    "suggestions hold the known constraints of the space, or a random one stands in",
    () => {
      for (const problem of constrained.filter((p) => isSupported(p.space, supports) && isTaken(make(), p))) {
        const { suggestions } = drive(make(), problem, evaluate(problem), { trials: 15, parallel: 3 });
        const broken = suggestions.filter(({ params }) => !isAllowed(problem, params));
        expect(suggestions.length).toBeGreaterThan(0);
        expect(broken, problem.constraints!.join()).toEqual([]);
      }
    },
  );

  law("same for the same", "the same log gives the same suggestions", () => {
    always(({ log }, c) => expect(drive(make(), c.problem, evaluate(c.problem), c).log).toEqual(log));
  });

  law(
    "asking changes nothing",
    "asking leaves state and history as they were, and gives the same twice",
    () => {
      const watched = (sampler: Sampler): Sampler => ({
        ...sampler,
        ask(state, ask) {
          const before = structuredClone({ state, history: ask.history });
          const rng = () => stream(7, "again", ask.number);
          const [first, second] = [1, 2].map(() => sampler.ask(state, { ...ask, rng: rng() }));
          expect({ state, history: ask.history }).toEqual(before);
          expect(second).toEqual(first);
          return first!;
        },
      });
      always(() => {}, watched);
    },
  );

  law("state is data", "the state survives structuredClone at every step", () => {
    const cloning = (sampler: Sampler): Sampler => ({
      ...sampler,
      init: (problem) => structuredClone(sampler.init(problem)),
      tell: (state, trial) => structuredClone(sampler.tell(state, trial)),
    });
    always(
      ({ log }, c) => expect(drive(make(), c.problem, evaluate(c.problem), c).log).toEqual(log),
      cloning,
    );
  });

  law(
    "state is a fold",
    "told in two parts, with the state laid by in between, it comes to the same state",
    () => {
      always(({ history, state }, { problem }) => {
        const sampler = make();
        const finished = finishedIn(history);
        const half = finished.length >> 1;
        const fold = (from: unknown, part: typeof finished) =>
          part.reduce((s, t) => sampler.tell(s, t), from);
        const first = fold(sampler.init(problem), finished.slice(0, half));
        expect(fold(structuredClone(first), finished.slice(half))).toEqual(structuredClone(state));
      });
    },
  );

  law("memo says why", "every memo says why in words, and is JSON", () => {
    always(({ suggestions }) => {
      for (const { memo } of suggestions) {
        expect(memo.why).toMatch(/\w+ \w+/);
        expect(JSON.parse(JSON.stringify(memo))).toEqual(memo);
      }
    });
  });
}

const one = { value: "minimize" } as const;
/** Constraints that leave half of the space, a few points of it, a corner of a hundredth, and some of a branch. */
const constrained: readonly Problem[] = [
  { space: { x: float(0, 1), y: float(0, 1) }, constraints: ["x + y <= 1"], goals: one, seed: 1 },
  { space: { n: int(1, 6), m: int(1, 6) }, constraints: ["n * m == 12 or n > m + 3"], goals: one, seed: 2 },
  { space: { x: float(0, 1), n: int(0, 99) }, constraints: ["x < 0.1", "n >= 90"], goals: one, seed: 3 },
  {
    space: { model: branch({ a: { c: float(0, 1) }, b: { n: int(1, 9) } }), k: categorical(["p", "q"]) },
    constraints: ['model.a.c > 0.5 or k == "p"', 'model == "a" or model.b.n <= 3'],
    goals: one,
    seed: 4,
  },
];

function isSupported(space: Space, supports: ReadonlySet<Trait>): boolean {
  return dimsOf(space).every(({ domain }) => supports.has(domain.kind));
}

/** Whether a sampler takes a problem of the kinds that it supports; `grid` refuses one with too many points. */
function isTaken(sampler: Sampler, problem: Problem): boolean {
  try {
    sampler.init(problem);
    return true;
  } catch (e) {
    if (isTunesmithError(e, "unsupported")) return false;
    throw e;
  }
}

/** Problems that a sampler supports. */
function casesFor(supports: ReadonlySet<Trait>): fc.Arbitrary<Case> {
  const goals: Goals[] = [{ value: "minimize" }, { value: "maximize" }];
  if (supports.has("goals")) goals.push({ a: "minimize", b: "maximize" });
  if (supports.has("bounds")) goals.push({ a: "maximize", b: { atMost: 1 } });
  return spaces(supports).chain((space) =>
    fc.record({
      problem: fc.record({
        space: fc.constant(space),
        goals: fc.constantFrom(...goals),
        seed: fc.maxSafeInteger(),
      }),
      trials: fc.integer({ min: 1, max: 14 }),
      parallel: fc.integer({ min: 1, max: 4 }),
      before: fc.array(points(space).map(enqueued), { maxLength: 2 }),
    }),
  );
}

function enqueued(params: Params): StudyEvent {
  return { type: "trial.enqueued", params, suggest: {} };
}

/** An objective with everything that happens: failures, prunings with and without a curve, ties and huge values. */
function evaluate({ space, goals }: Problem): (params: Params, number: number) => Evaluated {
  return (params, number) => {
    const size = encode(space, params).reduce((sum, u) => sum + (Number.isNaN(u) ? 0 : (u - 0.3) ** 2), 0);
    if (number % 7 === 3) return { outcome: { state: "failed", why: "it broke" } };
    if (number % 7 === 4)
      return { curve: [size, size / 2], outcome: { state: "pruned", why: "it was slow" } };
    if (number % 7 === 5) return { outcome: { state: "pruned", why: "it said nothing" } };
    const value = number % 7 === 6 ? 1e300 : Math.round(8 * size) / 8;
    const values = Object.fromEntries(Object.keys(goals).map((name) => [name, value]));
    return { curve: [1, value], outcome: { state: "complete", values } };
  };
}
