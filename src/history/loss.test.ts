import { describe, expect, test } from "vitest";
import { TestLog } from "../testing/test-log.ts";
import type { Goals } from "./goals.ts";
import { bestOf, feasible, lossesOf, lossOf, paretoOf, violationOf } from "./loss.ts";

/** A history of complete trials with these values. */
function historyOf(goals: Goals, all: readonly { readonly [goal: string]: number }[]) {
  const log = new TestLog({ space: {}, goals, seed: 0 });
  for (const values of all) log.finish(log.open({}), { state: "complete", values });
  return log;
}

test("a loss is the value to minimise, or its negative", () => {
  const goals = { cost: "minimize", gain: "maximize", size: { atMost: 3 } } as const;
  expect(lossesOf(goals, { cost: 2, gain: 5, size: 1 })).toEqual([2, -5]);
});

test("a violation sums up what is beyond the bounds; a bound itself is kept", () => {
  const goals = { a: "minimize", b: { atMost: 3 }, c: { atLeast: 1 } } as const;
  expect(violationOf(goals, { a: 0, b: 3, c: 1 })).toBe(0);
  expect(violationOf(goals, { a: 0, b: 5, c: 0.5 })).toBe(2.5);
});

describe("the best", () => {
  test("is the one of least loss, and of equals the one with the lower number, also when it ended later", () => {
    expect(
      bestOf(historyOf({ a: "maximize" }, [{ a: 1 }, { a: 3 }, { a: 3 }, { a: 2 }]).history)!.number,
    ).toBe(1);
    const log = new TestLog({ space: {}, goals: { a: "minimize" }, seed: 0 });
    const [first, second] = [log.open({}), log.open({})];
    log.finish(second, 7);
    log.finish(first, 7);
    expect(bestOf(log.history)!.number).toBe(first);
  });

  test("is the same whether it was looked for on the way or only at the end, also when results are changed", () => {
    const goals = { a: "minimize", b: { atMost: 2 } } as const;
    const log = new TestLog({ space: {}, goals, seed: 0 });
    const values = [5, 3, 4, 3, 1, 2, 1, 0];
    for (const [i, a] of values.entries()) {
      const number = log.open({});
      log.finish(number, { state: "complete", values: { a, b: i % 4 } });
      if (i === 5) log.append({ type: "trial.invalidated", number: 4, by: "me", why: "wrong" });
      expect(bestOf(log.history)).toBe(bestOf({ ...log.history }));
    }
    expect(bestOf(log.history)!.number).toBe(6);
  });

  test("keeps all bounds", () => {
    const goals = { a: "minimize", b: { atMost: 1 } } as const;
    const { history } = historyOf(goals, [
      { a: 1, b: 2 },
      { a: 5, b: 1 },
      { a: 9, b: 0 },
    ]);
    expect(bestOf(history)!.number).toBe(1);
    expect(feasible(history).map((t) => t.number)).toEqual([1, 2]);
  });

  test("is none without a feasible complete trial, and with several goals", () => {
    expect(bestOf(historyOf({ a: "minimize" }, []).history)).toBeNull();
    expect(bestOf(historyOf({ a: "minimize", b: { atMost: 0 } }, [{ a: 1, b: 1 }]).history)).toBeNull();
    expect(bestOf(historyOf({ a: "minimize", b: "minimize" }, [{ a: 1, b: 1 }]).history)).toBeNull();
  });
});

test("the front holds what no other beats in all goals, equal ones all", () => {
  const goals = { cost: "minimize", gain: "maximize" } as const;
  const { history } = historyOf(goals, [
    { cost: 1, gain: 1 },
    { cost: 2, gain: 2 },
    { cost: 2, gain: 1 },
    { cost: 1, gain: 1 },
    { cost: 3, gain: 2 },
  ]);
  expect(paretoOf(history).map((t) => t.number)).toEqual([0, 1, 3]);
});

test("a pruned trial's loss is its last report; a failed one, and a pruned one without reports, has none", () => {
  const goals = { a: "maximize" } as const;
  const log = new TestLog({ space: {}, goals, seed: 0 });
  const ends = [
    { reports: [1, 4, 3], outcome: { state: "pruned", why: "so" } },
    { reports: [], outcome: { state: "pruned", why: "so" } },
    { reports: [9], outcome: { state: "failed", why: "so" } },
  ] as const;
  for (const { reports, outcome } of ends) {
    const number = log.open({});
    log.report(number, reports);
    log.finish(number, outcome);
  }
  expect(log.history.trials.map((t) => lossOf(goals, t))).toEqual([-3, null, null]);
});
