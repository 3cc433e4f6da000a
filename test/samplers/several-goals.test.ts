import { describe, expect, test } from "vitest";
import { paretoOf } from "../../src/history/index.ts";
import { hypervolume } from "../../src/math/hypervolume.ts";
import { stream } from "../../src/math/rng.ts";
import { auto } from "../../src/samplers/auto.ts";
import { gp } from "../../src/samplers/gp/gp.ts";
import { nsga2 } from "../../src/samplers/nsga2.ts";
import { nsga3 } from "../../src/samplers/nsga3.ts";
import { random } from "../../src/samplers/random.ts";
import type { Sampler } from "../../src/samplers/sampler.ts";
import { tpe } from "../../src/samplers/tpe/tpe.ts";
import { categorical, float, type Params, type Space } from "../../src/space/index.ts";
import { drive, finishedIn } from "../../src/testing/index.ts";
import { dtlz2, type SeveralGoals, zdt1, zdt3 } from "../../src/testing/several-goals.ts";

/** The share of the front's volume after so many trials. */
function share(sampler: Sampler, problem: SeveralGoals, o: { seed: number; trials: number }): number {
  const { space, goals } = problem;
  const { history } = drive(
    sampler,
    { space, goals, seed: o.seed },
    (params) => ({
      outcome: {
        state: "complete",
        values: Object.fromEntries(problem.losses(params).map((v, i) => [`f${i + 1}`, v])),
      },
    }),
    o,
  );
  const losses = finishedIn(history).map((t) => Object.values(t.values!));
  return hypervolume(losses, problem.reference) / problem.most;
}

const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[values.length >> 1]!;

/** How much is dominated of a front behind a bound; all of it is 0.4 · 0.6 + 0.6² / 2 + 0.4 = 0.82. */
function behindBound(sampler: Sampler, trials: number): number {
  const space: Space = { x: float(0, 1), y: float(0, 1), c: categorical(["a", "b", "c"]) };
  const goals = { f: "minimize", g: "maximize", cost: { atMost: 1 } } as const;
  const values = (p: Params) => ({
    f: Number(p.x) + (p.c === "b" ? 0 : 0.5),
    g: Number(p.y),
    cost: Number(p.y) - Number(p.x) + 0.6,
  });
  const { history } = drive(
    sampler,
    { space, goals, seed: 1 },
    (p) => ({ outcome: { state: "complete", values: values(p) } }),
    { trials },
  );
  const front = paretoOf(history); // feasible: y <= x + 0.4, so that the front is g = f + 0.4 with c = b
  expect(front.length).toBeGreaterThan(5);
  expect(front.filter((t) => t.params.c === "b").length).toBeGreaterThan(front.length * 0.7);
  return hypervolume(
    front.map((t) => [t.values.f!, -t.values.g!]),
    [1, 0],
  );
}

describe.each([
  ["nsga2", nsga2()],
  ["nsga3", nsga3()],
] as const)("%s", (_, sampler) => {
  test.each([
    [zdt1(6), 300, 0.4],
    [dtlz2(6, 2), 300, 0.85],
    [dtlz2(6, 3), 300, 0.7],
  ] as const)("dominates most of what the front of $name does", (problem, trials, least) => {
    const shares = [1, 2, 3].map((seed) => share(sampler, problem, { seed, trials }));
    const chance = [1, 2, 3].map((seed) => share(random(), problem, { seed, trials }));
    expect(median(shares)).toBeGreaterThan(least);
    expect(Math.min(...shares)).toBeGreaterThan(Math.max(...chance));
  });

  test("keeps to a bound, and finds the front behind it", () => {
    expect(behindBound(sampler, 200)).toBeGreaterThan(0.55);
  });
});

describe("gp", () => {
  test("is farther after 40 trials than nsga2 after 150", () => {
    for (const seed of [1]) {
      const problem = zdt1(4);
      const found = share(gp({ effort: "fast" }), problem, { seed, trials: 40 });
      expect(found).toBeGreaterThan(0.6);
      expect(found).toBeGreaterThan(share(nsga2(), problem, { seed, trials: 150 }));
    }
  });

  test("leaves the piece of a front that it came to first", () => {
    // Until references were laid far, too, it stayed there with seeds 1 and 2: 0.2 of the volume.
    const shares = [1, 2].map((seed) => share(gp({ effort: "fast" }), zdt3(6), { seed, trials: 70 }));
    expect(Math.min(...shares)).toBeGreaterThan(0.5);
  });

  test("has models of bounds, and comes to nearly all of the front behind one in 40 trials", () => {
    // Without them, with broken bounds for bad goals, it came to 0.50 to 0.71.
    expect(behindBound(gp({ effort: "fast" }), 40)).toBeGreaterThan(0.78);
  });

  test("looks for what keeps the bounds while nothing does", () => {
    const space: Space = { x: float(0, 1), y: float(0, 1) };
    const goals = { a: "minimize", b: "minimize", c: { atMost: 0 } } as const;
    const { suggestions, history } = drive(
      gp({ effort: "fast" }),
      { space, goals, seed: 1 },
      ({ x, y }) => {
        const [p, q] = [Number(x), Number(y)];
        const values = { a: p, b: q, c: Math.hypot(p - 0.83, q - 0.14) - 0.06 }; // one in 90 at random
        return { outcome: { state: "complete", values } };
      },
      { trials: 25 },
    );
    const firstKept = finishedIn(history).findIndex(({ values }) => values!.c! <= 0);
    expect(firstKept).toBeGreaterThan(-1);
    expect(suggestions[firstKept]!.memo.why).toContain(
      "highest chance to keep the bounds, since nothing is feasible yet",
    );
    expect(suggestions[firstKept + 1]!.memo.why).toContain("weighed with the chance to keep the bounds");
  });

  test("goes on where every trial so far has failed", () => {
    const space: Space = { x: float(0, 1) };
    const goals = { a: "minimize", b: "minimize", c: { atMost: 0 } } as const;
    const failing = () => ({ outcome: { state: "failed", why: "so it is" } }) as const;
    const { suggestions } = drive(gp({ effort: "fast" }), { space, goals, seed: 1 }, failing, { trials: 12 });
    const points = suggestions.map(({ params }) => Number(params.x));
    expect(points.every((x) => x >= 0 && x <= 1)).toBe(true);
    expect(new Set(points).size).toBe(12);
    expect(suggestions.at(-1)!.memo.why).toBe("startup: Sobol point 11, before there is a model");
  });

  test("weighs four goals at random, and says how", () => {
    const space: Space = { x: float(0, 1), y: float(0, 1) };
    const goals = { a: "minimize", b: "minimize", c: "maximize", d: "minimize" } as const;
    const { suggestions, history } = drive(
      gp({ effort: "fast" }),
      { space, goals, seed: 1 },
      ({ x, y }) => {
        const [p, q] = [Number(x), Number(y)];
        const values = {
          a: (p - 0.2) ** 2,
          b: (q - 0.7) ** 2,
          c: -((p - 0.4) ** 2),
          d: 5 * (p + q - 1) ** 2,
        };
        return { outcome: { state: "complete", values } };
      },
      { trials: 25 },
    );
    expect(suggestions.at(-1)!.memo.why).toMatch(/of the goals weighed 0\.\d+ : 0\.\d+ : 0\.\d+ : 0\.\d+/);
    // What is best lies between x = 0.2 and 0.4, and y between 0.6 and 0.8; at random one in twelve would.
    const late = finishedIn(history).slice(10);
    const near = late.filter(
      ({ params: { x, y } }) => Number(x) > 0.1 && Number(x) < 0.5 && Number(y) > 0.5 && Number(y) < 0.9,
    );
    expect(near.length).toBeGreaterThan(late.length * 0.6);
  });
});

test("tpe dominates more than chance does", () => {
  for (const seed of [1, 2, 3]) {
    const problem = dtlz2(6, 2);
    expect(share(tpe(), problem, { seed, trials: 120 })).toBeGreaterThan(
      share(random(), problem, { seed, trials: 300 }),
    );
  }
});

test("tpe goes on from piece to piece of a front", () => {
  // By joint draws alone it came to 0.28 with twelve seeds, and to 0.53 at most.
  const shares = [1, 2, 3].map((seed) => share(tpe(), zdt3(6), { seed, trials: 300 }));
  expect(median(shares)).toBeGreaterThan(0.55);
});

test("auto begins with a model, and goes on with an evolution that has learnt from its trials", () => {
  const sampler = auto();
  const { space, goals } = zdt1(3);
  const problem = { space, goals, seed: 1 };
  const values = (params: Params) => {
    const [f1, f2] = zdt1(3).losses(params);
    return { f1: f1!, f2: f2! };
  };
  const evaluated = (params: Params) => ({ outcome: { state: "complete", values: values(params) } }) as const;
  const { history } = drive(random(), problem, evaluated, { trials: 300 });
  const told = finishedIn(history).reduce(
    (state, trial) => sampler.tell(state, trial),
    sampler.init(problem),
  );
  const { memo } = sampler.ask(told, { number: 300, history, rng: stream(1, "auto", 300) });
  expect(memo.why).toMatch(/^nsga2, since 2 goals are optimised, over more than 300 trials: a child of two/);
  const first = sampler.ask(sampler.init(problem), { number: 0, history, rng: stream(1, "auto", 0) });
  expect(first.memo.why).toMatch(/^gp, since 2 goals are optimised: startup/);
});
