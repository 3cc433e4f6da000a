import fc from "fast-check";
import { expect, test } from "vitest";
import { below, normal, shuffle, stream } from "./rng.ts";

const take = (n: number, ...name: Parameters<typeof stream>) => {
  const rng = stream(...name);
  return Array.from({ length: n }, rng);
};

test("equal names give equal streams, and every part of a name matters", () => {
  const names: Parameters<typeof stream>[] = [
    [1, "tpe", 0],
    [2, "tpe", 0],
    [-1, "tpe", 0],
    [2 ** 32 + 1, "tpe", 0],
    [1, "tpf", 0],
    [1, "tpe", 1],
    [11, "tpe", 0],
    [1, "tpe", 10],
    [1, "0tpe", 1],
  ];
  expect(take(4, ...names[0]!)).toEqual(take(4, ...names[0]!));
  expect(new Set(names.map((name) => take(1, ...name)[0])).size).toBe(names.length);
});

test("the streams of neighbours are not related", () => {
  const n = 20_000;
  const firsts = Array.from({ length: n }, (_, i) => stream(7, "x", i)());
  const mean = firsts.reduce((sum, u) => sum + u, 0) / n;
  const lag = firsts.slice(1).reduce((sum, u, i) => sum + (u - 0.5) * (firsts[i]! - 0.5), 0) / n;
  expect(Math.abs(mean - 0.5)).toBeLessThan(5 * Math.sqrt(1 / 12 / n)); // five standard errors
  expect(Math.abs(lag)).toBeLessThan(5 / 12 / Math.sqrt(n));
});

test("uniforms lie in [0, 1) and use their low bits", () => {
  const u = take(10_000, 1, "u", 0);
  expect(u.every((x) => x >= 0 && x < 1)).toBe(true);
  const odd = u.filter((x) => (x * 2 ** 53) % 2 === 1).length;
  expect(Math.abs(odd - 5000)).toBeLessThan(5 * 50);
});

test("normals have mean 0, variance 1 and kurtosis 3", () => {
  const rng = stream(3, "normal", 0);
  const z = Array.from({ length: 50_000 }, () => normal(rng));
  const moment = (k: number) => z.reduce((sum, x) => sum + x ** k, 0) / z.length;
  expect(Math.abs(moment(1))).toBeLessThan(0.025);
  expect(Math.abs(moment(2) - 1)).toBeLessThan(0.035);
  expect(Math.abs(moment(4) - 3)).toBeLessThan(0.25);
});

test("below gives every number its share", () => {
  const rng = stream(5, "below", 0);
  const counts = new Array<number>(6).fill(0);
  for (let i = 0; i < 60_000; i++) counts[below(rng, 6)]! += 1;
  const chi2 = counts.reduce((sum, c) => sum + (c - 10_000) ** 2 / 10_000, 0);
  expect(chi2).toBeLessThan(25.7); // 1 - 1e-4 of chi² with 5 degrees of freedom
});

test("shuffle keeps the items and leaves the array given alone", () => {
  fc.assert(
    fc.property(fc.array(fc.integer()), fc.nat(), (items, seed) => {
      const before = [...items];
      const shuffled = shuffle(stream(seed, "s", 0), items);
      expect(items).toEqual(before);
      expect([...shuffled].sort((a, b) => a - b)).toEqual(before.sort((a, b) => a - b));
    }),
  );
});
