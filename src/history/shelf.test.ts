import { expect, test } from "vitest";
import { branch, categorical, float, int } from "../space/index.ts";
import { TestLog } from "../testing/index.ts";
import { apply, type Trial } from "./index.ts";
import { Shelf } from "./shelf.ts";
import { Tidy } from "./tidy.ts";

const space = {
  lr: float(1e-5, 1, { log: true }),
  n: int(1, 9),
  opt: categorical(["a", "b", null, 3, true]),
  model: branch({ svm: { c: float(0, 1) }, tree: {} }),
};
const goals = { acc: "maximize", ms: { atMost: 20 } } as const;
const choices = ["a", "b", null, 3, true];

function study(): TestLog {
  const log = new TestLog({ space, goals, seed: 1 });
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

/** What a stand-in says: its getters do not show otherwise. */
function fieldsOf(t: Trial): unknown {
  const names = Object.keys(study().history.trials[0]!) as (keyof Trial)[];
  return Object.fromEntries(names.map((name) => [name, t[name]]));
}

/** Lays all ended trials of a history on a shelf. */
function shelve(trials: Trial[], o?: { isThin: boolean }): Shelf {
  const shelf = new Shelf(space, Object.keys(goals), o);
  for (const t of trials) trials[t.number] = shelf.take(t) ?? t;
  return shelf;
}

test("a trial on the shelf reads as it was", () => {
  const { history } = study();
  const trials = [...history.trials];
  const shelf = shelve(trials);
  expect(trials.flatMap((t, i) => (shelf.has(t) ? [] : [i]))).toEqual([2, 38]); // has a note; runs
  for (const t of history.trials) expect(fieldsOf(trials[t.number]!)).toEqual(t);
  expect(trials.filter((t) => t.state === "failed").length).toBe(5);
});

test("a thin shelf leaves out the memo and the inner part of a curve", () => {
  const { history } = study();
  const trials = [...history.trials];
  const shelf = shelve(trials, { isThin: true });
  for (const t of history.trials) {
    const thin = { ...t, memo: null, steps: t.steps.slice(-1), curve: t.curve.slice(-1) };
    expect(fieldsOf(trials[t.number]!)).toEqual(shelf.has(trials[t.number]) ? thin : t);
  }
});

test("a point that the space does not tell whole stays an object", () => {
  const log = new TestLog({ space, goals, seed: 1 });
  const number = log.open({ lr: 1, n: 1, opt: "a", model: { is: "tree" }, other: 5 });
  log.finish(number, { state: "complete", values: { acc: 1, ms: 1 } });
  expect(new Shelf(space, Object.keys(goals)).take(log.history.trials[number]!)).toBeNull();
});

test("the reducer goes on over a shelf as over trials, also into another space", () => {
  const log = study();
  const whole = log.history;
  const over = {
    ...whole,
    running: new Set(whole.running),
    finished: [...whole.finished],
    trials: [] as Trial[],
  };
  over.trials = [...whole.trials];
  const tidy = new Tidy(0);
  tidy.tidy(over);
  const before = log.log.length;
  const outcome = { state: "pruned", why: "x" } as const;
  log.append({ type: "trial.corrected", number: 0, by: "w", outcome, why: "x" });
  log.append({ type: "trial.noted", number: 4, by: "w", key: "k", value: 1 });
  const params = { lr: 1, n: 1, opt: "a", model: { is: "tree" } };
  log.finish(log.open(params), { state: "complete", values: { acc: 9, ms: 1 } });
  const { opt: _, ...smaller } = space;
  const migration = { rename: {}, defaults: {} };
  const change = { what: "space", from: 0, space: smaller, migration, why: "" } as const;
  log.append({ type: "study.changed", by: "w", change });
  for (const logged of log.log.slice(before)) {
    apply(over, logged);
    tidy.tidy(over);
  }
  expect({ ...over, trials: over.trials.map(fieldsOf) }).toEqual(whole);
  expect(Object.keys(over.trials[6]!)).toEqual(["number"]); // on the shelf again
});
