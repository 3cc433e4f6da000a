import { expect, test } from "vitest";
import { stream } from "../../math/rng.ts";
import { branch, categorical, encode, float, int, type Params, type Space } from "../../space/index.ts";
import { drive } from "../../testing/index.ts";
import { axesOf, snap } from "../unit-space.ts";
import { childrenOf, lonelinessOf } from "./children.ts";
import { gp } from "./gp.ts";

const space: Space = {
  x: float(0, 1),
  n: int(1, 9),
  c: categorical(["a", "b", "c"]),
  model: branch({ tree: { depth: int(1, 12) }, line: { slope: float(-1, 1) } }),
};
const axes = axesOf(space);
const points = [
  { x: 0.3, n: 2, c: "a", model: { is: "tree", depth: 3 } },
  { x: 0.3, n: 7, c: "b", model: { is: "line", slope: 0.5 } },
].map((params) => encode(space, params as Params));
const parents = { points, weights: [1, 1] };
const flat = { value: () => 0 };

test("children are points of the space, and have most of what both parents have", () => {
  const children = childrenOf(axes, flat, { ...parents, rng: stream(1, "children", 0) });
  expect(children.length).toBeGreaterThan(20);
  for (const { u } of children) {
    expect(u).toEqual(
      snap(axes, u, () => {
        throw new Error("an active coordinate has no value");
      }),
    );
  }
  expect(children.filter(({ u }) => u[0] === 0.3).length).toBeGreaterThan(children.length / 2);
  const kinds = (j: number) => new Set(children.map(({ u }) => u[j]));
  expect(kinds(2).size).toBeGreaterThan(1);
  expect(kinds(3).size).toBe(2);
});

test("the best by the acquisition comes first, and what it does not take comes last", () => {
  const value = (u: Float64Array) => (u[1]! > 0.5 ? Number.NaN : u[1]!);
  const children = childrenOf(axes, { value }, { ...parents, rng: stream(1, "children", 1) });
  const values = children.map((child) => child.value);
  const taken = values.filter((v) => !Number.isNaN(v));
  expect(taken.length).toBeGreaterThan(0);
  expect(taken.length).toBeLessThan(values.length);
  expect(values.slice(0, taken.length)).toEqual([...taken].sort((a, b) => b - a));
});

test("there are none of one parent, nor where all promise little", () => {
  const rng = stream(1, "children", 2);
  expect(childrenOf(axes, flat, { points: points.slice(1), weights: [1], rng })).toEqual([]);
  expect(childrenOf(axes, { value: () => -7.1 }, { ...parents, rng })).toEqual([]);
  expect(childrenOf(axes, { value: () => Number.NaN }, { ...parents, rng })).toEqual([]);
});

test("who crowds with others has few children, and the ends of a front have as many as the loneliest", () => {
  const crowded = Array.from({ length: 50 }, (_, i) => [0.1 + i * 1e-6, 0.9 - i * 1e-6]);
  const weights = lonelinessOf([[0, 1], ...crowded, [0.5, 0.5], [1, 0]]);
  const sum = weights.reduce((a, b) => a + b, 0);
  expect(weights.slice(1, 51).reduce((a, b) => a + b, 0)).toBeLessThan(sum / 2);
  expect(weights[51]).toBe(Math.max(...weights));
  expect([weights[0], weights[52]]).toEqual([weights[51], weights[51]]);
  expect(lonelinessOf([[3, 4]])).toEqual([1e-9]);
  const alone = { points, weights: [1e-9, 1] };
  const children = childrenOf(axes, flat, { ...alone, rng: stream(1, "children", 3) });
  expect(children.filter(({ u }) => u[3] === points[1]![3]).length).toBeGreaterThan(children.length * 0.7);
});

test("with several goals three of five asks are for a child from 100 trials on", () => {
  const two = { a: "minimize", b: "minimize" } as const;
  const evaluated = ({ x, y, z }: Params) => {
    const far = 10 * Math.abs(Number(y) - 0.3) * (1.1 + Math.cos(40 * Number(z)));
    return {
      outcome: { state: "complete", values: { a: Number(x) + far, b: 1 - Number(x) + far } },
    } as const;
  };
  const space = { x: float(0, 1), y: float(0, 1), z: float(0, 1) };
  const { suggestions } = drive(gp({ effort: "fast" }), { space, goals: two, seed: 1 }, evaluated, {
    trials: 115,
  });
  const children = suggestions.flatMap(({ memo, number }) =>
    /^of children of the front that of the highest expected gain/.test(memo.why!) ? [number] : [],
  );
  expect(children.length).toBeGreaterThan(4);
  expect(children.every((number) => number >= 100 && number % 5 < 3)).toBe(true);
});

test("once children promise little, the whole space is searched", () => {
  const two = { a: "minimize", b: "minimize" } as const;
  const evaluated = ({ x }: Params) => {
    const values = { a: Number(x), b: (1 - Number(x)) ** 2 };
    return { outcome: { state: "complete", values } } as const;
  };
  const problem = { space: { x: float(0, 1) }, goals: two, seed: 1 };
  const { suggestions } = drive(gp({ effort: "fast" }), problem, evaluated, { trials: 110 });
  expect(suggestions.filter(({ memo }) => memo.why!.startsWith("of children"))).toEqual([]);
});
