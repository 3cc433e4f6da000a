import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { points, spaces, unitPoints } from "../testing/spaces.ts";
import { cellOf, decode, encode, fromUnit, toUnit } from "./codec.ts";
import { branch, categorical, float, int } from "./declare.ts";
import { dimsOf, flatten, keyOf, unflatten } from "./dims.ts";
import type { Domain, Space } from "./domain.ts";
import { checkParams } from "./params.ts";
import { count, indexOf, size, valueAt } from "./values.ts";

const withPoint = spaces().chain((space) => points(space).map((params) => ({ space, params })));

describe("every space", () => {
  test("any point of the cube, its faces included, is a point of the space", () => {
    const cases = spaces().chain((space) => unitPoints(space).map((u) => ({ space, u })));
    fc.assert(
      fc.property(cases, ({ space, u }) => {
        const params = decode(space, u);
        expect(checkParams(space, params)).toEqual(params);
        const justBelowOne = decode(
          space,
          u.map(() => 1 - 2 ** -53),
        );
        expect(checkParams(space, justBelowOne)).toEqual(justBelowOne);
      }),
    );
  });

  test("what is encoded is decoded to itself, floats to their last digits", () => {
    fc.assert(
      fc.property(withPoint, ({ space, params }) => {
        const u = encode(space, params);
        const flat = flatten(space, params);
        const again = flatten(space, decode(space, u));
        expect(Object.keys(again)).toEqual(Object.keys(flat));
        for (const { name, domain } of dimsOf(space)) {
          const value = flat[name];
          if (value === undefined) continue;
          if (domain.kind !== "float" || domain.step !== undefined) expect(again[name]).toBe(value);
          else {
            const scale = Math.max(Math.abs(domain.low), Math.abs(domain.high));
            expect(Math.abs((again[name] as number) - (value as number))).toBeLessThanOrEqual(1e-12 * scale);
          }
        }
      }),
    );
  });

  test("a coordinate is a number where it is active, and NaN where it is not", () => {
    fc.assert(
      fc.property(withPoint, ({ space, params }) => {
        const flat = flatten(space, params);
        const u = encode(space, params);
        dimsOf(space).forEach(({ name }, j) => {
          if (Object.hasOwn(flat, name)) expect(u[j]).toSatisfy((x: number) => x >= 0 && x <= 1);
          else expect(u[j]).toBeNaN();
        });
      }),
    );
  });

  test("flat names and nested ones are two forms of the same", () => {
    fc.assert(
      fc.property(withPoint, ({ space, params }) => {
        expect(unflatten(space, flatten(space, params))).toEqual(params);
      }),
    );
  });

  test("two points have one key if and only if they are equal", () => {
    const two = spaces().chain((space) => fc.tuple(fc.constant(space), points(space), points(space)));
    fc.assert(
      fc.property(two, ([space, a, b]) => {
        const isEqual = JSON.stringify(a) === JSON.stringify(b);
        expect(keyOf(space, a) === keyOf(space, b)).toBe(isEqual);
      }),
    );
  });
});

/** How much of [0, 1] each value of a domain has, measured on 100,000 even points. */
function shares(domain: Domain): number[] {
  const found = new Array<number>(count(domain)).fill(0);
  for (let i = 0; i < 100_000; i++) found[indexOf(domain, fromUnit(domain, (i + 0.5) / 100_000))]! += 1e-5;
  return found;
}

describe("every value has its fair share, the end values too", () => {
  test.each<[string, Domain]>([
    ["integers", int(1, 7)],
    ["integers with a step that does not meet the end", int(0, 10, { step: 3 })],
    ["categories", categorical(["a", "b", "c"])],
    ["floats with a step", float(0, 0.3, { step: 0.1 })],
    ["the cases of a branch", branch({ a: {}, b: {}, c: {}, d: {}, e: {} })],
  ])("%s: equal ones", (_, domain) => {
    const n = count(domain);
    for (const share of shares(domain)) expect(share).toBeCloseTo(1 / n, 4);
  });

  test("log integers: the width from half below to half above, on the log scale", () => {
    const [low, high] = [1, 9];
    const total = Math.log(high + 0.5) - Math.log(low - 0.5);
    shares(int(low, high, { log: true })).forEach((share, k) => {
      const value = low + k;
      expect(share).toBeCloseTo((Math.log(value + 0.5) - Math.log(value - 0.5)) / total, 4);
    });
  });

  test("log floats: each decade the same", () => {
    const domain = float(1e-3, 1e3, { log: true });
    for (let k = 0; k <= 6; k++) expect(fromUnit(domain, k / 6)).toBeCloseTo(10 ** (k - 3), 9 - k);
    expect(toUnit(domain, 1)).toBeCloseTo(0.5, 12);
  });
});

describe("ends and corners", () => {
  test("both ends of a float are reached, and what lies outside is taken to them", () => {
    for (const domain of [float(-3, 7), float(1e-9, 1e9, { log: true }), float(-1.7e308, 1.7e308)]) {
      expect([fromUnit(domain, 0), fromUnit(domain, 1)]).toEqual([domain.low, domain.high]);
      expect([fromUnit(domain, -1), fromUnit(domain, 2)]).toEqual([domain.low, domain.high]);
    }
  });

  test("a step that does not meet the high end stops before it", () => {
    const domain = float(0, 1, { step: 0.3 });
    expect([0, 1, 2, 3].map((k) => valueAt(domain, k))).toEqual([0, 0.3, 0.6, 0.9]);
    expect(count(domain)).toBe(4);
    expect(count(float(0, 0.3, { step: 0.1 }))).toBe(4); // 0.3 / 0.1 is 2.9999999999999996
  });

  test("an integer keeps its identity over the widest range", () => {
    const domain = int(0, 2 ** 51 - 1);
    for (const x of [0, 1, 2 ** 50 + 1, 2 ** 51 - 1]) expect(fromUnit(domain, toUnit(domain, x))).toBe(x);
  });

  test("the size of a space is the product of its counts, and the sum over cases", () => {
    const space: Space = { n: int(1, 3), m: branch({ a: { k: categorical(["x", "y"]) }, b: {} }) };
    expect(size(space)).toBe(9);
    expect(size({ ...space, x: float(0, 1) })).toBe(Infinity);
    expect(size({})).toBe(1);
  });
});

test("the cells of a domain's values lie side by side, fill [0, 1], and decode to their value", () => {
  for (const domain of [int(1, 50, { log: true }), int(-3, 9, { step: 3 }), categorical(["a", "b", "c"])]) {
    let end = 0;
    for (let k = 0; k < count(domain); k++) {
      const value = valueAt(domain, k);
      const [low, high] = cellOf(domain, toUnit(domain, value))!;
      expect(low).toBeCloseTo(end, 12);
      for (const share of [0.01, 0.5, 0.99]) expect(fromUnit(domain, low + share * (high - low))).toBe(value);
      end = high;
    }
    expect(end).toBeCloseTo(1, 12);
  }
  expect(cellOf(float(0, 1), 0.5)).toBeNull();
});
