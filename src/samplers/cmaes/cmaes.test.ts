import { describe, expect, test } from "vitest";
import { stream } from "../../math/rng.ts";
import { branch, categorical, float, int, type Params, type Space } from "../../space/index.ts";
import { drive, finishedIn, goldenLine, samplerContract } from "../../testing/index.ts";
import { rosenbrock, sphere } from "../../testing/problems.ts";
import { random } from "../random.ts";
import type { Sampler } from "../sampler.ts";
import { cmaes } from "./cmaes.ts";

samplerContract(cmaes, {
  options: { population: 4 },
  converges: [
    { problem: sphere(5), trials: 1000, within: 1e-6 },
    { problem: rosenbrock(3), trials: 1500, within: 1e-5 },
  ],
});

const goals = { value: "minimize" } as const;

test("its first answers stay what they are", () => {
  expect(goldenLine(cmaes({ population: 4 }))).toMatchInlineSnapshot(`
    [
      "0.0020619869815971946 218 0.16035460756800363 tanh",
      "0.0016353849221911205 97 0.18738648168469588 tanh",
      "0.017279436097746872 198 0.2621099869702185 relu",
      "0.001959353667726835 240 0.24298351099102478 tanh",
      "0.0012939473227762286 56 0.1421166847446826 tanh",
      "0.001960277327516136 73 0.16192595560660428 tanh",
      "0.002954436730778406 134 0.1931353045419256 tanh",
      "0.00015554932393578073 317 0.12627859432294178 gelu",
    ]
  `);
});

/** The best loss after so many trials. */
function best(
  sampler: Sampler,
  space: Space,
  loss: (p: Params) => number,
  o: { seed: number; trials: number },
) {
  const { history } = drive(sampler, { space, goals, seed: o.seed }, loss, o);
  return Math.min(...finishedIn(history).map((t) => t.values!.value!));
}

describe("in mixed spaces", () => {
  const space: Space = {
    x: float(-5, 5),
    y: float(1e-6, 1, { log: true }),
    n: int(1, 100),
    k: int(1, 1024, { log: true }),
    c: categorical(["a", "b", "c", "d"]),
  };
  const loss = (p: Params) =>
    (Number(p.x) - 1) ** 2 +
    (Math.log10(Number(p.y)) + 4) ** 2 +
    ((Number(p.n) - 70) / 10) ** 2 +
    Math.log2(Number(p.k) / 32) ** 2 +
    (p.c === "c" ? 0 : 2);

  test("ints and categories are found exactly, and the numbers closely", () => {
    for (const seed of [1, 2, 3, 4, 5]) {
      expect(best(cmaes(), space, loss, { seed, trials: 1200 }), `seed ${seed}`).toBeLessThan(1e-3);
    }
  });

  test("64 at a time cost generations, and it still comes far nearer than random search", () => {
    const run = (sampler: Sampler) =>
      [1, 2, 3].map((seed) => {
        const { history } = drive(sampler, { space, goals, seed }, loss, { trials: 1000, parallel: 64 });
        return Math.min(...finishedIn(history).map((t) => t.values!.value!));
      });
    expect(Math.max(...run(cmaes()))).toBeLessThan(Math.min(...run(random())) / 2);
  });
});

test("an int that is a single step from the best one is not stuck there", () => {
  // With a plain rounding the normal shrinks inside one cell: this is what the margin is for.
  const space: Space = { x: float(0, 1), n: int(0, 9), m: int(0, 9) };
  const loss = ({ x, n, m }: Params) => (Number(x) - 0.3) ** 2 + 0.01 * (9 - Number(n)) + 0.01 * Number(m);
  for (const seed of [1, 2, 3, 4, 5])
    expect(best(cmaes(), space, loss, { seed, trials: 600 })).toBeLessThan(1e-4);
});

test("in a branch it finds the better case and its parameters", () => {
  const space: Space = {
    model: branch({ a: { x: float(0, 1) }, b: { y: float(0, 1), z: float(0, 1) } }),
    shared: float(0, 1),
  };
  const loss = ({ model, shared }: Params) => {
    const m = model as Params;
    const inner = m.is === "a" ? 0.5 : (Number(m.y) - 0.2) ** 2 + (Number(m.z) - 0.8) ** 2;
    return inner + (Number(shared) - 0.6) ** 2;
  };
  for (const seed of [1, 2, 3]) expect(best(cmaes(), space, loss, { seed, trials: 800 })).toBeLessThan(1e-4);
});

test("valleys beside the best one are left by restarts", () => {
  const space: Space = { x: float(-5.12, 5.12), y: float(-5.12, 5.12) };
  const wave = (v: number) => v * v - 10 * Math.cos(2 * Math.PI * v) + 10; // Rastrigin
  const loss = (p: Params) => wave(Number(p.x) - 1) + wave(Number(p.y) - 1);
  const solved = (restarts: "none" | "ipop" | "bipop") =>
    [1, 2, 3, 4, 5, 6].filter((seed) => best(cmaes({ restarts }), space, loss, { seed, trials: 3000 }) < 1e-6)
      .length;
  expect(solved("none")).toBeLessThan(4);
  expect(solved("ipop")).toBeGreaterThanOrEqual(4);
  expect(solved("bipop")).toBeGreaterThanOrEqual(2); // half its trials go to small populations
});

test("trials of others show it where to begin", () => {
  const space: Space = { x: float(0, 1), y: float(0, 1), z: float(0, 1) };
  const loss = (p: Params) => Object.values(p).reduce<number>((s, v) => s + (Number(v) - 0.9) ** 2, 0);
  const problem = { space, goals, seed: 3 };
  const { history } = drive(random(), problem, loss, { trials: 200 });
  const sampler = cmaes();
  const told = finishedIn(history).reduce((s, t) => sampler.tell(s, t), sampler.init(problem));
  const warm = [0, 1, 2, 3, 4, 5].map(
    (number) => sampler.ask(told, { number, history, rng: stream(3, "warm", number) }).params,
  );
  for (const p of warm) expect(loss(p)).toBeLessThan(0.5); // the middle has 0.48, and a random point 0.75
});

test("when everything fails it goes on", () => {
  const space: Space = { x: float(0, 1), c: categorical(["a", "b"]) };
  const failed = { outcome: { state: "failed", why: "out of memory" } } as const;
  const { suggestions } = drive(cmaes(), { space, goals, seed: 1 }, () => failed, { trials: 50 });
  expect(suggestions.length).toBe(50);
});

test.each(["diagonal", "full"] as const)(
  "200 parameters with a %s covariance take a moment and no more",
  (covariance) => {
    const { space, loss } = sphere(200);
    const run = () => best(cmaes({ covariance }), space, loss, { seed: 1, trials: 100 });
    expect(run()).toBeLessThan(200 * 12);
  },
);
