import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { bbob, bbobNames } from "../../bench/quality/bbob/suite.ts";
import { run } from "../../bench/quality/run.ts";
import { searcherOf } from "../../bench/quality/searcher.ts";
import { logRegret, rescaled, taskOf } from "../../bench/quality/tasks.ts";

interface Recorded {
  readonly points: { readonly [d: string]: readonly (readonly number[])[] };
  readonly offsets: { readonly [d: string]: readonly number[] };
  readonly cases: readonly {
    readonly f: number;
    readonly instance: number;
    readonly d: number;
    readonly fopt: number;
    readonly xopt: readonly number[];
    readonly values: readonly number[];
  }[];
}

// cma 4.5.0, by test/data/bbob.py.
const recorded = JSON.parse(readFileSync(new URL("../data/bbob.json", import.meta.url), "utf8")) as Recorded;

test.each(bbobNames.map((name, i) => [i + 1, name] as const))(
  "f%i of BBOB, %s, gives the optima and values of the Python package cma",
  (number) => {
    const cases = recorded.cases.filter(({ f }) => f === number);
    expect(cases.length).toBeGreaterThanOrEqual(9); // 3 instances in 2, 5 and 10 dimensions
    for (const { instance, d, ...theirs } of cases) {
      const ours = bbob(number, instance, d);
      expect(ours.fopt).toBe(theirs.fopt);
      expect(ours.xopt).toEqual(theirs.xopt.map((v) => expect.closeTo(v, 12)));
      const near = theirs.xopt.map((v, j) => v + recorded.offsets[d]![j]!);
      const values = [...recorded.points[d]!, near, theirs.xopt].map(ours.loss);
      expect(values).toHaveLength(theirs.values.length);
      // Of what lies above the optimum; beside it, fopt leaves 12 digits.
      const share = 1e-9;
      const rounding = 1e-12 * Math.max(1, Math.abs(theirs.fopt));
      theirs.values.forEach((value, k) => {
        const allowed = share * Math.abs(value - theirs.fopt) + rounding;
        expect(Math.abs(values[k]! - value)).toBeLessThanOrEqual(allowed);
      });
    }
  },
);

test("a seed searches an instance of its own, and its run stands on the scale of the task", async () => {
  const task = taskOf("bbob_f21_gallagher_101");
  expect(task.opt).toBe(bbob(21, 1, 5).fopt);
  const member = task.memberOf!(2);
  const { fopt, loss } = bbob(21, 3, 5);
  expect(member.opt).toBe(fopt);
  expect(logRegret(task, rescaled(fopt, member, task))).toBe(-4);
  expect(logRegret(task, rescaled(member.randomMedian, member, task))).toBeCloseTo(0, 10);

  const searcher = await searcherOf("random", member.space, { seed: 2 });
  let least = Infinity;
  for (let i = 0; i < 10; i++) {
    const { number, params } = await searcher.ask();
    const value = loss(Object.values(params) as number[]);
    least = Math.min(least, value);
    await searcher.tell(number, value);
  }
  await searcher.close();
  const job = { sampler: "random", task: task.name, seed: 2, trials: 10, parallel: 1, noise: 0 };
  const { best } = await run(job);
  expect(logRegret(task, best[10]!)).toBeCloseTo(logRegret(member, least), 10);
});
