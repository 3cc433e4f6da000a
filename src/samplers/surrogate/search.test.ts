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
  type Space,
} from "../../space/index.ts";
import { axesOf } from "../unit-space.ts";
import { type Acquisition, search } from "./search.ts";

const effort = { candidates: 64, mutants: 32, climbs: 3 };

/** Highest at a target; a coordinate that should be inactive, or is and should not be, costs 1. */
function hill(target: Float64Array): Acquisition {
  const value = (u: Float64Array) =>
    -u.reduce((sum, x, j) => {
      const t = target[j]!;
      if (Number.isNaN(x) !== Number.isNaN(t)) return sum + 1;
      return Number.isNaN(x) ? sum : sum + (x - t) ** 2;
    }, 0);
  return {
    value,
    slope: (u) => ({
      value: value(u),
      gradient: u.map((x, j) => (Number.isNaN(x) ? 0 : -2 * (x - target[j]!))),
    }),
  };
}

const spaces: readonly (readonly [string, Space, Parameters<typeof encode>[1]])[] = [
  ["floats", { x: float(0, 1), y: float(1e-4, 1, { log: true }) }, { x: 0.123, y: 0.02 }],
  ["integers of many values", { n: int(0, 1000), m: int(1, 4096, { log: true }) }, { n: 777, m: 100 }],
  ["categories and few integers", { k: categorical(["a", "b", "c"]), n: int(0, 5) }, { k: "b", n: 4 }],
  [
    "a branch",
    { m: branch({ a: { x: float(0, 1) }, b: { n: int(1, 9), y: float(0, 1) } }), z: float(0, 1) },
    { m: { is: "b", n: 3, y: 0.9 }, z: 0.1 },
  ],
];

describe.each(spaces)("over %s", (_, space, best) => {
  const axes = axesOf(space);
  const target = encode(space, best);
  const found = (seed: number) =>
    search(axes, hill(target), { parents: [], rng: stream(seed, "test", 0), effort });

  test("finds the highest point", () => {
    const [top] = found(1);
    expect(top!.value).toBeGreaterThan(-1e-6);
    const params = decode(space, top!.u);
    for (const [name, value] of Object.entries(best)) {
      if (typeof value === "string") expect(params[name]).toBe(value);
    }
  });

  test("gives points of the space alone, each with its own value, the best ends of climbs first", () => {
    const acquisition = hill(target);
    for (const { u, value } of found(2)) {
      const params = decode(space, u);
      expect(checkParams(space, params)).toEqual(params);
      expect(acquisition.value(u)).toBeCloseTo(value, 12);
    }
  });

  test("depends on its stream of random numbers alone", () => {
    expect(found(3)).toEqual(found(3));
  });
});

test("an acquisition that is NaN somewhere does not win there", () => {
  const axes = axesOf({ x: float(0, 1) });
  const value = (u: Float64Array) => (u[0]! > 0.5 ? Number.NaN : u[0]!);
  const acquisition = {
    value,
    slope: (u: Float64Array) => ({ value: value(u), gradient: new Float64Array([1]) }),
  };
  const [top] = search(axes, acquisition, { parents: [], rng: stream(1, "test", 0), effort });
  expect(top!.u[0]).toBeGreaterThan(0.45);
  expect(top!.u[0]).toBeLessThanOrEqual(0.5);
});
