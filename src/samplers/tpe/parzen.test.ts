import { describe, expect, test } from "vitest";
import { stream } from "../../math/rng.ts";
import {
  branch,
  categorical,
  checkParams,
  decode,
  encode,
  float,
  int,
  type Params,
  type Space,
} from "../../space/index.ts";
import { gridOf } from "../grid-points.ts";
import { axesOf } from "../unit-space.ts";
import { parzen } from "./parzen.ts";

const mixtureOf = (space: Space, points: readonly Params[], weights = points.map(() => 1)) =>
  parzen(
    axesOf(space),
    points.map((params) => encode(space, params)),
    Float64Array.from(weights),
  );

test("over a continuum: kernels are normals cut to [0, 1], beside a wide one around the middle", () => {
  // scipy 1.17.1, truncnorm: (pdf(x; 0.2, σ 0.5) + pdf(x; 0.7, σ 0.5) + pdf(x; 0.5, σ 1)) / 3 at x = 0, 0.25 and 1
  const { logDensity } = mixtureOf({ x: float(0, 1) }, [{ x: 0.2 }, { x: 0.7 }]);
  const densities = [0, 0.25, 1].map((x) => Math.exp(logDensity(Float64Array.of(x))));
  expect(densities).toEqual(
    [0.8699946833190538, 1.0522207384750792, 0.7740113443975037].map((d) => expect.closeTo(d, 10)),
  );
});

test.each([2, 3, 1000])("over %i parameters: each kernel is the product of what it is along each", (d) => {
  const along = Array.from({ length: d }, (_, j) => ({ x: (j + 0.5) / d }));
  const at = { x: 0.4 };
  // ln of the kernel, and of the prior, along one coordinate: half of each is the mixture of one point.
  const lnPrior = mixtureOf({ x: float(0, 1) }, []).logDensity(Float64Array.of(at.x));
  const lnKernel = along.map((point) => {
    const both = 2 * Math.exp(mixtureOf({ x: float(0, 1) }, [point]).logDensity(Float64Array.of(at.x)));
    return Math.log(both - Math.exp(lnPrior));
  });
  const space = Object.fromEntries(along.map((_, j) => [`x${j}`, float(0, 1)]));
  const point = Object.fromEntries(along.map(({ x }, j) => [`x${j}`, x]));
  const got = mixtureOf(space, [point]).logDensity(new Float64Array(d).fill(at.x));
  const [a, b] = [lnKernel.reduce((sum, ln) => sum + ln), d * lnPrior];
  const expected = Math.max(a, b) + Math.log1p(Math.exp(-Math.abs(a - b))) - Math.LN2;
  expect(got).toBeCloseTo(expected, 8);
});

test("whoever says how much is enough gets the density, or Infinity where it is more", () => {
  const { logDensity } = mixtureOf({ x: float(0, 1) }, [{ x: 0.2 }, { x: 0.21 }, { x: 0.7 }]);
  const u = Float64Array.of(0.2);
  const whole = logDensity(u);
  expect(logDensity(u, whole)).toBe(whole);
  expect(logDensity(u, whole - 3)).toBe(Infinity);
});

describe.each<[string, Space, readonly Params[]]>([
  [
    "integers and categories",
    { n: int(1, 6), k: categorical(["a", "b", "c"]) },
    [
      { n: 2, k: "a" },
      { n: 2, k: "c" },
      { n: 6, k: "a" },
    ],
  ],
  ["log integers", { n: int(1, 50, { log: true }) }, [{ n: 1 }, { n: 30 }]],
  [
    "a branch",
    { m: branch({ a: { n: int(1, 4) }, b: { k: categorical(["x", "y"]), j: int(0, 2) } }) },
    [{ m: { is: "a", n: 3 } }, { m: { is: "b", k: "y", j: 0 } }, { m: { is: "a", n: 1 } }],
  ],
])("over %s", (_, space, points) => {
  const mixture = mixtureOf(space, points, [1, 0.5, 0.25].slice(0, points.length));
  const grid = gridOf(space, Infinity);
  const all = Array.from({ length: grid.size }, (_, i) => grid.at(i));
  const chance = (params: Params) => Math.exp(mixture.logDensity(encode(space, params)));

  test("the chances of all points sum to 1", () => {
    expect(all.reduce((sum, params) => sum + chance(params), 0)).toBeCloseTo(1, 10);
  });

  test("points are drawn as often as their chance says, and lie in the space", () => {
    const rng = stream(1, "test", 0);
    const draws = 20_000;
    const counts = new Map<string, number>();
    for (let i = 0; i < draws; i++) {
      const params = decode(space, mixture.draw(rng));
      expect(checkParams(space, params)).toEqual(params);
      const key = JSON.stringify(params);
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    for (const params of all) {
      const p = chance(params);
      const deviation = Math.sqrt((p * (1 - p)) / draws);
      expect(Math.abs((counts.get(JSON.stringify(params)) ?? 0) / draws - p)).toBeLessThan(5 * deviation);
    }
  });
});

test("a point in another branch says nothing about the coordinates that it did not have", () => {
  const space = { m: branch({ a: { x: float(0, 1) }, b: { y: float(0, 1) } }) };
  const mixture = mixtureOf(space, [{ m: { is: "b", y: 0.9 } }]);
  const at = (x: number) => mixture.logDensity(encode(space, { m: { is: "a", x } }));
  // What is left is the prior: highest in the middle, the same on both sides.
  expect(at(0.1)).toBeCloseTo(at(0.9), 12);
  expect(at(0.5)).toBeGreaterThan(at(0.9));
});
