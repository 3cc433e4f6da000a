import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Goals, Outcome } from "../history/index.ts";
import { goOn, type Pruner, type PrunerKind, type Verdict } from "../pruners/index.ts";
import { checkValue, decode, type ParamsOf, type Space } from "../space/index.ts";
import { TestLog } from "./test-log.ts";

/** What every pruner has to hold, by name. */
export type PrunerLaw = "total" | "pure" | "spares the best" | "monotone" | "says why" | "options";

/** What the contract cannot know of a pruner. */
export interface PrunerUnderTest<O extends Space> {
  /** The options to test with: such that it stops often. Default: the pruner's own defaults. */
  readonly options?: Partial<ParamsOf<O>>;
  /** How many arbitrary histories each law is tried on; default 200. */
  readonly runs?: number;
  /** Laws that do not hold, each with the reason. */
  readonly skip?: { readonly [L in PrunerLaw]?: string };
}

/** What others have done, and the steps and losses that a trial reports one by one. */
interface Case {
  readonly others: readonly { readonly losses: readonly number[]; readonly end: "runs" | Outcome["state"] }[];
  readonly steps: readonly number[];
  readonly losses: readonly number[];
  readonly isMaximized: boolean;
}

/**
 * What every pruner has to hold, as tests of vitest: call it first in the test file of the pruner.
 *
 * @example
 * prunerContract(median, { options: { startupTrials: 1 } });
 */
export function prunerContract<O extends Space>(kind: PrunerKind<O>, under: PrunerUnderTest<O> = {}): void {
  const { options = {}, runs = 200, skip = {} } = under;
  const law = (name: PrunerLaw, sentence: string, check: () => void) => {
    const reason = skip[name];
    if (reason === undefined) test(sentence, check);
    else test.skip(`${sentence} (not for this one: ${reason})`);
  };
  const make = kind as unknown as PrunerKind;
  const always = (holds: (pruner: Pruner, c: Case) => void) => {
    fc.assert(
      fc.property(cases, (c) => holds(make(options as object), c)),
      { numRuns: runs },
    );
  };

  describe(`${kind.kind} as a pruner`, () => {
    law("total", "it has a verdict on any curve in any company", () => {
      always((pruner, c) => {
        for (const verdict of verdicts(pruner, c)) expect(["continue", "stop"]).toContain(verdict.kind);
      });
    });

    law("total", "a trial that is alone goes on", () => {
      always((pruner, c) => {
        expect(verdicts(pruner, { ...c, others: [] })).toEqual(c.steps.map(() => goOn));
      });
    });

    law("pure", "judging changes nothing, and the verdict is the same twice", () => {
      always((pruner, c) => {
        const log = logOf(c);
        const number = log.open({});
        c.steps.forEach((step, i) => {
          log.report(number, [asValue(c, c.losses[i]!)], [step]);
          const before = structuredClone(log.history);
          const [first, second] = [1, 2].map(() => pruner.judge(log.history.trials[number]!, log.history));
          expect(log.history).toEqual(before);
          expect(second).toEqual(first);
        });
      });
    });

    law("spares the best", "a trial that nobody has beaten anywhere is never stopped", () => {
      always((pruner, c) => {
        const least = Math.min(...c.others.flatMap((o) => o.losses), ...c.losses);
        expect(verdicts(pruner, { ...c, losses: c.losses.map(() => least - 1) })).toEqual(
          c.steps.map(() => goOn),
        );
      });
    });

    law("monotone", "a better curve is never judged worse", () => {
      always((pruner, c) => {
        const better = { ...c, losses: c.losses.map((loss, i) => loss - (c.others[i]?.losses[0] ?? 0) ** 2) };
        const [was, is] = [verdicts(pruner, c), verdicts(pruner, better)];
        is.forEach((verdict, i) => {
          if (verdict.kind === "stop") expect(was[i]!.kind).toBe("stop");
        });
      });
    });

    law("says why", "a stop gives its reason in words, with numbers", () => {
      always((pruner, c) => {
        for (const verdict of verdicts(pruner, c)) {
          if (verdict.kind === "stop") expect(verdict.why).toMatch(/^(?=.*\d)(?=.*[a-z]+ [a-z]+)/);
        }
      });
    });

    law(
      "options",
      "an unknown option is refused, and every default and every value of a domain is taken",
      () => {
        expect(() => make({ noSuchOption: 1 } as object)).toThrow(
          expect.objectContaining({ code: "option", message: expect.stringContaining('"noSuchOption"') }),
        );
        expect(Object.keys(kind.defaults)).toEqual(Object.keys(kind.options));
        for (const [name, domain] of Object.entries(kind.options)) {
          const value = (kind.defaults as { readonly [name: string]: unknown })[name];
          expect(checkValue(domain, value, name)).toEqual(value);
          const given = decode({ [name]: domain }, [1]);
          expect(make(given as object).spec).toMatchObject({ name: kind.kind, options: given });
        }
      },
    );
  });
}

const someLoss = fc.integer({ min: -4, max: 4 }).map((k) => k / 2);
const cases: fc.Arbitrary<Case> = fc
  .record({
    others: fc.array(
      fc.record({
        losses: fc.array(someLoss, { maxLength: 8 }),
        end: fc.constantFrom("runs", "complete", "pruned", "failed"),
      }),
      { maxLength: 12 },
    ),
    steps: fc.uniqueArray(fc.nat(12), { minLength: 1, maxLength: 8 }),
    inOrder: fc.boolean(),
    losses: fc.array(someLoss, { minLength: 8, maxLength: 8 }),
    isMaximized: fc.boolean(),
  })
  .map(({ inOrder, steps, losses, ...c }) => {
    const sorted = inOrder ? steps.toSorted((a, b) => a - b) : steps;
    return { ...c, steps: sorted, losses: losses.slice(0, steps.length) };
  }) as fc.Arbitrary<Case>;

/** The verdicts on a trial after each of its reports. */
function verdicts(pruner: Pruner, c: Case): Verdict[] {
  const log = logOf(c);
  const number = log.open({});
  return c.steps.map((step, i) => {
    log.report(number, [asValue(c, c.losses[i]!)], [step]);
    return pruner.judge(log.history.trials[number]!, log.history);
  });
}

/** The log in which the others have done what they did. */
function logOf(c: Case): TestLog {
  const goals: Goals = { value: c.isMaximized ? "maximize" : "minimize" };
  const log = new TestLog({ space: {}, goals, seed: 0 });
  for (const { losses, end } of c.others) {
    const number = log.open({});
    log.report(
      number,
      losses.map((loss) => asValue(c, loss)),
    );
    if (end === "complete") log.finish(number, asValue(c, losses.at(-1) ?? 0));
    else if (end !== "runs") log.finish(number, { state: end, why: "by hand" });
  }
  return log;
}

function asValue({ isMaximized }: Case, loss: number): number {
  return isMaximized ? -loss : loss;
}
