/** Studies that have something for every chart, and hostile words where words may come in. */
import type { Goals, History } from "../../src/history/index.ts";
import { stream } from "../../src/math/rng.ts";
import {
  branch,
  categorical,
  decode,
  dimsOf,
  float,
  int,
  type Params,
  type Space,
} from "../../src/space/index.ts";
import { TestLog } from "../../src/testing/test-log.ts";

export const hostile = `<img src=x onerror="alert(1)">&'`;

/** One goal, a conditional space, curves, and trials of every state. */
export function oneGoal(trials = 30): History {
  const space = {
    lr: float(1e-5, 1e-1, { log: true }),
    units: int(16, 512, { log: true }),
    [hostile]: categorical(["adam", hostile, null, true]),
    model: branch({ svm: { c: float(0, 1) }, forest: { depth: int(1, 9) } }),
    fixed: int(3, 3),
  };
  return filled(space, { score: "maximize" }, trials, (p) => ({
    score: -Math.abs(Math.log10(p.lr as number) + 3),
  }));
}

/** Three goals and a bound. */
export function threeGoals(trials = 30): History {
  const goals: Goals = { a: "minimize", b: "maximize", c: "minimize", size: { atMost: 0.8 } };
  return filled({ x: float(0, 1), y: float(0, 1) }, goals, trials, (p) => {
    const [x, y] = [p.x as number, p.y as number];
    return { a: x, b: x * y, c: (1 - x) ** 2 + y, size: y };
  });
}

/** A study without a trial. */
export function noTrial(): History {
  return new TestLog({ space: { x: float(0, 1) }, goals: { value: "minimize" }, seed: 1 }).history;
}

function filled(
  space: Space,
  goals: Goals,
  trials: number,
  f: (params: Params) => { [goal: string]: number },
): History {
  const log = new TestLog({ space, goals, seed: 1 });
  const rng = stream(1, "studies", 0);
  for (let i = 0; i < trials; i++) {
    const params = decode(space, Float64Array.from(dimsOf(space), rng));
    const number = log.open(params);
    const values = f(params);
    const first = Object.values(values)[0]!;
    if (i % 4 === 0) log.report(number, [first - 2, first - 1, first]);
    if (i % 10 === 9) log.finish(number, { state: "failed", why: hostile });
    else if (i % 10 === 7) log.finish(number, { state: "pruned", why: "behind the others" });
    else if (i < trials - 1) log.finish(number, { state: "complete", values });
  }
  return log.history;
}
