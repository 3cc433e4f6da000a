import { expect, test } from "vitest";
import { firstOf, noImprovement, type Stopper, valueReached } from "../../src/stoppers/index.ts";
import { createStudy, type Told } from "../../src/study/index.ts";

/** Runs an objective that gives these results, one after the other; how many trials there were, and why it ended. */
async function ended(stopWhen: Stopper, results: readonly Told[], options: object = {}) {
  const study = await createStudy({ space: {}, seed: 1, ...options });
  const { reason, why } = await study.optimize(({ number }) => results[number]!, {
    trials: results.length,
    stopWhen,
  });
  return { trials: study.trials.length, reason, why };
}

const failed = { state: "failed" } as const;

test("a study that stands still ends, counted from its last best; an equal result and a failure are none", async () => {
  expect(await ended(noImprovement(3), [5, 4, 4, failed, 6, 7, 1, 0])).toEqual({
    trials: 6,
    reason: "stopped",
    why: "nothing better came in 3 trials since trial 1",
  });
  expect((await ended(noImprovement(3), [5, 6, 7, 4, 8, 9])).reason).toBe("trials");
  expect((await ended(noImprovement(1), [failed, failed, failed])).reason).toBe("trials");
});

test("of what is maximised the greater is better, and of several goals whatever joins the front", async () => {
  expect((await ended(noImprovement(2), [1, 2, 3, 2, 1, 9], { direction: "maximize" })).why).toContain(
    "trial 2",
  );
  const goals = { a: "minimize", b: "minimize" };
  const results = [
    { a: 2, b: 2 },
    { a: 1, b: 3 },
    { a: 3, b: 1 },
    { a: 4, b: 4 },
    { a: 3, b: 3 },
    { a: 0, b: 0 },
  ];
  expect(await ended(noImprovement(2), results, { goals })).toMatchObject({ trials: 5, reason: "stopped" });
});

test("a value that is reached ends a study, in the direction of its goal", async () => {
  expect(await ended(valueReached(2), [5, 3, 2, 1])).toEqual({
    trials: 3,
    reason: "stopped",
    why: "trial 2 came to value 2, and 2 was wanted",
  });
  expect((await ended(valueReached(2), [1, 1.9, 3, 9], { direction: "maximize" })).trials).toBe(3);
  const goals = { accuracy: "maximize", latency: { atMost: 5 } };
  const results = [
    { accuracy: 1, latency: 9 },
    { accuracy: 0.9, latency: 4 },
    { accuracy: 1, latency: 1 },
  ];
  expect((await ended(valueReached(0.9), results, { goals })).trials).toBe(2); // the first one is not feasible
});

test("of several stoppers the first that ends says why", async () => {
  const either = firstOf(valueReached(0), noImprovement(2));
  expect((await ended(either, [5, 6, 7, 8])).why).toContain("nothing better");
  expect((await ended(either, [5, 0, 7, 8])).why).toContain("came to value 0");
});

test("what cannot be is refused", async () => {
  expect(() => noImprovement(0)).toThrow("trials is 0; it must be a whole number from 1.");
  expect(() => valueReached(Number.NaN)).toThrow("value is NaN");
  const goals = { a: "minimize", b: "minimize" };
  await expect(ended(valueReached(1), [{ a: 1, b: 1 }], { goals })).rejects.toThrow(
    "one optimised goal; this study has a, b.",
  );
});
