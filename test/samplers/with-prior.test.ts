import { describe, expect, test } from "vitest";
import { stream } from "../../src/math/rng.ts";
import { samplerByName, withPrior } from "../../src/samplers/index.ts";
import { beliefsOf, type Prior } from "../../src/samplers/prior.ts";
import { axesOf } from "../../src/samplers/unit-space.ts";
import { branch, categorical, encode, float, int } from "../../src/space/index.ts";
import { createStudy } from "../../src/study/index.ts";

const space = {
  lr: float(1e-6, 1, { log: true }),
  width: int(0, 100),
  kind: categorical(["a", "b", "c"]),
  model: branch({ deep: { layers: int(1, 8) }, flat: {} }),
};
const prior: Prior = {
  lr: { around: 1e-3, spread: 10 },
  width: { around: 20, spread: 5 },
  kind: { b: 3, c: 0 },
  model: { deep: 9 },
  "model.deep.layers": { around: 3, spread: 1 },
};
const problem = (goal = "minimize" as const) => ({ space, goals: { value: goal }, seed: 1 });

describe("a prior", () => {
  const beliefs = beliefsOf(axesOf(space), prior);
  const at = (params: object) => beliefs.weigh(encode(space, params as never), 10); // β / n is 1

  test("is a normal density in the scale of each number, and the weights of each choice", () => {
    const mode = { lr: 1e-3, width: 20, kind: "b", model: { is: "deep", layers: 3 } };
    expect(at(mode)).toBeCloseTo(0, 12);
    expect(at({ ...mode, lr: 1e-2 })).toBeCloseTo(-0.5, 12); // one factor of 10
    expect(at({ ...mode, width: 30 })).toBeCloseTo(-2 * (100 / 101) ** 2, 12); // two spreads
    expect(at({ ...mode, kind: "a" })).toBeCloseTo(Math.log(1 / 3), 12);
    expect(at({ ...mode, model: { is: "flat" } })).toBeCloseTo(Math.log(1 / 9), 12);
    expect(beliefs.mode).toEqual(encode(space, mode));
  });

  test("rules nothing out, and loses its weight as trials come in", () => {
    const odd = encode(space, { lr: 1, width: 100, kind: "c", model: { is: "flat" } });
    expect(beliefs.weigh(odd, 10)).toBeGreaterThan(-30);
    expect(beliefs.weigh(odd, 1000)).toBeCloseTo(beliefs.weigh(odd, 10) / 100, 10);
  });

  test("is drawn from as it says", () => {
    const rng = stream(1, "test", 0);
    const draws = Array.from({ length: 4000 }, () => beliefs.draw(rng));
    const share = (is: (u: Float64Array) => boolean) => draws.filter(is).length / draws.length;
    expect(share((u) => u[2] === 0.5)).toBeCloseTo(3 / 4, 1);
    expect(share((u) => u[2]! > 0.7)).toBe(0);
    expect(share((u) => Number.isNaN(u[4]!))).toBeCloseTo(1 / 10, 1);
    expect(share((u) => Math.abs(u[0]! - 0.5) < 1 / 6)).toBeCloseTo(0.683, 1); // within one spread
  });

  test("has the slope that differences show", () => {
    const u = encode(space, { lr: 3e-3, width: 27, kind: "b", model: { is: "flat" } });
    const gradient = new Float64Array(5);
    beliefs.addSlope(u, 7, gradient);
    const h = 1e-6;
    const moved = (d: number) =>
      beliefs.weigh(
        u.map((v, j) => (j === 0 ? v + d : v)),
        7,
      );
    expect(gradient[0]).toBeCloseTo((moved(h) - moved(-h)) / (2 * h), 4);
    expect(gradient[4]).toBe(0);
  });
});

/** Hard to find, and known to the expert. */
const far = (p: { lr: number; width: number; kind: string }) =>
  Math.abs(Math.log10(p.lr) + 3.2) + Math.abs(p.width - 23) / 10 + Number(p.kind !== "b");

/** The median over seeds of the best after so many trials. */
async function reached(sampler: () => ReturnType<typeof withPrior>, trials: number, seeds: number) {
  const best: number[] = [];
  for (let seed = 0; seed < seeds; seed++) {
    const study = await createStudy({ space, sampler: sampler(), seed });
    await study.optimize(({ params }) => far(params), { trials });
    best.push(study.best!.value!);
  }
  return best.sort((a, b) => a - b)[seeds >> 1]!;
}

describe.each(["gp", "forest", "tpe"])("%s with a prior", (name) => {
  test("is better in the first trials when the prior is right, and gets over one that is wrong", async () => {
    const wrong: Prior = { lr: { around: 0.5, spread: 3 }, width: { around: 90, spread: 5 }, kind: { c: 5 } };
    const alone = await reached(() => samplerByName(name), 10, 5);
    expect(await reached(() => withPrior(name, prior), 10, 5)).toBeLessThan(alone);
    expect(await reached(() => withPrior(name, wrong), 60, 3)).toBeLessThan(alone);
  });

  test("asks the same from its name in the log", () => {
    const sampler = withPrior(name, prior);
    const again = samplerByName(sampler.spec.name, JSON.parse(JSON.stringify(sampler.spec.options)));
    expect(again.spec).toEqual(sampler.spec);
    expect(again.init(problem())).toEqual(sampler.init(problem()));
  });
});

test("beliefs that do not suit the space, and samplers without use for one, are refused", () => {
  const begin = (given: object) => withPrior("gp", given as Prior).init(problem());
  expect(() => begin({ ler: { around: 1, spread: 2 } })).toThrow(/speaks of "ler".*did you mean "lr"/i);
  expect(() => begin({ lr: { around: 1e-3, spread: 0.5 } })).toThrow(/a factor > 1/);
  expect(() => begin({ lr: { around: 5, spread: 2 } })).toThrow(/a value of float/);
  expect(() => begin({ width: { around: 5 } })).toThrow(/a distance > 0/);
  expect(() => begin({ kind: { d: 1 } })).toThrow(/"d" is no choice; there are a, b, c/);
  expect(() => begin({ kind: { a: 0, b: 0, c: 0 } })).toThrow(/weight > 0/);
  expect(() => begin({ kind: { a: Number.NaN } })).toThrow(/weights must be >= 0/);
  expect(() => withPrior("cmaes", prior)).toThrow(/"cmaes" has no use for a prior/);
  expect(() => samplerByName("withPrior")).toThrow(/make it in code/);
});
