import { expect, test } from "vitest";
import { branch, categorical, float, int } from "../space/index.ts";
import { TestLog } from "../testing/index.ts";
import { fromColumns, toColumns } from "./columns.ts";
import { apply, bestOf, type History, lossOf } from "./index.ts";

const space = {
  lr: float(1e-5, 1, { log: true }),
  n: int(1, 9),
  opt: categorical(["a", "b", null, 3, true]),
  model: branch({ svm: { c: float(0, 1) }, tree: {} }),
};
const goals = { acc: "maximize", ms: { atMost: 20 } } as const;

function study(): TestLog {
  const log = new TestLog({ space, goals, seed: 1 });
  const choices = ["a", "b", null, 3, true];
  for (let i = 0; i < 40; i++) {
    const model = i % 2 === 0 ? { is: "svm", c: i / 40 } : { is: "tree" };
    const number = log.open({ lr: 10 ** -(i % 5), n: 1 + (i % 9), opt: choices[i % 5]!, model } as never);
    if (i % 4 === 0) log.report(number, [0.1, 0.2 + i / 100]);
    if (i === 38) continue; // still runs
    if (i % 7 === 3) log.finish(number, { state: "failed", why: `reason ${i % 3}`, kind: "exit" });
    else if (i % 7 === 5) log.finish(number, { state: "pruned", why: "slow" });
    else log.finish(number, { state: "complete", values: { acc: Math.sin(i), ms: i } });
  }
  log.append({ type: "trial.noted", number: 2, by: "w", key: "k", value: [1] });
  return log;
}

/** A history as it can come back: rows have no memo, and of a curve its last report. */
function thin(history: History): unknown {
  const isWhole = (number: number) => number === 2 || number === 38;
  return {
    ...history,
    trials: history.trials.map((t) =>
      isWhole(t.number) ? t : { ...t, memo: null, steps: t.steps.slice(-1), curve: t.curve.slice(-1) },
    ),
  };
}

test("a history comes back from its columns, but for memos and the inner part of curves", () => {
  const { history } = study();
  const back = fromColumns(toColumns(history));
  expect(back).toEqual(thin(history));
  expect(bestOf(back)!.number).toBe(bestOf(history)!.number);
  expect(back.trials.map((t) => lossOf(goals, t))).toEqual(history.trials.map((t) => lossOf(goals, t)));
});

test("the reducer goes on with it as with the whole", () => {
  const log = study();
  const back = fromColumns(toColumns(log.history));
  const before = log.log.length;
  log.finish(38, 0.5 as never);
  log.finish(log.open({ lr: 1, n: 1, opt: "a", model: { is: "tree" } }), {
    state: "complete",
    values: { acc: 9, ms: 1 },
  });
  for (const logged of log.log.slice(before)) apply(back, logged);
  expect([back.seq, back.trials.length, back.finished]).toEqual([
    log.history.seq,
    log.history.trials.length,
    log.history.finished,
  ]);
  expect(bestOf(back)!.values.acc).toBe(9);
});

test("an empty study has columns, too", () => {
  const { history } = new TestLog({ space: {}, goals, seed: 1 });
  expect(fromColumns(toColumns(history))).toEqual(history);
});
