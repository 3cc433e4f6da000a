import { expect, test } from "vitest";
import { bestOf } from "../history/index.ts";
import { float } from "../space/index.ts";
import { TestLog } from "../testing/index.ts";
import { progressOf } from "./index.ts";
import { sampled } from "./sample.ts";

function study(trials: number): TestLog {
  const log = new TestLog({ space: { x: float(0, 1) }, goals: { value: "minimize" }, seed: 1 });
  for (let i = 0; i < trials; i++)
    log.finish(log.open({ x: i / trials }), { state: "complete", values: { value: Math.cos(7 * i) } });
  log.open({ x: 1 }); // runs on
  return log;
}

test("a sample has the best trial, the best so far at every moment, and what still runs", () => {
  const { history } = study(3000);
  const bests = progressOf(history).points.filter((p, i, all) => p.best !== all[i - 1]?.best);
  const sample = sampled(
    history,
    100,
    bests.map((p) => p.number),
  );
  expect(sample.finished.length).toBeLessThan(130);
  expect(sample.trials.length).toBe(sample.finished.length + 1);
  expect(bestOf(sample)!.number).toBe(bestOf(history)!.number);
  const bestAt = new Map(progressOf(history).points.map((p) => [p.number, p.best]));
  for (const { number, best } of progressOf(sample).points) expect(best).toBe(bestAt.get(number));
});

test("a small study is its own sample", () => {
  const { history } = study(50);
  expect(sampled(history, 100)).toBe(history);
});
