import { describe, expect, test } from "vitest";
import { type CmaState, cmaConstants, cmaSample, cmaStart, cmaUpdate, defaultPopulation } from "./cma.ts";
import { learningRateStart, slowDown } from "./cma-learning-rate.ts";
import { matchedNormal } from "./moments.ts";
import { normal, stream } from "./rng.ts";

describe("the constants are those of cmaes 0.13.1", () => {
  test.each([
    [5, 8, 2.60017882611, 0.04729230416, 0.0381691607, 0.36508837609, 0.45019955799],
    [10, 10, 3.16729928141, 0.01528382452, 0.02015428276, 0.28442858795, 0.29499038304],
    [20, 12, 3.7294589343, 0.00437235444, 0.00819140328, 0.19942801385, 0.17176721128],
  ])("in %i dimensions", (d, lambda, muEff, c1, cMu, cSigma, cc) => {
    const k = cmaConstants(d, defaultPopulation(d));
    expect(k.lambda).toBe(lambda);
    const found = [k.muEff, k.c1, k.cMu, k.cSigma, k.cc];
    for (const [i, v] of [muEff, c1, cMu, cSigma, cc].entries()) expect(found[i]).toBeCloseTo(v, 10);
  });

  test("χ, d_σ and the least of the three bounds on negative weights", () => {
    const k = cmaConstants(10, 10);
    expect(k.chi).toBeCloseTo(3.08472656517, 10);
    expect(k.dSigma).toBeCloseTo(1.28442858795, 10);
    expect(k.minAlpha).toBeCloseTo(1.75834127693, 10);
  });
});

const sphere = (x: Float64Array) => x.reduce((sum, v) => sum + v * v, 0);
const ellipsoid = (x: Float64Array) => x.reduce((sum, v, j) => sum + 1e6 ** (j / (x.length - 1)) * v * v, 0);
const rosenbrock = (x: Float64Array) => {
  let sum = 0;
  for (let j = 0; j + 1 < x.length; j++) sum += 100 * (x[j + 1]! - x[j]! ** 2) ** 2 + (1 - x[j]!) ** 2;
  return sum;
};

type Search = {
  readonly f: (x: Float64Array) => number;
  readonly mean: number;
  readonly sigma: number;
  readonly seed: number;
  readonly isDiagonal?: boolean;
  readonly after?: (before: CmaState, now: CmaState) => void;
};

/** How many evaluations it takes to come below 1e-9. */
function evaluations({ f, mean, sigma, seed, isDiagonal = false, after }: Search): number {
  const k = cmaConstants(10, 10, isDiagonal);
  const state = cmaStart(new Float64Array(10).fill(mean), sigma, { isDiagonal });
  const rng = stream(seed, "cma", 0);
  for (let n = 0; n < 20_000; n += k.lambda) {
    const xs = Array.from({ length: k.lambda }, () => cmaSample(state, rng));
    const scored = xs.map((x) => ({ x, value: f(x) })).sort((a, b) => a.value - b.value);
    if (scored[0]!.value < 1e-9) return n + k.lambda;
    const before = structuredClone(state);
    cmaUpdate(
      state,
      k,
      scored.map(({ x }) => x),
    );
    after?.(before, state);
  }
  return Number.POSITIVE_INFINITY;
}

describe("it needs as many evaluations as the reference does", () => {
  // cmaes 0.13.1, 20 seeds, least and most: 1280 to 1590, 3810 to 4710, 4690 to 5600; widened by a tenth.
  test.each([
    ["sphere", sphere, 0.5, 0.3, 1150, 1750],
    ["ellipsoid 1e6", ellipsoid, 0.5, 0.3, 3430, 5180],
    ["Rosenbrock", rosenbrock, 0, 0.1, 4220, 6160],
  ] as const)("%s", (_, f, mean, sigma, least, most) => {
    for (let seed = 1; seed <= 7; seed++) {
      const n = evaluations({ f, mean, sigma, seed });
      expect(n, `seed ${seed}`).toBeGreaterThanOrEqual(least);
      expect(n, `seed ${seed}`).toBeLessThanOrEqual(most);
    }
  });

  test("a diagonal covariance takes half of it where no coordinates interact", () => {
    expect(evaluations({ f: ellipsoid, mean: 0.5, sigma: 0.3, seed: 1, isDiagonal: true })).toBeLessThan(
      2500,
    );
  });

  test("only ranks count: any increasing function of the value gives the same course", () => {
    const course = (f: Search["f"]) => {
      const means: number[] = [];
      evaluations({ f, mean: 0.5, sigma: 0.3, seed: 3, after: (_, now) => means.push(now.mean[0]!) });
      return means.slice(0, 50);
    };
    expect(course((x) => 1e300 * Math.exp(sphere(x)))).toEqual(course((x) => 1 + sphere(x)));
  });
});

describe("learning rates", () => {
  const run = (f: Search["f"], generations: number) => {
    const rate = learningRateStart(10);
    let left = generations;
    let end = cmaStart(new Float64Array(10), 1);
    const after = (before: CmaState, now: CmaState) => {
      if (left-- > 0) slowDown(rate, before, now);
      end = structuredClone(now);
    };
    evaluations({ f, mean: 0.5, sigma: 0.3, seed: 1, after });
    return { rate, end };
  };

  test("on a sphere they end where those of cmaes 0.13.1 do, and it is solved", () => {
    const { rate, end } = run(sphere, Infinity);
    // there, from seed 1: η_m 0.038, η_Σ 0.58 after 4680 evaluations
    expect(rate.m.eta).toBeGreaterThan(0.02);
    expect(rate.m.eta).toBeLessThan(0.08);
    expect(rate.S.eta).toBeGreaterThan(0.3);
    expect(sphere(end.mean)).toBeLessThan(1e-7);
  });

  test("fall where there is nothing but noise", () => {
    const rng = stream(1, "noise", 0);
    const { rate } = run(() => 1 + rng(), 300);
    expect(rate.m.eta).toBeLessThan(0.1);
    expect(rate.S.eta).toBeLessThan(0.1);
  });
});

test("the normal matched to points has their mean, and their covariance widened by alpha", () => {
  const rng = stream(1, "moments", 0);
  const points = Array.from({ length: 5000 }, () => {
    const [a, b] = [normal(rng), normal(rng)];
    return Float64Array.of(0.5 + 0.2 * a, 0.3 + 0.1 * (a + b));
  });
  const { mean, sigma, C } = matchedNormal(points, 0.1);
  const S = C.map((v) => v * sigma ** 2);
  expect([...mean].map((v) => Math.round(v * 50) / 50)).toEqual([0.5, 0.3]);
  for (const [i, v] of [0.04 + 0.01, 0.02, 0.02, 0.02 + 0.01].entries()) expect(S[i]).toBeCloseTo(v, 2);
  expect(C[0]! * C[3]! - C[1]! * C[2]!).toBeCloseTo(1, 12);
});
