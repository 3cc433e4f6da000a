import { describe, expect, test } from "vitest";
import { apply, emptyHistory, type History, type StudyEvent } from "../../history/index.ts";
import { normal, stream } from "../../math/rng.ts";
import { float, int } from "../../space/index.ts";
import { confirmationOf } from "./confirmation.ts";
import { posteriorOf } from "./posterior.ts";

const spec = { name: "random", options: {} };
const space = { x: float(0, 100), depth: int(1, 9) };

/** A study of one goal: each trial has a result, and what came of its repetitions, one under each seed. */
function studyOf(
  goal: "maximize" | "minimize",
  trials: readonly { readonly value: number; readonly again?: readonly number[]; readonly depth?: number }[],
): History {
  const events: StudyEvent[] = [
    { type: "study.created", space, goals: { score: goal }, seed: 1, sampler: spec, pruner: spec },
  ];
  trials.forEach(({ value, again = [], depth = 1 }, number) => {
    const outcome = (score: number) => ({ state: "complete", values: { score } }) as const;
    events.push({
      type: "trial.added",
      by: "w",
      params: { x: number, depth },
      memo: null,
      outcome: outcome(value),
    });
    again.forEach((y, seed) => {
      events.push({ type: "trial.repeated", number, by: "w", seed, outcome: outcome(y) });
    });
  });
  const history = emptyHistory();
  events.forEach((event, i) => void apply(history, { seq: i + 1, at: 1000 * i, event }));
  return history;
}

describe("a confirmation", () => {
  const studies = { maximize: 1, minimize: -1 } as const;

  test.each(Object.entries(studies))(
    "prefers who is better again to who was lucky once (%s)",
    (goal, sign) => {
      const history = studyOf(goal as "maximize", [
        { value: sign * 0.95, again: [0.8, 0.82, 0.81, 0.79].map((y) => sign * y) },
        { value: sign * 0.93, again: [0.9, 0.92, 0.9, 0.91].map((y) => sign * y) },
        { value: sign * 0.1 },
      ]);
      const found = confirmationOf(history);
      expect(found).toMatchObject({
        naive: { number: 0, value: sign * 0.95 },
        winner: 1,
        isDeterministic: false,
      });
      expect(found.candidates.map((c) => c.number)).toEqual([1, 0]);
      const [winner] = found.candidates;
      expect(winner!.mean).toBeCloseTo(sign * 0.9075, 10);
      expect(sign * winner!.score!).toBeLessThan(0.9075); // drawn towards the other
      expect(winner!.chance).toBeGreaterThan(0.95);
      expect(found.gap).toBeCloseTo(0.95 - sign * winner!.score!, 10);
      expect(winner!.low!).toBeLessThan(winner!.score!);
      expect(winner!.high!).toBeGreaterThan(winner!.score!);
    },
  );

  test("names the simplest of those within noise of the winner", () => {
    const history = studyOf("maximize", [
      { value: 0.95, again: [0.9, 0.8, 0.85, 0.95], depth: 9 },
      { value: 0.94, again: [0.89, 0.81, 0.86, 0.93], depth: 2 },
      { value: 0.94, again: [0.6, 0.5, 0.56, 0.63], depth: 1 },
    ]);
    expect(confirmationOf(history, { simpler: ["depth"] })).toMatchObject({ winner: 0, simplest: 1 });
    expect(confirmationOf(history, { simpler: ["-depth"] }).simplest).toBe(0);
    expect(() => confirmationOf(history, { simpler: ["dept"] })).toThrow('"depth"');
  });

  test("says when nothing but the same values came out", () => {
    const history = studyOf("maximize", [
      { value: 0.9, again: [0.9, 0.9] },
      { value: 0.8, again: [0.8, 0.8] },
    ]);
    expect(confirmationOf(history)).toMatchObject({ isDeterministic: true, winner: 0, gap: 0 });
  });

  test("of a study without repetitions says nothing", () => {
    expect(confirmationOf(studyOf("maximize", [{ value: 1 }]))).toMatchObject({
      winner: null,
      candidates: [],
    });
  });

  test("a repetition changes no result, and the first of a seed counts", () => {
    const history = studyOf("minimize", [{ value: 1, again: [5] }]);
    const event = { state: "complete", values: { score: 7 } } as const;
    apply(history, {
      seq: 99,
      at: 0,
      event: { type: "trial.repeated", number: 0, by: "v", seed: 0, outcome: event },
    });
    expect(history.trials[0]).toMatchObject({
      values: { score: 1 },
      repeats: [{ seed: 0, outcome: { values: { score: 5 } } }],
    });
  });
});

test("over 60 simulated studies the best result is too good, and the corrected score is not; its interval holds", () => {
  let [naive, fresh, corrected, inside] = [0, 0, 0, 0];
  const studies = 60;
  for (let study = 0; study < studies; study++) {
    const rng = stream(study, "law", 0);
    const truth = Array.from({ length: 40 }, () => 0.5 * normal(rng));
    const first = truth.map((m) => m + normal(rng));
    const top = first
      .map((_, i) => i)
      .sort((a, b) => first[a]! - first[b]!)
      .slice(0, 5);
    const losses = top.map(() => Array.from({ length: 5 }, () => 0));
    for (let j = 0; j < 5; j++) {
      const common = 0.3 * normal(rng);
      top.forEach((i, row) => {
        losses[row]![j] = truth[i]! + common + normal(rng);
      });
    }
    const { estimates } = posteriorOf({ losses, ratio: 0 });
    const best = estimates.reduce((b, e, row) => (e.mean < estimates[b]!.mean ? row : b), 0);
    const { mean, shrunk, low, high } = estimates[best]!;
    const real = truth[top[best]!]!;
    naive += (first[top[0]!]! - truth[top[0]!]!) / studies;
    fresh += (mean - real) / studies;
    corrected += (shrunk - real) / studies;
    inside += (low <= real && real <= high ? 1 : 0) / studies;
  }
  // Over 150 studies: -1.88, -0.37, 0.01 and 0.95.
  expect(naive).toBeLessThan(-1.5);
  expect(fresh).toBeLessThan(-0.2);
  expect(Math.abs(corrected)).toBeLessThan(0.15);
  expect(inside).toBeGreaterThan(0.85);
});

test("folds that share their training rows say less than runs that are independent", () => {
  const losses = [
    [1, 2, 1.5, 1.2, 1.9],
    [1.4, 2.2, 1.6, 1.5, 2.3],
  ];
  const [runs, folds] = [posteriorOf({ losses, ratio: 0 }), posteriorOf({ losses, ratio: 1 / 4 })];
  // Nadeau and Bengio's factor: (1/5 + 1/4) / (1/5)
  expect(folds.errorOf(0, 1) / runs.errorOf(0, 1)).toBeCloseTo(1.5, 12);
  // scipy 1.16: np.std([.4, .2, .1, .3, .4], ddof=1) / sqrt(5)
  expect(runs.errorOf(0, 1)).toBeCloseTo(0.058309518948453, 12);
  expect(folds.estimates[0]!.chance).toBeLessThan(runs.estimates[0]!.chance);
});
