import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { apply } from "./apply.ts";
import { emptyHistory } from "./draft.ts";
import type { Logged, Outcome, StudyEvent } from "./event.ts";
import type { History } from "./trial.ts";

const none = { name: "none", options: {} };
const created: StudyEvent = {
  type: "study.created",
  space: {},
  goals: { value: "minimize" },
  seed: 1,
  sampler: none,
  pruner: none,
};

const logOf = (events: readonly StudyEvent[]): Logged[] =>
  events.map((event, i) => ({ seq: i + 1, at: 1000 + i, event }));
const fold = (log: readonly Logged[], from = emptyHistory()): History => log.reduce(apply, from);
const historyOf = (...events: readonly StudyEvent[]) => fold(logOf([created, ...events]));

const open = (by = "a", limit: number | null = null): StudyEvent => ({ type: "trial.opened", by, limit });
const ask = (
  number: number,
  x = number,
  o: { by?: string; seen?: number; strict?: boolean } = {},
): StudyEvent => ({
  ...{ type: "trial.asked", number, by: "a", params: { x }, memo: { why: "a test" }, seen: 0, strict: false },
  ...o,
});
const finish = (number: number, value = number, attempt = 1): StudyEvent => ({
  ...{ type: "trial.finished", number, attempt, outcome: { state: "complete", values: { value } } },
});
const lose = (number: number, attempt = 1): StudyEvent => ({
  type: "trial.lost",
  number,
  attempt,
  why: "gone",
});
const claim = (number: number, attempt: number, by = "b"): StudyEvent => ({
  ...{ type: "trial.claimed", number, attempt, by },
});

/** Changes of a study, of spaces with and without the parameter of the trials. */
const anyChange = fc.oneof(
  fc.constantFrom("active" as const, "paused" as const, "stopped" as const).map((state) => {
    return { what: "state" as const, state, why: "so" };
  }),
  fc.option(fc.nat(4)).map((trials) => ({ what: "budget" as const, trials })),
  fc.nat(2).map((from) => {
    const space = from === 1 ? {} : ({ x: { kind: "int", low: -5, high: 5, log: false, step: 1 } } as const);
    return { what: "space" as const, from, space, migration: { rename: {}, defaults: { x: 0 } }, why: "" };
  }),
  fc.boolean().map((isArchived) => ({ what: "archived" as const, isArchived })),
  fc.constant({ what: "of a later version" } as never),
);

/** Events in any order, of few trials, workers and attempts, so that they meet. */
const anyEvent: fc.Arbitrary<StudyEvent> = (() => {
  const number = fc.nat(4);
  const attempt = fc.integer({ min: 1, max: 3 });
  const by = fc.constantFrom("a", "b");
  const value = fc.integer({ min: -9, max: 9 });
  const outcome: fc.Arbitrary<Outcome> = fc.oneof(
    value.map((v) => ({ state: "complete" as const, values: { value: v } })),
    fc.constantFrom("pruned" as const, "failed" as const).map((state) => ({ state, why: "so" })),
  );
  const params = value.map((x) => ({ x }));
  const memo = fc.constant({ why: "any" });
  const of = <T extends StudyEvent["type"], R extends object>(type: T, rest: R) =>
    fc.record({ type: fc.constant(type), ...rest });
  return fc.oneof(
    fc.constant(created),
    of("trial.opened", { by, limit: fc.option(fc.nat(4)) }),
    of("trial.asked", { number, by, params, memo, seen: fc.nat(20), strict: fc.boolean() }),
    of("trial.finished", { number, attempt, outcome }),
    of("trial.lost", { number, attempt, why: fc.constant("gone") }),
    of("trial.claimed", { number, attempt, by }),
    of("trial.reported", { number, attempt, steps: fc.array(fc.nat(4)), values: fc.array(value) }),
    of("trial.enqueued", { params, suggest: fc.constant({}) }),
    of("trial.added", { by, params, memo, outcome }),
    of("worker.joined", {
      by,
      sampler: fc.constant(none),
      pruner: fc.constant(none),
      runtime: fc.constant("node"),
    }),
    of("trial.suggested", {
      ...{ number, attempt, by, name: fc.constantFrom("y", "z"), value, memo, seen: fc.nat(20) },
      domain: fc.constant({ kind: "int", low: -9, high: 9, log: false, step: 1 } as const),
    }),
    of("study.changed", { by, change: anyChange }),
    of("trial.noted", { number: fc.option(number), by, key: fc.constantFrom("k", "__proto__"), value }),
    of("trial.invalidated", { number, by, why: fc.constant("so") }),
    of("trial.corrected", { number, by, outcome, why: fc.constant("so") }),
    fc.constant({ type: "of.a.later.version" } as unknown as StudyEvent),
  ) as fc.Arbitrary<StudyEvent>;
})();

describe("whatever the events are", () => {
  const logs = fc.array(anyEvent, { maxLength: 60 }).map(logOf);

  test("it never throws, and folding in two parts is folding at once", () => {
    fc.assert(
      fc.property(logs, fc.nat(60), (log, cut) => {
        const parts = fold(log.slice(cut), structuredClone(fold(log.slice(0, cut))));
        expect(parts).toEqual(fold(log));
      }),
    );
  });

  test("an event that was read already changes nothing", () => {
    fc.assert(
      fc.property(logs, (log) => {
        expect(fold(log, fold(log))).toEqual(fold(log));
      }),
    );
  });

  test("numbers are dense, and every trial is in the set of its state alone", () => {
    fc.assert(
      fc.property(logs, (log) => {
        const { trials, running, waiting, finished } = fold(log);
        expect(trials.map((t) => t.number)).toEqual(trials.map((_, i) => i));
        for (const { number, state } of trials) {
          expect(running.has(number)).toBe(state === "running");
          expect(waiting.has(number)).toBe(state === "waiting");
          expect(finished.filter((n) => n === number)).toHaveLength(
            state === "complete" || state === "pruned" || state === "failed" ? 1 : 0,
          );
        }
      }),
    );
  });

  test("a trial that has ended never has another end, but by a correction", () => {
    fc.assert(
      fc.property(logs, (log) => {
        const history = emptyHistory();
        const ended = new Map<number, unknown>();
        for (const logged of log) {
          apply(history, logged);
          for (const number of history.finished) {
            const { state, values, why, closedAt } = history.trials[number]!;
            const end = { state, values, why, closedAt };
            const isCorrected = ["trial.invalidated", "trial.corrected"].includes(logged.event.type);
            if (!isCorrected) expect(ended.get(number) ?? end).toEqual(end);
            ended.set(number, end);
          }
        }
      }),
    );
  });

  test("a step stands once in a curve, with a value", () => {
    fc.assert(
      fc.property(logs, (log) => {
        for (const { steps, curve } of fold(log).trials) {
          expect(new Set(steps).size).toBe(steps.length);
          expect(curve).toHaveLength(steps.length);
        }
      }),
    );
  });
});

describe("budgets", () => {
  test("the k-th opened is trial k, whoever opens it", () => {
    const { trials } = historyOf(open("a"), open("b"), open("a"));
    expect(trials.map(({ number, by }) => [number, by])).toEqual([
      [0, "a"],
      [1, "b"],
      [2, "a"],
    ]);
  });

  test("one beyond the limit is void, and the next one with a larger limit is not", () => {
    expect(historyOf(open("a", 2), open("b", 2), open("c", 2)).trials).toHaveLength(2);
    expect(historyOf(open("a", 1), open("b", 1), open("c", 2)).trials.map((t) => t.by)).toEqual(["a", "c"]);
  });

  test("a trial from elsewhere counts towards no limit", () => {
    const added: StudyEvent = {
      ...{ type: "trial.added", by: "a", params: { x: 1 }, memo: null },
      outcome: { state: "complete", values: { value: 1 } },
    };
    const { trials, added: count } = historyOf(added, open("a", 1), open("a", 1));
    expect(trials.map((t) => t.state)).toEqual(["complete", "running"]);
    expect(count).toBe(1);
  });
});

describe("who comes first wins", () => {
  test("the first result of a trial, and the first point", () => {
    const { trials } = historyOf(open(), ask(0, 5), ask(0, 6), finish(0, 1), finish(0, 2));
    expect(trials[0]).toMatchObject({ params: { x: 5 }, values: { value: 1 } });
  });

  test("the first study: a second creation changes nothing", () => {
    expect(historyOf({ ...created, seed: 2 }).study).toMatchObject({ seed: 1, createdAt: 1000 });
  });

  test("a strict suggestion is void when another one landed after what its sampler saw", () => {
    // places: 1 created, 2 and 3 opened, 4 asked
    const events = [open("a"), open("b"), ask(0, 5, { seen: 3 })];
    const late = ask(1, 6, { by: "b", seen: 3, strict: true });
    expect(historyOf(...events, late).trials[1]!.params).toBeNull();
    expect(historyOf(...events, { ...late, seen: 4 } as StudyEvent).trials[1]!.params).toEqual({ x: 6 });
    expect(historyOf(...events, { ...late, strict: false } as StudyEvent).trials[1]!.params).toEqual({
      x: 6,
    });
  });

  test("another worker's suggestion for a trial is void", () => {
    expect(historyOf(open("a"), ask(0, 5, { by: "b" })).trials[0]!.params).toBeNull();
  });
});

describe("a trial that has lost its worker", () => {
  const lost = [open(), ask(0, 5), lose(0)];

  test("waits with its number and its point, and the next attempt takes it", () => {
    expect(historyOf(...lost).trials[0]).toMatchObject({
      state: "waiting",
      params: { x: 5 },
      attempt: 1,
      why: "gone",
    });
    expect(historyOf(...lost, claim(0, 2)).trials[0]).toMatchObject({
      ...{ state: "running", params: { x: 5 }, attempt: 2, by: "b", why: "" },
    });
  });

  test("is taken once: the second claim of an attempt is void", () => {
    expect(historyOf(...lost, claim(0, 2, "b"), claim(0, 2, "c")).trials[0]!.by).toBe("b");
  });

  test("the lost worker's result, report and loss are void once it is taken", () => {
    const taken = [...lost, claim(0, 2)];
    const report: StudyEvent = { type: "trial.reported", number: 0, attempt: 1, steps: [1], values: [3] };
    expect(historyOf(...taken, finish(0, 9, 1), report, lose(0, 1)).trials[0]).toMatchObject({
      ...{ state: "running", attempt: 2, steps: [], values: null },
    });
    expect(historyOf(...taken, finish(0, 9, 1), finish(0, 8, 2)).trials[0]!.values).toEqual({ value: 8 });
  });

  test("its curve begins anew", () => {
    const report = (attempt: number, value: number): StudyEvent => ({
      ...{ type: "trial.reported", number: 0, attempt, steps: [0], values: [value] },
    });
    const { trials } = historyOf(open(), ask(0, 5), report(1, 3), lose(0), claim(0, 2), report(2, 4));
    expect(trials[0]!.curve).toEqual([4]);
  });
});

test("what is enqueued is taken by the next trials that open, in order, before any sampler", () => {
  const enqueue = (x: number): StudyEvent => ({ type: "trial.enqueued", params: { x }, suggest: {} });
  const { trials, queue } = historyOf(enqueue(7), enqueue(8), enqueue(9), open(), open(), ask(0, 1));
  expect(trials.map((t) => t.params)).toEqual([{ x: 7 }, { x: 8 }]);
  expect(trials[0]!.memo).toEqual({ why: "enqueued" });
  expect(queue).toHaveLength(1);
});

test("a trial without a point cannot end", () => {
  expect(historyOf(open(), finish(0)).trials[0]!.state).toBe("running");
});

test("a trial in a history is never changed: a newer event makes a newer one", () => {
  const log = logOf([created, open(), ask(0, 5), finish(0, 1)]);
  const history = fold(log.slice(0, 3));
  const before = history.trials[0]!;
  const copy = structuredClone(before);
  apply(history, log[3]!);
  expect(before).toEqual(copy);
  expect(history.trials[0]).not.toBe(before);
});
