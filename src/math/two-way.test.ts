import fc from "fast-check";
import { expect, test } from "vitest";
import { twoWay } from "./two-way.ts";

test("an incomplete table has the effects of least squares", () => {
  // numpy 2.4.6: np.linalg.lstsq on the indicators of rows and columns, effects of columns centred over the cells
  const expected = {
    rows: [2.1944444444444433, 3.194444444444443, 2.069444444444445],
    columns: [-1.3194444444444442, -0.3194444444444441, 1.5555555555555562, 1.8055555555555527],
    variance: 0.14583333333333334,
  };
  const found = twoWay([
    [1, 2, 3.5, 4],
    [2, 2.5, 5, Number.NaN],
    [0.5, 2, Number.NaN, Number.NaN],
  ]);
  for (const [i, m] of expected.rows.entries()) expect(found.rows[i]).toBeCloseTo(m, 10);
  for (const [j, b] of expected.columns.entries()) expect(found.columns[j]).toBeCloseTo(b, 10);
  expect(found.freedom).toBe(3);
  expect(found.variance).toBeCloseTo(expected.variance, 10);
});

test("a full table has the means of its rows, and a row without cells has none", () => {
  const row = fc.array(fc.double({ min: -10, max: 10, noNaN: true }), { minLength: 4, maxLength: 4 });
  fc.assert(
    fc.property(fc.array(row, { minLength: 2, maxLength: 5 }), (table) => {
      const { rows } = twoWay([...table, [Number.NaN, Number.NaN]]);
      for (const [i, ys] of table.entries()) expect(rows[i]).toBeCloseTo(ys.reduce((a, b) => a + b) / 4, 9);
      expect(rows.at(-1)).toBeNaN();
    }),
  );
});

test("one row leaves nothing to tell rows from columns by", () => {
  expect(twoWay([[1, 2, 3]])).toMatchObject({ variance: Number.NaN, freedom: 0 });
});
