import { expect, test } from "vitest";
import { stream } from "../../math/rng.ts";
import { massAtLeast, massOf, normalsOf } from "./normals.ts";

const rng = stream(1, "test", 0);
const clumps = () => 0.37 + 0.01 * rng() ** 3;
const twins = () => Math.floor(rng() * 8) / 7;
const gaps = () => (rng() < 0.5 ? Number.NaN : rng());

test.each([
  ["spread", 40, rng],
  ["spread, where widths reach their least", 250, rng],
  ["clumped", 250, clumps],
  ["often the same, the ends too", 60, twins],
  ["not there in half of the cases", 60, gaps],
  ["few", 2, rng],
])("widths reach to the farther neighbour, as by sorting: coordinates %s", (_, n, next) => {
  const points = Array.from({ length: n }, () => Float64Array.of(next(), next(), next()));
  const { sigma, centre } = normalsOf(points, [2, 0]);
  [2, 0].forEach((place, j) => {
    const found = [...points.keys()].filter((i) => !Number.isNaN(points[i]![place]!));
    const order = found.sort((a, b) => points[a]![place]! - points[b]![place]!);
    const expected = new Float64Array(n).fill(Number.NaN);
    order.forEach((i, k) => {
      const gapTo = (other: number | undefined) =>
        other === undefined ? 0 : Math.abs(points[i]![place]! - points[other]![place]!);
      expected[i] = Math.max(1 / Math.min(100, found.length + 2), gapTo(order[k - 1]), gapTo(order[k + 1]));
    });
    points.forEach((point, i) => {
      expect(sigma[i * 2 + j]).toBe(expected[i]);
      if (!Number.isNaN(point[place]!)) expect(centre[i * 2 + j]).toBe(point[place]);
    });
    expect([centre[n * 2 + j], sigma[n * 2 + j]]).toEqual([0.5, 1]);
  });
});

test("the bound of what lies in [0, 1] is one, and near where nothing is cut off", () => {
  for (let m = 0; m <= 1; m += 1 / 64) {
    for (let s = 1; s > 1e-3; s *= 0.9) {
      expect(massAtLeast(m, s)).toBeLessThanOrEqual(massOf(m, s));
      expect(massAtLeast(m, s)).toBeGreaterThan(0.16);
    }
  }
  expect(massAtLeast(0.5, 0.01)).toBeGreaterThan(0.99);
});
