import { expect, test } from "vitest";
import { Posterior } from "../../math/gp.ts";
import { stream } from "../../math/rng.ts";
import { gainOfVolume, isNarrow, referenceOf } from "./volume.ts";

/** Two goals over a square, each with a model of twelve trials. */
function models() {
  const rng = stream(1, "volume", 0);
  const X = Array.from({ length: 12 }, () => Float64Array.of(rng(), rng()));
  const goals = [(u: Float64Array) => u[0]! - u[1]!, (u: Float64Array) => (u[0]! - 0.3) ** 2 + u[1]!];
  const theta = Float64Array.of(Math.log(0.4), Math.log(0.6), 0, Math.log(1e-4), 0);
  const kinds = ["number", "number"] as const;
  return goals.map((goal) => new Posterior({ X, y: Float64Array.from(X, goal), kinds }, theta));
}

test("the slope of the gain is that of central differences", () => {
  const gain = gainOfVolume(
    models(),
    [
      [-0.4, 0.5],
      [0.1, 0.3],
    ],
    [0.6, 1.2],
  );
  for (const point of [
    [0.2, 0.6],
    [0.5, 0.5],
    [0.8, 0.1],
  ]) {
    const u = Float64Array.from(point);
    const { value, gradient } = gain.slope(u);
    expect(value).toBeCloseTo(gain.value(u), 10);
    for (let j = 0; j < 2; j++) {
      const at = (h: number) => gain.value(u.map((v, i) => (i === j ? v + h : v)));
      expect(gradient[j]).toBeCloseTo((at(1e-5) - at(-1e-5)) / 2e-5, 3);
    }
  }
});

test("more is attained, less is to be gained; and a farther reference leaves more", () => {
  const u = Float64Array.of(0.4, 0.4);
  const gain = (attained: readonly (readonly number[])[], reference: readonly number[]) =>
    gainOfVolume(models(), attained, reference).value(u);
  const few = gain([[0.1, 0.5]], [0.6, 1.2]);
  expect(
    gain(
      [
        [0.1, 0.5],
        [-0.2, 0.3],
      ],
      [0.6, 1.2],
    ),
  ).toBeLessThan(few);
  expect(gain([[0.1, 0.5]], [1, 2])).toBeGreaterThan(few);
});

test("the reference lies a tenth of the front's range beyond its worst, or far from the worst of all", () => {
  const front = [
    [0, 1],
    [1, 0.5],
  ];
  const all = [...front, [3, 2]];
  expect(referenceOf(front, all, [false, false])).toEqual([1.1, 1.05]);
  expect(referenceOf(front, all, [true, false])).toEqual([3.3, 1.05]);
  expect(referenceOf([[1, 1]], all, [false, false])).toEqual([1.3, 1.15]); // a point has no range of its own
  expect(referenceOf([[1, 1]], [[1, 1]], [false, true])).toEqual([1.1, 1.1]);
});

test("a front is narrow below half of the range of all", () => {
  expect(isNarrow([0, 0.4], [0, 1])).toBe(true);
  expect(isNarrow([0, 0.6], [0, 1])).toBe(false);
  expect(isNarrow([-1e308, 1e308], [-1e308, 1e308])).toBe(false);
});
