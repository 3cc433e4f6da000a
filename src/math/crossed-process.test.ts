import { expect, test } from "vitest";
import { type Cells, CrossedPosterior, fitTheta, type Points, usualTheta } from "./crossed-process.ts";
import { normal, stream } from "./rng.ts";

const kinds = ["number", "number"] as const;
const pointsOf = (...X: readonly (readonly number[])[]): Points => ({
  X: X.map((x) => Float64Array.from(x)),
  kinds,
});

test("what is known of some cells says what the means of the rows are: numpy's numbers", () => {
  // numpy 2.4.6: S_mm - S_mo S_oo⁻¹ S_om of the whole covariance, averaged over the columns
  const expected = {
    mean: [0.08793713884220562, 0.297334344245334, -0.7921633909461917],
    variance: [0.07899306144749987, 0.07197611494272789, 0.277906929174669],
  };
  const points = pointsOf([0.1, 0.2], [0.3, 0.9], [0.8, 0.4]);
  const y = Float64Array.of(0.5, -0.2, 0.9, 0.1, -1.3);
  const theta = Float64Array.of(1.0, 0.5, 0.2, -3.0, -0.7, -1.2, -2.0);
  const posterior = new CrossedPosterior(
    points,
    { rows: [0, 0, 1, 1, 2], columns: [0, 1, 0, 2, 1], y },
    theta,
  );
  expected.mean.forEach((mean, row) => {
    const found = posterior.meanOf(row, 3);
    expect(found.mean).toBeCloseTo(mean, 9);
    expect(found.variance).toBeCloseTo(expected.variance[row]!, 9);
  });
});

test("a row with all of its cells is known, and one that is a copy of it nearly so", () => {
  const points = pointsOf([0.5, 0.5], [0.5, 0.5], [0, 1]);
  const cells = { rows: [0, 0], columns: [0, 1], y: Float64Array.of(1, 0.4) };
  const posterior = new CrossedPosterior(points, cells, usualTheta(2));
  expect(posterior.meanOf(0, 2).mean).toBeCloseTo(0.7, 4);
  expect(posterior.meanOf(0, 2).variance).toBeLessThan(1e-4);
  expect(posterior.meanOf(1, 2).variance).toBeLessThan(0.5 * posterior.meanOf(2, 2).variance);
});

test("columns in which like rows are known come last", () => {
  const points = pointsOf([0.5, 0.5], [0.52, 0.5], [0.48, 0.5], [0.5, 0.52]);
  const cells: Cells = { rows: [0, 1, 2], columns: [1, 1, 1], y: Float64Array.of(0.1, 0, 0.2) };
  const posterior = new CrossedPosterior(points, cells, usualTheta(2));
  expect(posterior.orderOf(3, 4)).toEqual([0, 2, 3, 1]);
});

test("what matters is learned: a coordinate that changes rows gets a greater weight than one that does not", () => {
  const rng = stream(1, "rows", 0);
  const X = Array.from({ length: 25 }, () => [rng(), rng()]);
  const cells = { rows: [] as number[], columns: [] as number[], y: new Float64Array(50) };
  X.forEach(([a], i) => {
    for (const column of [0, 1]) {
      cells.y[cells.rows.length] = Math.sin(6 * a!) + 0.05 * normal(rng) + column;
      cells.rows.push(i);
      cells.columns.push(column);
    }
  });
  const theta = fitTheta(pointsOf(...X), cells, usualTheta(2), 60);
  expect(theta[0]! - theta[1]!).toBeGreaterThan(2); // e² times the weight
  expect(Math.exp(theta[6]!)).toBeLessThan(0.05); // s_e: hardly any noise
});
