import { expect, test } from "vitest";
import { sobol, sobolDimensions } from "./sobol.ts";

test("the plain points are Joe and Kuo's, as scipy 1.17.1 has them", () => {
  const point = sobol(128, null);
  expect([0, 1, 2, 3, 4].map((i) => [...point(i).slice(0, 6)])).toEqual([
    [0, 0, 0, 0, 0, 0],
    [0.5, 0.5, 0.5, 0.5, 0.5, 0.5],
    [0.75, 0.25, 0.25, 0.25, 0.75, 0.75],
    [0.25, 0.75, 0.75, 0.75, 0.25, 0.25],
    [0.375, 0.375, 0.625, 0.875, 0.375, 0.125],
  ]);
  const far = point(63);
  expect([0, 1, 2, 9, 49, 99, 127].map((j) => far[j])).toEqual([
    0.015625, 0.796875, 0.359375, 0.578125, 0.671875, 0.078125, 0.640625,
  ]);
});

/** How many of the first n points lie in each of n equal strips of coordinate j. */
function strips(point: (i: number) => Float64Array, n: number, j: number): number[] {
  const counts = new Array<number>(n).fill(0);
  for (let i = 0; i < n; i++) counts[Math.floor(point(i)[j]! * n)]! += 1;
  return counts;
}

test.each([null, 0, 7, -3, 2 ** 40 + 1])(
  "with seed %s, each coordinate fills 64 strips with 64 points",
  (seed) => {
    const point = sobol(20, seed);
    for (let j = 0; j < 20; j++) expect(new Set(strips(point, 64, j))).toEqual(new Set([1]));
  },
);

test("scrambled points fill every elementary box of the first two coordinates", () => {
  const point = sobol(2, 12345);
  for (const [a, b] of [
    [1, 64],
    [4, 16],
    [8, 8],
    [16, 4],
  ] as const) {
    const boxes = new Set<string>();
    for (let i = 0; i < 64; i++) {
      const [x, y] = point(i) as unknown as [number, number];
      boxes.add(`${Math.floor(x * a)},${Math.floor(y * b)}`);
    }
    expect(boxes.size).toBe(64);
  }
});

test("seeds, coordinates and copies beyond the table all differ", () => {
  const d = 2 * sobolDimensions + 3;
  const [one, two] = [sobol(d, 1)(5), sobol(d, 2)(5)];
  expect(new Set(one).size).toBe(d);
  expect(one.filter((x, j) => x === two[j])).toHaveLength(0);
  expect(sobol(d, 1)(5)).toEqual(one);
});

test("a coordinate beyond the table is uniform as well", () => {
  expect(new Set(strips(sobol(200, 3), 64, 199))).toEqual(new Set([1]));
});
