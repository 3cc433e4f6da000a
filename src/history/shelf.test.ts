import { expect, test } from "vitest";
import { branch, categorical, float, int } from "../space/index.ts";
import { TestLog } from "../testing/index.ts";
import { apply, type Trial } from "./index.ts";
import { Shelf } from "./shelf.ts";

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

test("a trial on the shelf reads as it was, but for its memo and the inner part of its curve", () => {
  const { history } = study();
  const shelf = new Shelf(space, Object.keys(goals));
  const trials: (Trial | undefined)[] = [...history.trials];
  const seen = shelf.over(trials);
  for (const t of history.trials) if (shelf.put(t)) trials[t.number] = undefined;
  expect(trials.flatMap((t, i) => (t ? [i] : []))).toEqual([2, 38]); // has a note; runs
  expect(seen.length).toBe(40);
  for (const t of history.trials) {
    const isRow = t.number !== 2 && t.number !== 38;
    const thin = isRow ? { ...t, memo: null, steps: t.steps.slice(-1), curve: t.curve.slice(-1) } : t;
    expect(fieldsOf(seen[t.number]!)).toEqual(thin);
  }
  expect(seen.filter((t) => t.state === "failed").length).toBe(5);
});

test("the reducer goes on over a shelf as over trials", () => {
  const log = study();
  const whole = log.history;
  const shelf = new Shelf(space, Object.keys(goals));
  const trials: (Trial | undefined)[] = [...whole.trials];
  const over = {
    ...whole,
    running: new Set(whole.running),
    finished: [...whole.finished],
    trials: shelf.over(trials),
  };
  for (const t of whole.trials) if (shelf.put(t)) trials[t.number] = undefined;
  const before = log.log.length;
  log.append({
    type: "trial.corrected",
    number: 0,
    by: "w",
    outcome: { state: "pruned", why: "x" },
    why: "x",
  });
  log.append({ type: "trial.noted", number: 4, by: "w", key: "k", value: 1 });
  log.finish(log.open({ lr: 1, n: 1, opt: "a", model: { is: "tree" } }), {
    state: "complete",
    values: { acc: 9, ms: 1 },
  });
  for (const logged of log.log.slice(before)) apply(over, logged);
  expect([over.seq, over.trials.length, over.finished]).toEqual([
    whole.seq,
    whole.trials.length,
    whole.finished,
  ]);
  expect(over.trials[0]!.state).toBe("pruned");
  expect(over.trials[4]!.notes).toEqual({ k: 1 });
  expect(over.trials[40]!.values).toEqual({ acc: 9, ms: 1 });
});
