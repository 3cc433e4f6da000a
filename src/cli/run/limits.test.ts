import { describe, expect, test } from "vitest";
import type { FailureKind } from "../../history/index.ts";
import { float } from "../../space/index.ts";
import { createStudy, type TrialView } from "../../study/index.ts";
import { Limits } from "./limits.ts";

const study = () => createStudy({ space: { x: float(0, 1) } });

/** Fails so often, and says when the study was paused. */
async function failing(whys: readonly string[], kind: FailureKind | null, settings = {}) {
  const handle = await study();
  const limits = new Limits(handle, settings);
  let times = 0;
  for (const why of whys) {
    await limits.count({ state: "failed", why, failure: kind } as TrialView);
    times += 1;
    if (limits.isPaused) break;
  }
  return { times: limits.isPaused ? times : null, why: limits.stopWhen(), steering: handle.history.steering };
}

const many = (why: string) => Array.from({ length: 40 }, (_, i) => why.replaceAll("N", String(i)));

describe("the same failure", () => {
  test("pauses the study after five times in a row, whatever numbers and paths are in it", async () => {
    const found = await failing(
      many("it ended with status 1; its last words:\n/tmp/N/t.py: no column N"),
      "exit",
    );
    expect(found.times).toBe(5);
    expect(found.why).toBe(
      "the same failure came 5 times in a row: it ended with status 1: /tmp/4/t.py: no column 4",
    );
    expect(found.steering).toMatchObject({ state: "paused", why: found.why });
  });

  test("of Node programs is the same error, and not the version that all end with", async () => {
    const told = (error: (i: number) => string) =>
      Array.from(
        { length: 40 },
        (_, i) =>
          `it ended with status 1; its last words:\nthrow x\n^\n\n${error(i)}\n    at t.mjs:1 {\n  code: 1\n}\n\nNode.js v20.20.2`,
      );
    expect(
      (
        await failing(
          told((i) => `TypeError: no column ${i}`),
          "exit",
        )
      ).why,
    ).toBe("the same failure came 5 times in a row: it ended with status 1: TypeError: no column 4");
    const others = told((i) => (i % 2 ? "Error: odd" : "RangeError: even"));
    expect((await failing(others, "exit")).times).toBe(null);
  });

  test("pauses as late as asked, and later where the point is to blame", async () => {
    expect((await failing(many("no"), "exit", { pauseAfter: 2 })).times).toBe(2);
    expect((await failing(many("no"), "memory")).times).toBe(20);
  });

  test("does not pause when another one, or a result, comes between", async () => {
    expect(
      (
        await failing(
          many("").map((_, i) => (i % 2 ? "odd" : "even")),
          "exit",
        )
      ).times,
    ).toBe(null);
    const limits = new Limits(await study(), { pauseAfter: 2 });
    for (let i = 0; i < 6; i++) {
      await limits.count({ state: i % 2 ? "complete" : "failed", why: "no", failure: "exit" } as TrialView);
    }
    expect(limits.stopWhen()).toBe(null);
  });
});

describe("time and money", () => {
  /** A study whose trials took so long, by its clock. */
  async function after(minutes: readonly number[]) {
    const handle = await study();
    for (const _ of minutes) await handle.add({ params: { x: 0.5 }, value: 1 });
    const history = {
      ...handle.history,
      trials: handle.history.trials.map((t, i) => ({ ...t, startedAt: 0, finishedAt: minutes[i]! * 60_000 })),
    };
    return { history, pause: async () => {} };
  }

  test("no trial is opened that cannot be done by the deadline", async () => {
    const limited = await after([9, 10, 30]);
    const at = (now: number) => new Limits(limited, { deadline: 60 * 60_000 }, () => now * 60_000).stopWhen();
    expect(at(49)).toBe(null);
    expect(at(51)).toMatch(/a trial takes 10 min, and no other can be done by/);
  });

  test("no trial is opened that the budget does not hold", async () => {
    const limited = await after([60, 60, 60]);
    const stop = (budget: number) => new Limits(limited, { price: 2, budget }).stopWhen();
    expect(stop(8)).toBe(null);
    expect(stop(7.9)).toBe("another trial would cost more than the budget of 7.9 (6 are spent)");
  });
});
