import { describe, expect, test } from "vitest";
import { lossOf } from "../history/index.ts";
import { checkSupport, type Problem, type SamplerKind, samplerKinds } from "../samplers/index.ts";
import {
  branch,
  categorical,
  checkValue,
  decode,
  float,
  int,
  type ParamsOf,
  type Space,
} from "../space/index.ts";
import { drive, finishedIn } from "./drive.ts";
import type { TestProblem } from "./problems.ts";
import { type SamplerLaw, samplerLaws } from "./sampler-laws.ts";

/** What the contract cannot know of a sampler. */
export interface SamplerUnderTest<O extends Space> {
  /** The options to test with; default: the sampler's own defaults. Choose cheap ones. */
  readonly options?: Partial<ParamsOf<O>>;
  /** How many arbitrary problems each law is tried on; default 30. */
  readonly runs?: number;
  /** Problems it must come near the least value of, within so many trials, from each of three seeds. */
  readonly converges?: readonly {
    readonly problem: TestProblem;
    readonly trials: number;
    /** How far over the least value the best may be. */
    readonly within: number;
  }[];
  /** Laws that do not hold, each with the reason. */
  readonly skip?: { readonly [L in SamplerLaw]?: string };
}

/**
 * What every sampler has to hold, as tests of vitest: call it first in the test file of the sampler.
 *
 * @example
 * samplerContract(random);
 */
export function samplerContract<O extends Space>(
  kind: SamplerKind<O>,
  under: SamplerUnderTest<O> = {},
): void {
  const { options = {}, runs = 30, converges = [], skip = {} } = under;
  const law = (name: SamplerLaw, sentence: string, check: () => void) => {
    const reason = skip[name];
    if (reason === undefined) test(sentence, check);
    else test.skip(`${sentence} (not for this one: ${reason})`);
  };
  const asAny = kind as unknown as SamplerKind;

  describe(`${kind.kind} as a sampler`, () => {
    samplerLaws({ make: () => asAny(options as object), supports: kind.supports, runs, law });

    law("options", "an unknown option is refused with the ones there are", () => {
      expect(() => asAny({ noSuchOption: 1 } as object)).toThrow(
        expect.objectContaining({ code: "option", message: expect.stringContaining('"noSuchOption"') }),
      );
    });

    law(
      "options",
      "every option has a default that it takes, and any value of its domain makes a sampler",
      () => {
        expect(Object.keys(kind.defaults)).toEqual(Object.keys(kind.options));
        for (const [name, domain] of Object.entries(kind.options)) {
          const value = (kind.defaults as { readonly [name: string]: unknown })[name];
          expect(checkValue(domain, value, name)).toEqual(value);
          for (const u of [0, 0.5, 1]) {
            const given = decode({ [name]: domain }, [u]);
            expect(asAny(given as object).spec.options).toMatchObject(given);
          }
        }
      },
    );

    law("options", "its spec is JSON that makes the same sampler again", () => {
      const { spec } = asAny(options as object);
      const read = JSON.parse(JSON.stringify(spec));
      expect(asAny(read.options).spec).toEqual(spec);
      expect(spec.name).toBe(kind.kind);
    });

    law(
      "capabilities",
      "what it cannot take is refused before the first trial, with samplers that can",
      () => {
        for (const [trait, problem] of Object.entries(needs)) {
          const others = samplerKinds().filter((other) => other.supports.has(trait as never));
          const check = () => checkSupport(asAny(options as object), problem, samplerKinds());
          if (kind.supports.has(trait as never)) expect(check).not.toThrow();
          else {
            expect(check).toThrow(expect.objectContaining({ code: "unsupported" }));
            expect(check).toThrow(new RegExp(others.map((other) => other.kind).join("|")));
          }
        }
      },
    );

    for (const { problem, trials, within } of converges) {
      const sentence = `on ${problem.name}, ${trials} trials come within ${within} of the least value`;
      law("converges", sentence, () => {
        for (const seed of [1, 2, 3]) {
          const goals = { value: "minimize" } as const;
          const { history } = drive(asAny(options as object), { ...problem, goals, seed }, problem.loss, {
            trials,
          });
          const losses = finishedIn(history).map((t) => lossOf(goals, t)!);
          expect(Math.min(...losses) - problem.least, `seed ${seed}`).toBeLessThanOrEqual(within);
        }
      });
    }
  });
}

const one = { value: "minimize" } as const;
const x = float(0, 1);

/** For each trait, a problem that needs it and little else. */
const needs: { readonly [trait: string]: Problem } = {
  float: { space: { x }, goals: one, seed: 0 },
  int: { space: { x: int(0, 9) }, goals: one, seed: 0 },
  categorical: { space: { x: categorical(["a", "b"]) }, goals: one, seed: 0 },
  branch: { space: { x: branch({ a: { x }, b: {} }) }, goals: one, seed: 0 },
  log: { space: { x: float(1, 9, { log: true }) }, goals: one, seed: 0 },
  goals: { space: { x }, goals: { a: "minimize", b: "maximize" }, seed: 0 },
  bounds: { space: { x }, goals: { a: "minimize", b: { atMost: 1 } }, seed: 0 },
};
