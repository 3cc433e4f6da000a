import { expect, test } from "vitest";
import { markWithin, Raster, usefulEnds } from "../../dashboard/src/large/raster.ts";

const sight = { left: 0, right: 10, bottom: 0, top: 10 };

test("points are counted where they fall, and those that are nowhere are not", () => {
  const raster = new Raster(10, 10);
  const x = Float32Array.of(0.5, 0.6, 9.5, -1, 11, Number.NaN, 5);
  const y = Float32Array.of(9.5, 9.4, 0.5, 5, 5, 5, Number.NaN);
  const mask = Uint8Array.of(1, 0, 0, 1, 1, 1, 1);
  expect(raster.count({ x, y, n: 7 }, sight, mask, 1)).toBe(3);
  expect(raster.all[0]).toBe(2); // above, left
  expect(raster.marked[0]).toBe(1);
  expect(raster.all[99]).toBe(1); // below, right
  expect(raster.all.reduce((a, b) => a + b)).toBe(3);
});

test("a mark is what meets all conditions", () => {
  const into = new Uint8Array(5);
  const column = Float32Array.of(1, 2, Number.NaN, 4, 5);
  expect(markWithin(into, 5, [{ column, low: 2, high: 4 }])).toBe(2);
  expect([...into]).toEqual([0, 1, 0, 1, 0]);
  expect(
    markWithin(into, 5, [
      { column, low: 2, high: 4 },
      { column: null, low: 2, high: 9 },
    ]),
  ).toBe(1);
});

test("outliers on the bad side are out of sight", () => {
  const column = Float32Array.from({ length: 1000 }, (_, i) => (i === 500 ? 1e9 : i));
  const [low, high] = usefulEnds(column, 1000, false);
  expect(low).toBeLessThan(0);
  expect(high).toBeGreaterThan(970);
  expect(high).toBeLessThan(1100);
});

test("values that many points share are drawn as bands around them, each point in its own place", () => {
  const raster = new Raster(100, 1);
  const n = 4000;
  const x = Float32Array.from({ length: n }, (_, i) => (i % 2 === 0 ? 2 : 7));
  const y = new Float32Array(n).fill(5);
  expect(raster.count({ x, y, n, spread: 0.7 }, sight, null, 1)).toBe(n);
  const hit = [...raster.all].flatMap((count, pixel) => (count > 0 ? [pixel] : []));
  expect(hit.length).toBe(16); // pixels of a tenth: 16.5 to 23.5 and 66.5 to 73.5
  for (const pixel of hit) expect(Math.min(Math.abs(pixel - 19.5), Math.abs(pixel - 69.5))).toBeLessThan(4);
  const again = raster.all.slice();
  raster.count({ x, y, n, spread: 0.7 }, sight, null, 1);
  expect(raster.all).toEqual(again);
});

test("a picture whose mark alone has changed counts as a new one does, and so does one whose sight or points have", () => {
  const kept = new Raster(40, 30);
  const paint = { point: [10, 20, 30], rest: [200, 200, 200] } as const;
  const n = 5000;
  const columns = [2, 3, 5].map((prime) =>
    Float32Array.from({ length: n }, (_, i) => (10 * i * Math.sqrt(prime)) % 10),
  );
  const closer = { left: 2, right: 6, bottom: 1, top: 9 };
  for (const [x, at, stride, spread] of [
    [0, sight, 3, 0],
    [0, sight, 3, 0],
    [0, closer, 3, 0],
    [1, closer, 3, 0],
    [1, closer, 3, 0.5],
    [1, closer, 1, 0.5],
    [1, sight, 1, 0.5],
  ] as const) {
    for (const share of [0.1, 0.7, null]) {
      const points = { x: columns[x]!, y: columns[2]!, n, spread };
      const mask =
        share === null
          ? null
          : Uint8Array.from({ length: n }, (_, i) => Number(columns[2]![i]! < 10 * share));
      const fresh = new Raster(40, 30);
      expect(kept.count(points, at, mask, stride)).toBe(fresh.count(points, at, mask, stride));
      kept.swell();
      fresh.swell();
      expect(kept.all).toEqual(fresh.all);
      expect(kept.marked).toEqual(fresh.marked);
      expect(kept.colour(paint, mask !== null)).toEqual(fresh.colour(paint, mask !== null));
    }
  }
});
